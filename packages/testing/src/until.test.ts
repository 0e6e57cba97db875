import { until } from './until.js';

test('returns the first truthy thing it sees', async () => {
  let looks = 0;
  const seen = await until(() => (looks++ < 3 ? undefined : `look ${looks}`), { everyMs: 1 });
  expect(seen).toBe('look 4');
});

test('an error counts as not yet', async () => {
  let looks = 0;
  const look = () => {
    looks += 1;
    if (looks < 3) throw new Error('too early');
    return 'in time';
  };
  expect(await until(look, { everyMs: 1 })).toBe('in time');
});

test('gives up at the deadline and says what it saw last', async () => {
  const waiting = until(() => 0, { deadlineMs: 30, everyMs: 5, what: 'a count' });
  await expect(waiting).rejects.toThrow('a count did not come true within 30 ms; last: 0');
});
