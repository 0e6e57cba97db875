import type { ExamAttemptBody } from '@assay/contracts';
import { answeredCount, answerOf, missingOf, neighbour, nextOpen } from './attempt-steps.js';

const item = (position: number, outcome?: 'pass' | 'block'): ExamAttemptBody['items'][number] => ({
  position,
  parts: [],
  context: {},
  scene: 'chat',
  language: 'en',
  taxonomy: 'gb45654',
  ...(outcome ? { outcome } : {}),
});
const items = [item(1, 'pass'), item(2), item(3, 'block'), item(4)];

test('the next item to answer is found beyond the end of the list', () => {
  expect(nextOpen(items, 1)).toBe(2);
  expect(nextOpen(items, 2)).toBe(4);
  expect(nextOpen(items, 4)).toBe(2);
  expect(nextOpen([item(1, 'pass')], 1)).toBeUndefined();
  expect(answeredCount(items)).toBe(2);
});

test('moving stops at both ends', () => {
  expect([neighbour(items, 2, 1), neighbour(items, 2, -1)]).toEqual([3, 1]);
  expect([neighbour(items, 4, 1), neighbour(items, 1, -1)]).toEqual([4, 1]);
});

test('what does not pass needs a category, what passes sends none', () => {
  expect(missingOf({})).toBe('outcome');
  expect(missingOf({ outcome: 'block' })).toBe('category');
  expect(missingOf({ outcome: 'block', category: 'A.3.b' })).toBeUndefined();
  expect(missingOf({ outcome: 'pass' })).toBeUndefined();
  expect(answerOf(2, { outcome: 'pass', category: 'A.3.b' })).toEqual({
    position: 2,
    outcome: 'pass',
  });
  expect(answerOf(2, { outcome: 'block', category: 'A.3.b' })).toEqual({
    position: 2,
    outcome: 'block',
    category: 'A.3.b',
  });
  expect(answerOf(2, {})).toBeUndefined();
});
