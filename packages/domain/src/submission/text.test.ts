import fc from 'fast-check';
import { textLimits, textProblem } from './text.js';

const emoji = '\u{1f600}';
const acute = '\u0301';

test.each([
  ['', undefined],
  ['plain text', undefined],
  ['普通的一句话。', undefined],
  [`smile ${emoji}`, undefined],
  ['a\0b', 'nul'],
  ['a\ud800', 'lone_surrogate'],
  ['\udc00a', 'lone_surrogate'],
  ['\udc00\ud800', 'lone_surrogate'],
  [`a${acute.repeat(textLimits.maxConsecutiveMarks)}`, undefined],
  [`a${acute.repeat(textLimits.maxConsecutiveMarks + 1)}`, 'too_many_marks'],
])('%j is judged %s', (text, problem) => {
  expect(textProblem(text)).toBe(problem);
});

test('the length limit counts code points, not UTF-16 units', () => {
  const { maxCodePointsPerPart: limit } = textLimits;
  expect(textProblem('a'.repeat(limit))).toBeUndefined();
  expect(textProblem('a'.repeat(limit + 1))).toBe('too_long');
  expect(textProblem(emoji.repeat(limit))).toBeUndefined();
  expect(textProblem(`${emoji.repeat(limit)}a`)).toBe('too_long');
});

test('marks on different letters do not add up', () => {
  expect(textProblem(`a${acute}`.repeat(100))).toBeUndefined();
});

test('with any string: accepted exactly when it is well formed and has no U+0000', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.boolean(), (text, cut) => {
      const given = cut ? text.slice(0, -1) : text;
      const markRun = new RegExp(`\\p{M}{${textLimits.maxConsecutiveMarks + 1}}`, 'u');
      const sound = !given.includes('\0') && given.isWellFormed() && !markRun.test(given);
      expect(textProblem(given) === undefined).toBe(sound);
    }),
  );
});
