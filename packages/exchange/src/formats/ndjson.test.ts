import { readAll, summary } from '../testing/read-all.js';

test('reads our names and passes over others', async () => {
  const line = {
    kind: 'pattern',
    value: 'a+b',
    scenes: ['chat'],
    confidence: 0,
    validFrom: '2026-01-01T00:00:00Z',
    expiresAt: null,
    note: '',
    color: 'red',
  };
  expect(await readAll([`\n${JSON.stringify(line)}`], { format: 'ndjson' })).toEqual([
    {
      ok: true,
      line: 2,
      entry: {
        kind: 'pattern',
        value: 'a+b',
        scenes: ['chat'],
        confidence: 0,
        validFromMs: Date.UTC(2026, 0, 1),
      },
    },
  ]);
});

test.each([
  ['not JSON', '{"kind":', 'The line is not JSON.'],
  ['a list', '[]', 'The line is no JSON object.'],
  ['null', 'null', 'The line is no JSON object.'],
  ['nesting', '['.repeat(60_000), 'The line is not JSON.'],
  ['a number as value', '{"kind":"term","value":1}', 'The value is no text.'],
  ['an object as kind', '{"kind":{},"value":"x"}', 'The kind is no text.'],
  ['a text as list', '{"kind":"term","value":"x","scenes":"a"}', 'The scenes are no list.'],
  [
    'a list of numbers',
    '{"kind":"term","value":"x","scenes":[1]}',
    'The scenes are not all texts.',
  ],
  [
    'U+0000 in a list',
    String.raw`{"kind":"term","value":"x","scenes":["\u0000"]}`,
    'The scenes are not all readable.',
  ],
  [
    'a lone surrogate',
    String.raw`{"kind":"term","value":"\ud83d"}`,
    'The value is not valid Unicode.',
  ],
  [
    'a confidence as text',
    '{"kind":"term","value":"x","confidence":"1"}',
    'The confidence is no number in the range of the format.',
  ],
  [
    'a time as number',
    '{"kind":"term","value":"x","expiresAt":1}',
    'The expiry is no ISO 8601 date or time with a zone.',
  ],
  ['fields of its prototype', '{"__proto__":{"kind":"term","value":"x"}}', 'The row has no value.'],
  [
    '64 KiB',
    `{"kind":"term","value":"${'x'.repeat(65_536)}"}`,
    'The row is longer than 65536 characters.',
  ],
])('a line with %s is a bad row between good ones', async (_what, line, reason) => {
  const good = '{"kind":"term","value":"good"}';
  const rows = await readAll([`${good}\n${line}\n${good}`], { format: 'ndjson' });
  expect(summary(rows)).toEqual(['1 term good', `2 ! ${reason}`, '3 term good']);
});
