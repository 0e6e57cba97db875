import { coolDownLeftMs, expiryOf } from './expiry.js';
import { isCorrect, type ExpectedAnswer, type GivenAnswer } from './gold.js';
import { gradeAttempt } from './grading.js';
import { clauseName, readClauseName } from './standard.js';

test.each<[string, ExpectedAnswer, GivenAnswer, boolean]>([
  [
    'outcome and category match',
    { outcome: 'block', category: 'A.3.e' },
    { outcome: 'block', category: 'A.3.e' },
    true,
  ],
  [
    'the category is another one',
    { outcome: 'block', category: 'A.3.e' },
    { outcome: 'block', category: 'A.3.b' },
    false,
  ],
  [
    'the category is missing',
    { outcome: 'block', category: 'A.3.e' },
    { outcome: 'block', category: null },
    false,
  ],
  [
    'any category is accepted',
    { outcome: 'restrict', category: null },
    { outcome: 'restrict', category: 'A.3.b' },
    true,
  ],
  [
    'the outcome differs',
    { outcome: 'block', category: null },
    { outcome: 'restrict', category: null },
    false,
  ],
  [
    'a pass names a category all the same',
    { outcome: 'pass', category: 'A.3.e' },
    { outcome: 'pass', category: null },
    true,
  ],
])('an answer where %s', (_, expected, given, correct) => {
  expect(isCorrect(expected, given)).toBe(correct);
});

test.each([
  [4, 5, 0.8, true],
  [3, 5, 0.8, false],
  [7, 10, 0.7, true],
  [6, 10, 0.7, false],
  [29, 100, 0.29, true],
  [1, 3, 0.34, false],
  [3, 3, 1, true],
  [0, 0, 0.5, false],
])('%i of %i at a pass mark of %d', (correct, total, passMark, passed) => {
  expect(gradeAttempt({ correct, total, passMark }).passed).toBe(passed);
});

test('a score comes with its interval, which a few items leave wide', () => {
  const { score } = gradeAttempt({ correct: 8, total: 8, passMark: 0.8 });
  expect(score).toMatchObject({ estimate: 1, high: 1, trials: 8 });
  expect(score.low).toBeCloseTo(0.6756, 3);
});

test('a qualification lasts whole days from the moment of passing', () => {
  expect(expiryOf(1000, 2)).toBe(1000 + 2 * 86_400_000);
});

test.each([
  ['nobody tried before', undefined, 0],
  ['the last attempt just ended', 10_000_000, 7_200_000],
  ['half of the time is over', 6_400_000, 3_600_000],
  ['it is over', 2_000_000, 0],
])('the cool-down when %s', (_, lastClosedAtMs, left) => {
  expect(coolDownLeftMs({ lastClosedAtMs, coolDownHours: 2, nowMs: 10_000_000 })).toBe(left);
});

test('a clause is cited by standard, version and id', () => {
  const name = clauseName({ name: 'house-rules', version: 3 }, 'contact-bait');
  expect(name).toBe('house-rules@3#contact-bait');
  expect(readClauseName(name)).toEqual({
    name: 'house-rules',
    version: 3,
    clauseId: 'contact-bait',
  });
  for (const other of ['', 'house-rules#x', 'house-rules@0#x', 'house-rules@3', 'House@3#x']) {
    expect(readClauseName(other)).toBeUndefined();
  }
});
