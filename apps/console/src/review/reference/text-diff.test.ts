import { diffText } from './text-diff.js';

const shown = (base: string, text: string) =>
  diffText(base, text)
    .map(({ text: run, differs }) => (differs ? `[${run}]` : run))
    .join('');

test.each([
  ['same', 'same', 'same'],
  ['', 'new', '[new]'],
  ['old', '', ''],
  ['加我微信 abc1', '加我微信 abd1', '加我微信 ab[d]1'],
  ['来群里', '快来群里吧', '[快]来群里[吧]'],
  ['aaa', 'aa', 'aa'],
  ['aa', 'aaa', 'aa[a]'],
  ['call 555-1', 'call 777-1', 'call [777]-1'],
  ['a😀b', 'a😁b', 'a[😁]b'],
])('%j → %j is shown as %j', (base, text, expected) => {
  expect(shown(base, text)).toBe(expected);
});

test('the runs joined are the text, whatever the base, and neighbours always differ in kind', () => {
  const letters = '加微a b';
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const word = () => Array.from({ length: next(12) }, () => letters[next(letters.length)]).join('');
  for (let round = 0; round < 500; round += 1) {
    const [base, text] = [word(), word()];
    const runs = diffText(base, text);
    expect(runs.map((run) => run.text).join('')).toBe(text);
    expect(runs.some((run, index) => run.differs === runs[index - 1]?.differs)).toBe(false);
    const shared = runs
      .filter(({ differs }) => !differs)
      .map((run) => run.text)
      .join('');
    expect(isSubsequence(shared, base)).toBe(true);
  }
});

test('texts too long to compare count as changed between the ends that they share', () => {
  const text = `start ${'x'.repeat(1500)} end`;
  expect(shown(`start ${'y'.repeat(1500)} end`, text)).toBe(`start [${'x'.repeat(1500)}] end`);
});

function isSubsequence(part: string, whole: string): boolean {
  let from = 0;
  for (const character of part) {
    from = whole.indexOf(character, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
