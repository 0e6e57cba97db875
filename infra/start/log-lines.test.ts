import { readableLine } from './log-lines.js';

test.each([
  ['{"level":"warn","message":"slow","context":"Sender","ms":12}', 'WARN [Sender] slow ms=12'],
  ['{"level":50,"msg":"lost","id":"a","time":1,"pid":2}', 'ERROR lost id="a"'],
  ['{"level":"fatal","message":"no"}', 'FATAL no'],
])('%s is shown readable', (line, readable) => {
  expect(readableLine(line, 'stdout')).toBe(readable);
});

test.each(['{"level":"log","message":"up"}', '{"level":30,"msg":"up"}', 'plain words', '{"no":1}'])(
  '%s on standard output is for the file only',
  (line) => {
    expect(readableLine(line, 'stdout')).toBeUndefined();
  },
);

test('words on standard error are shown, the debugger’s greeting is not', () => {
  expect(readableLine('Error: out of luck', 'stderr')).toBe('Error: out of luck');
  expect(readableLine('Debugger listening on ws://x', 'stderr')).toBeUndefined();
});
