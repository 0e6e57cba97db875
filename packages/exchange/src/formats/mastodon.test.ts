import { readAll, summary } from '../testing/read-all.js';

const read = async (text: string) => readAll([text], { format: 'mastodon' });

test.each([
  [
    '#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate',
    'False,False,spam,False',
  ],
  ['domain,severity,reject_media,reject_reports,public_comment,obfuscate', 'true,true,spam,false'],
])('reads the header %s', async (header, rest) => {
  const text = `${header}\na.example,suspend,${rest}\nb.example,silence,${rest}\nc.example,noop,${rest}\n`;
  const entry = { kind: 'domain', note: 'spam' };
  expect(await read(text)).toEqual([
    {
      ok: true,
      line: 2,
      entry: { ...entry, value: 'a.example', action: 'block', severity: 'high' },
    },
    {
      ok: true,
      line: 3,
      entry: { ...entry, value: 'b.example', action: 'review', severity: 'medium' },
    },
    {
      ok: true,
      line: 4,
      entry: { ...entry, value: 'c.example', action: 'observe', severity: 'low' },
    },
  ]);
});

test('bad rows and files', async () => {
  const text = '#domain,#severity\nexa**le.com,suspend\nb.example,ban\nc.example\nd.example,\n';
  expect(summary(await read(text))).toEqual([
    '2 ! The domain is obfuscated.',
    '3 ! There is no severity "ban".',
    '4 ! The row has 1 columns, the header has 2.',
    '5 domain d.example',
  ]);
  expect(summary(await read('bad.example\nworse.example\n'))).toEqual([
    '1 ! The file is not mastodon: it has no column "domain".',
  ]);
  expect(summary(await read('#domain,domain\na,b\n'))).toEqual([
    '1 ! The header has more than one column "domain".',
  ]);
});
