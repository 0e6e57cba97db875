import { exchangeFormats, type ExchangeFormat } from '@assay/domain';
import { readEntries } from './read-entries.js';
import { heldBytes } from './testing/heap.js';
import { readAll, summary } from './testing/read-all.js';

const openings: Readonly<Record<ExchangeFormat, string>> = {
  terms: '',
  csv: 'kind,value\nterm,"',
  ndjson: '{"kind":"term","value":"',
  mastodon: '#domain,#severity\n',
  stix: '{"type":"bundle","objects":[{"type":"',
  threatexchange: '{"data":[{"indicator":"',
};

function* endless(opening: string, piece: string, count: number) {
  yield opening;
  for (let round = 0; round < count; round += 1) yield piece;
}

describe.each(exchangeFormats)('as a %s file', (format) => {
  test('100 million characters without a line break give one bad row and hold no memory', async () => {
    const before = heldBytes();
    let most = 0;
    let count = 0;
    function* watched() {
      for (const piece of endless(openings[format], 'x'.repeat(100_000), 1000)) {
        yield piece;
        count += 1;
        if (count % 250 === 0) most = Math.max(most, heldBytes() - before);
      }
    }
    const rows = await readAll(watched(), { format });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ ok: false });
    expect(most).toBeLessThan(5_000_000);
  });

  test.each([
    ['open brackets', '['.repeat(50_000)],
    ['open objects', '{"a":'.repeat(10_000)],
    ['nothing but U+0000', '\0'.repeat(50_000)],
    ['nothing but lone surrogates', '\udc00\ud800'.repeat(25_000)],
    ['nothing but quotes', '"'.repeat(50_001)],
    ['nothing but commas', ','.repeat(50_000)],
    ['nothing but line breaks', '\r\n\n\r'.repeat(10_000)],
  ])('%s are no entries and no exception', async (_what, text) => {
    const rows = await readAll(endless('', text, 4), { format });
    expect(rows.filter((row) => row.ok)).toEqual([]);
  });
});

test.each(['stix', 'threatexchange'] as const)('%s: text that is not JSON', async (format) => {
  const notTheFormat = [`1 ! The file is not ${format}.`];
  for (const text of [
    '',
    'casino',
    '[]',
    '{}',
    '{"objects":1,"data":1}',
    '"bundle"',
    '7',
    '{"data":[',
    '{"objects":[',
  ]) {
    expect(summary(await readAll([text], { format }))).toEqual(notTheFormat);
  }
});

const good = '{"type":"indicator","pattern":"[x-assay-term:value = \'good\']"}';
test.each([
  [
    'too long',
    `{"type":"indicator","pattern":"${'x'.repeat(70_000)}"}`,
    'The object is longer than 65536 characters.',
  ],
  [
    'too long in many parts',
    `{"a":[${'1,'.repeat(70_000)}1]}`,
    'The object is longer than 65536 characters.',
  ],
  ['too deep', `{"a":${'['.repeat(100)}${']'.repeat(100)}}`, 'The object is nested too deeply.'],
  [
    'of a key without end',
    `{"${'k'.repeat(70_000)}":1}`,
    'The object is longer than 65536 characters.',
  ],
  [
    'of its prototype',
    '{"__proto__":{"type":"indicator","pattern":"x"}}',
    'The object has no type.',
  ],
])('an object that is %s does not stop the next one', async (_what, object, reason) => {
  const text = `{"x":[[{"objects":[1]}]],"type":"bundle","objects":[${good},${object},${good}]}`;
  expect(summary(await readAll([text], { format: 'stix' }))).toEqual([
    '1 term good',
    `2 ! ${reason}`,
    '3 term good',
  ]);
});

test('garbage behind good objects ends the file and keeps them', async () => {
  const text = `{"objects":[${`${good},`.repeat(50)}!`;
  const rows = await readAll([text.slice(0, 3200), text.slice(3200)], { format: 'stix' });
  expect(rows.at(-1)).toMatchObject({ ok: false, reason: 'The file is not stix.' });
  expect(rows.filter((row) => row.ok).length).toBeGreaterThan(30);
});

test('an error of the source is the caller’s', async () => {
  async function* failing() {
    yield 'casino\n';
    throw new Error('connection lost');
  }
  await expect(readAll(failing(), { format: 'terms' })).rejects.toThrow('connection lost');
});

test('no prototype is changed', async () => {
  const text = '{"data":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]}';
  await readAll([text], { format: 'threatexchange' });
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('a header that does not do ends the reading of the source', async () => {
  let pulled = 0;
  function* counted() {
    for (const piece of endless('no,header\n', 'term,casino\n', 1000)) {
      pulled += 1;
      yield piece;
    }
  }
  for await (const row of readEntries(counted(), { format: 'csv' })) expect(row.ok).toBe(false);
  expect(pulled).toBe(1);
});
