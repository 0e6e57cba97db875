import { readAll, summary } from '../testing/read-all.js';

test('one value a line; comments, blank lines and blanks around a value do not count', async () => {
  const text = '\ufeffcasino\r\n\r\n# list of 2026\r  slots \n彩票';
  expect(summary(await readAll([text], { format: 'terms' }))).toEqual([
    '1 term casino',
    '4 term slots',
    '5 term 彩票',
  ]);
});

test('the caller says of what kind the lines are', async () => {
  expect(summary(await readAll(['bad.example\n'], { format: 'terms', kind: 'domain' }))).toEqual([
    '1 domain bad.example',
  ]);
});

test.each([
  ['U+0000', 'a\0b', 'The value contains U+0000.', 'a\ufffdb'],
  ['a lone surrogate', 'a\ud800b', 'The value is not valid Unicode.', 'a\ufffdb'],
  [
    '70,000 characters',
    'x'.repeat(70_000),
    'The row is longer than 65536 characters.',
    'x'.repeat(80),
  ],
])('a line with %s is a bad row between good ones', async (_what, line, reason, value) => {
  expect(await readAll([`a\n${line}\nb`], { format: 'terms' })).toEqual([
    { ok: true, line: 1, entry: { kind: 'term', value: 'a' } },
    { ok: false, line: 2, value, reason },
    { ok: true, line: 3, entry: { kind: 'term', value: 'b' } },
  ]);
});
