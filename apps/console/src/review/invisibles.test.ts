import { revealInvisibles } from './invisibles.js';

const shown = (text: string) =>
  revealInvisibles(text)
    .map((run) => (run.kind === 'text' ? run.text : `[${run.label}]`))
    .join('');

test.each([
  ['plain 文字', 'plain 文字'],
  ['加\u200b微\u200b信', '加[ZWSP]微[ZWSP]信'],
  ['a\u202eb\u202cc', 'a[RLO]b[PDF]c'],
  ['a\u0007b\u0085c', 'a[U+0007]b[U+0085]c'],
  ['soft\u00adhyphen', 'soft[SHY]hyphen'],
  ['tab\tand\nnewline\r\nstay', 'tab\tand\nnewline\r\nstay'],
  ['lone\rreturn', 'lone[U+000D]return'],
  ['全角\u3000空格', '全角\u3000空格'],
  ['tag\u{e0041}x', 'tag[U+E0041]x'],
  ['blank\u3164x', 'blank[HF]x'],
  ['a\u200db', 'a[ZWJ]b'],
])('%j is shown as %j', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('joiners inside an emoji stay, because the emoji itself is visible', () => {
  expect(shown('👩‍👩‍👧 ok 👍🏽 ❤️')).toBe('👩‍👩‍👧 ok 👍🏽 ❤️');
});

test('the texts of the runs joined are the input', () => {
  const text = '\u200f起\u200b👨‍💻\u2028\u{e0101}终\ufeff';
  expect(
    revealInvisibles(text)
      .map((run) => run.text)
      .join(''),
  ).toBe(text);
});
