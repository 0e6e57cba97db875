import {
  attemptOutcome,
  disableAfterMs,
  nextDelayMs,
  retryDelaysSeconds,
} from './retry-schedule.js';

test('delays grow and never shrink', () => {
  expect(retryDelaysSeconds).toEqual([...retryDelaysSeconds].sort((a, b) => a - b));
});

test('the middle of the spread is the schedule itself', () => {
  expect(retryDelaysSeconds.map((_, index) => nextDelayMs(index + 1, 0.5))).toEqual(
    retryDelaysSeconds.map((seconds) => seconds * 1000),
  );
});

test('delays are spread by a fifth to both sides', () => {
  expect(nextDelayMs(1, 0)).toBe(4000);
  expect(nextDelayMs(1, 1)).toBe(6000);
});

test('after the last attempt there is no next one', () => {
  expect(nextDelayMs(retryDelaysSeconds.length, 0.5)).toBeDefined();
  expect(nextDelayMs(retryDelaysSeconds.length + 1, 0.5)).toBeUndefined();
});

test('attempts go on for more than a day and end before the endpoint is disabled', () => {
  const longestMs = retryDelaysSeconds.reduce(
    (sum, _, index) => sum + (nextDelayMs(index + 1, 1) ?? 0),
    0,
  );
  expect(longestMs).toBeGreaterThan(24 * 3600 * 1000);
  expect(longestMs).toBeLessThan(disableAfterMs);
});

test.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [299, 'delivered'],
  [199, 'failed'],
  [301, 'failed'],
  [404, 'failed'],
  [410, 'gone'],
  [429, 'failed'],
  [500, 'failed'],
  [undefined, 'failed'],
])('status %s means %s', (status, outcome) => {
  expect(attemptOutcome(status)).toBe(outcome);
});
