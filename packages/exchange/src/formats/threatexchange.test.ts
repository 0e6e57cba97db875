import { readAll, summary } from '../testing/read-all.js';

const read = async (data: readonly unknown[]) =>
  readAll([JSON.stringify({ data, paging: { next: null } })], { format: 'threatexchange' });

test('reads a descriptor in the form of the platform', async () => {
  const descriptor = {
    id: '1',
    indicator: { id: '2', indicator: 'bad.example', type: 'DOMAIN' },
    owner: { id: '3', name: 'someone' },
    status: 'MALICIOUS',
    severity: 'SEVERE',
    confidence: 75,
    share_level: 'AMBER',
    expired_on: '2027-01-01T00:00:00+0000',
    description: 'phishing',
    tags: { data: [{ id: '4', text: 'assay-category:fraud' }, { text: 'phish' }] },
  };
  expect(await read([descriptor])).toEqual([
    {
      ok: true,
      line: 1,
      entry: {
        kind: 'domain',
        value: 'bad.example',
        effect: 'block',
        category: 'fraud',
        severity: 'high',
        confidence: 0.75,
        expiresAtMs: Date.UTC(2027, 0, 1),
        note: 'phishing',
      },
    },
  ]);
});

test.each([
  ['INFO', 'low'],
  ['WARNING', 'medium'],
  ['SUSPICIOUS', 'medium'],
  ['SEVERE', 'high'],
  ['APOCALYPSE', 'critical'],
  ['UNKNOWN', undefined],
])('the severity %s is %s', async (severity, expected) => {
  const [row] = await read([{ raw_indicator: 'x', type: 'TEXT_STRING', severity }]);
  expect(row?.ok && row.entry.severity).toBe(expected);
});

test.each<[unknown, number | undefined]>([
  [1_798_761_600, Date.UTC(2027, 0, 1)],
  ['1798761600', Date.UTC(2027, 0, 1)],
  ['2027-01-01', Date.UTC(2027, 0, 1)],
  [0, undefined],
])('the expiry %j is %j', async (expired_on, expected) => {
  const [row] = await read([{ indicator: 'x', type: 'TEXT_STRING', expired_on }]);
  expect(row?.ok && row.entry.expiresAtMs).toBe(expected);
});

test.each<[object, string]>([
  [{ status: 'NON_MALICIOUS' }, '1 term x'],
  [{ type: 'URI', indicator: 'https://bad.example/' }, '1 domain bad.example'],
  [{ type: 'URI', indicator: 'bad.example' }, '1 domain bad.example'],
  [
    { type: 'URI', indicator: 'bad.example/a' },
    '1 ! The entry would be the whole host: the path of the URL would be lost.',
  ],
  [{ type: 'HASH_MD5' }, '1 ! No entry can be made of the type "HASH_MD5".'],
  [{ type: undefined }, '1 ! No entry can be made of the type "undefined".'],
  [{ status: 'UNKNOWN' }, '1 ! The status "UNKNOWN" says neither block nor allow.'],
  [{ severity: 'HUGE' }, '1 ! There is no severity "HUGE".'],
  [{ indicator: undefined }, '1 ! The descriptor has no indicator.'],
  [{ expired_on: 1e300 }, '1 ! The expiry is no ISO 8601 date or time with a zone.'],
  [{ expired_on: -5 }, '1 ! The expiry is no ISO 8601 date or time with a zone.'],
])('a descriptor with %j gives %s', async (rest, expected) => {
  expect(summary(await read([{ indicator: 'x', type: 'TEXT_STRING', ...rest }]))).toEqual([
    expected,
  ]);
});

test('NON_MALICIOUS allows', async () => {
  const [row] = await read([{ indicator: 'x', type: 'TEXT_STRING', status: 'NON_MALICIOUS' }]);
  expect(row?.ok && row.entry.effect).toBe('allow');
});
