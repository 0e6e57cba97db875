import { diffLines, foldUnchanged, type DiffLine } from './line-diff.js';

const marks = { same: ' ', added: '+', removed: '-' } as const;
const shown = (before: string, after: string) =>
  diffLines(before.split(''), after.split(''))
    .map(({ kind, text }) => `${marks[kind]}${text}`)
    .join(',');

test.each([
  ['abc', 'abc', ' a, b, c'],
  ['abc', 'axc', ' a,-b,+x, c'],
  ['ac', 'abc', ' a,+b, c'],
  ['abc', 'ac', ' a,-b, c'],
  ['aaa', 'a', ' a,-a,-a'],
])('%s → %s', (before, after, expected) => {
  expect(shown(before, after)).toBe(expected);
});

test('either side may be empty', () => {
  expect(diffLines([], ['x'])).toEqual([{ kind: 'added', text: 'x' }]);
  expect(diffLines(['x'], [])).toEqual([{ kind: 'removed', text: 'x' }]);
  expect(diffLines([], [])).toEqual([]);
});

test('what is not removed is the new text and what is not added is the old one, minimally', () => {
  let seed = 7;
  const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648);
  for (let round = 0; round < 300; round += 1) {
    const words = () => Array.from({ length: next() % 9 }, () => 'abc'[next() % 3] as string);
    const [before, after] = [words(), words()];
    const lines = diffLines(before, after);
    const without = (kind: DiffLine['kind']) =>
      lines.filter((l) => l.kind !== kind).map(({ text }) => text);
    expect(without('added')).toEqual(before);
    expect(without('removed')).toEqual(after);
    expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(longestCommon(before, after));
  }
});

test('thousands of edits still answer, as a whole replacement', () => {
  const before = Array.from({ length: 3000 }, (_, index) => `old ${index}`);
  const after = Array.from({ length: 3000 }, (_, index) => `new ${index}`);
  expect(diffLines(before, after)).toHaveLength(6000);
});

test('unchanged stretches fold and keep their context', () => {
  const lines = diffLines('abcdefgh'.split(''), 'abcdXefgh'.split(''));
  expect(foldUnchanged(lines, 1)).toEqual([
    { kind: 'fold', count: 3 },
    { kind: 'same', text: 'd' },
    { kind: 'added', text: 'X' },
    { kind: 'same', text: 'e' },
    { kind: 'fold', count: 3 },
  ]);
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  if (a[0] === b[0]) return 1 + longestCommon(a.slice(1), b.slice(1));
  return Math.max(longestCommon(a.slice(1), b), longestCommon(a, b.slice(1)));
}
