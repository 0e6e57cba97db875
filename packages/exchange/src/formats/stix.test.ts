import { randomEntry, seeded } from '../testing/random-entries.js';
import { readAll, summary } from '../testing/read-all.js';
import { writeEntries } from '../write-entries.js';

const read = async (objects: readonly unknown[]) =>
  readAll([JSON.stringify({ type: 'bundle', id: 'bundle--1', objects })], { format: 'stix' });
const indicator = (rest: object) => ({ type: 'indicator', pattern_type: 'stix', ...rest });

test('reads an indicator of somebody else beside what carries it', async () => {
  const foreign = indicator({
    spec_version: '2.1',
    id: 'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
    pattern: "[domain-name:value = 'bad.example']",
    valid_from: '2026-01-01T00:00:00.123456Z',
    valid_until: '2027-01-01T00:00:00Z',
    confidence: 85,
    description: 'seen in spam',
    labels: ['malicious', 'assay-category:fraud'],
    object_marking_refs: ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82'],
  });
  expect(await read([{ type: 'identity', name: 'someone' }, foreign])).toEqual([
    {
      ok: true,
      line: 2,
      entry: {
        kind: 'domain',
        value: 'bad.example',
        category: 'fraud',
        confidence: 0.85,
        validFromMs: Date.UTC(2026, 0, 1, 0, 0, 0, 123),
        expiresAtMs: Date.UTC(2027, 0, 1),
        note: 'seen in spam',
      },
    },
  ]);
});

const lost = (part: string) =>
  `1 ! The entry would be the whole host: the ${part} of the URL would be lost.`;
test.each([
  ["[domain-name:value = 'bad.example']", '1 domain bad.example'],
  ["[ domain-name:value='bad.example' ]", '1 domain bad.example'],
  ["[url:value = 'https://Bad.example/']", '1 domain bad.example'],
  ["[url:value = 'https://bad.example/a']", lost('path')],
  ["[url:value = 'https://bad.example?a']", lost('query')],
  ["[url:value = 'https://bad.example#a']", lost('query')],
  ["[url:value = 'https://bad.example:8080']", lost('port')],
  ["[url:value = 'https://good.example@bad.example']", lost('user name')],
  ["[url:value = 'https://']", '1 ! The URL cannot be read.'],
  ["[x-assay-term:value = '赌场']", '1 term 赌场'],
  [String.raw`[x-assay-term:value = 'it\'s']`, "1 term it's"],
  [String.raw`[x-assay-pattern:value = '\\d+']`, String.raw`1 pattern \d+`],
  [
    String.raw`[x-assay-pattern:value = '\d+']`,
    String.raw`1 ! No entry can be made of [x-assay-pattern:value = '\d+']`,
  ],
  ["[file:name = 'a.exe']", "1 ! No entry can be made of [file:name = 'a.exe']"],
  [
    "[domain-name:value = 'a'] OR [domain-name:value = 'b']",
    "1 ! No entry can be made of [domain-name:value = 'a'] OR [domain-name:value = 'b']",
  ],
  ["[domain-name:value != 'a']", "1 ! No entry can be made of [domain-name:value != 'a']"],
])('the pattern %s gives %s', async (pattern, expected) => {
  expect(summary(await read([indicator({ pattern })]))).toEqual([expected]);
});

test.each<[string, unknown, string]>([
  [
    'revoked',
    indicator({ revoked: true, pattern: "[domain-name:value = 'a.example']" }),
    'revoked',
  ],
  ['without a pattern', indicator({}), 'The indicator has no pattern.'],
  [
    'in another language',
    { type: 'indicator', pattern: 'x', pattern_type: 'yara' },
    'The pattern is not in the language of STIX.',
  ],
  ['without a type', { pattern: 'x' }, 'The object has no type.'],
  ['that is a text', 'indicator', 'This is no JSON object.'],
  [
    'sure beyond 100',
    indicator({ pattern: "[x-assay-term:value = 'a']", confidence: 101 }),
    'The confidence is no number in the range of the format.',
  ],
])('an object %s is a bad row', async (_what, object, reason) => {
  const good = indicator({ pattern: "[x-assay-term:value = 'good']" });
  expect(summary(await read([object, good]))).toEqual([`1 ! ${reason}`, '2 term good']);
});

test('writes what STIX 2.1 asks of a bundle', async () => {
  const entry = randomEntry(seeded(3), 5);
  const retired = { ...entry, effect: 'block', state: 'retired', note: '' } as const;
  let text = '';
  for await (const piece of writeEntries([retired], { format: 'stix', producedAtMs: 1e12 }))
    text += piece;
  const bundle = JSON.parse(text) as { id: string; objects: Record<string, unknown>[] };
  expect(bundle.id).toBe('bundle--00e8d4a5-1000-7000-8000-000000000000');
  expect(bundle.objects).toHaveLength(1);
  expect(bundle.objects[0]).toMatchObject({
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--${entry.id}`,
    created: new Date(entry.createdAtMs).toISOString(),
    modified: new Date(entry.updatedAtMs).toISOString(),
    pattern_type: 'stix',
    revoked: true,
  });
  expect(bundle.objects[0]).not.toHaveProperty('description');
});

test('a bundle without objects lacks the list, which may not be empty', async () => {
  let text = '';
  for await (const piece of writeEntries([], { format: 'stix', producedAtMs: 0 })) text += piece;
  expect(JSON.parse(text)).not.toHaveProperty('objects');
});
