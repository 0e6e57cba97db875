import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { GatheredEvent, type EventSender } from './gathered-event.js';

const sent: unknown[] = [];
let gathered: GatheredEvent;

beforeEach(() => {
  jest.useFakeTimers();
  sent.length = 0;
  const client: EventSender = {
    emit: (pattern, data) => ({ subscribe: () => sent.push({ pattern, data }) }),
  };
  gathered = new GatheredEvent({ client, pattern: 'things.changed', onError: () => undefined });
});
afterEach(() => {
  gathered.stop();
  jest.useRealTimers();
});

const event = (...ids: string[]) => ({ pattern: 'things.changed', data: { ids } });

it('sends the first change after a quiet time at once', async () => {
  gathered.note(['a']);
  await jest.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([event('a')]);
});

it('sends one event for everything that changes within a second of the last one', async () => {
  gathered.note(['a']);
  await jest.advanceTimersByTimeAsync(1);
  for (let n = 0; n < 50; n += 1) gathered.note([n % 2 === 0 ? 'a' : 'b']);
  await jest.advanceTimersByTimeAsync(990);
  expect(sent).toEqual([event('a')]);
  await jest.advanceTimersByTimeAsync(20);
  expect(sent).toEqual([event('a'), event('a', 'b')]);
});

it('splits what does not fit into one notification', async () => {
  gathered.note(Array.from({ length: 200 }, (_, n) => `id ${n}`));
  await jest.advanceTimersByTimeAsync(1);
  expect(sent.map((one) => (one as ReturnType<typeof event>).data.ids.length)).toEqual([150, 50]);
});

it('sends nothing without a change, and nothing after it was stopped', async () => {
  gathered.note([]);
  gathered.note(['a']);
  gathered.stop();
  gathered.note(['b']);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(sent).toEqual([]);
});
