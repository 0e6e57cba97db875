import { readRetryAfter } from './assay-problem.js';
import { defaultRetryPolicy, pause, retryDelayMs } from './retry.js';

const ask = (question: Partial<Parameters<typeof retryDelayMs>[0]>) =>
  retryDelayMs({
    policy: defaultRetryPolicy,
    attemptsMade: 1,
    retryAfterSeconds: undefined,
    random: 1,
    ...question,
  });

test('the window doubles and stops at its maximum', () => {
  const policy = { ...defaultRetryPolicy, retries: 10 };
  const windows = [1, 2, 3, 6, 9].map((attemptsMade) => ask({ policy, attemptsMade }));
  expect(windows).toEqual([250, 500, 1000, 8000, 8000]);
});

test('the pause is a random share of the window', () => {
  expect([0, 0.5].map((random) => ask({ random }))).toEqual([0, 125]);
});

test('never returns before the server wishes', () => {
  expect(ask({ retryAfterSeconds: 3, random: 0 })).toBe(3000);
});

test('gives up after the last retry, and on a wish that is too long', () => {
  expect(ask({ attemptsMade: 5 })).toBeUndefined();
  expect(ask({ retryAfterSeconds: 61 })).toBeUndefined();
});

test('Retry-After is a number of seconds or a date', () => {
  const nowMs = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');
  expect(readRetryAfter('7', nowMs)).toBe(7);
  expect(readRetryAfter('Wed, 21 Oct 2026 07:28:30 GMT', nowMs)).toBe(30);
  expect(readRetryAfter('Wed, 21 Oct 2026 07:27:00 GMT', nowMs)).toBe(0);
  expect(readRetryAfter('soon', nowMs)).toBeUndefined();
  expect(readRetryAfter(null, nowMs)).toBeUndefined();
});

test('a pause ends early, with its reason, when it is aborted', async () => {
  const controller = new AbortController();
  const waiting = pause(60_000, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(pause(60_000, controller.signal)).rejects.toThrow('enough');
});
