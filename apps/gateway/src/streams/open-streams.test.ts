import { jest } from '@jest/globals';
import { OpenStreams, type KeptStream } from './open-streams.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

class Stream implements KeptStream {
  readonly beat = jest.fn();
  private listener: (() => void) | undefined;

  constructor(public hasEnded = false) {}

  end(): void {
    this.hasEnded = true;
    this.listener?.();
  }

  onEnd(listener: () => void): void {
    this.listener = listener;
    if (this.hasEnded) listener();
  }
}

test('a stream is asked about and kept alive until it ends', async () => {
  const open = new OpenStreams();
  const stream = new Stream();
  const isStillAllowed = jest.fn(() => Promise.resolve(true));
  open.keep(stream, isStillAllowed);
  await jest.advanceTimersByTimeAsync(15_000);
  expect(isStillAllowed).toHaveBeenCalledTimes(5);
  expect(stream.beat).toHaveBeenCalledTimes(1);
  stream.end();
  await jest.advanceTimersByTimeAsync(30_000);
  expect(isStillAllowed).toHaveBeenCalledTimes(5);
  expect(stream.beat).toHaveBeenCalledTimes(1);
  open.onModuleDestroy();
});

test('a stream that may go on no longer is ended and forgotten', async () => {
  const open = new OpenStreams();
  const stream = new Stream();
  const isStillAllowed = jest.fn(() => Promise.resolve(false));
  open.keep(stream, isStillAllowed);
  await jest.advanceTimersByTimeAsync(30_000);
  expect(stream.hasEnded).toBe(true);
  expect(isStillAllowed).toHaveBeenCalledTimes(1);
  open.onModuleDestroy();
});

test('a stream that has ended before is not kept', async () => {
  const open = new OpenStreams();
  const isStillAllowed = jest.fn(() => Promise.resolve(true));
  open.keep(new Stream(true), isStillAllowed);
  await jest.advanceTimersByTimeAsync(30_000);
  expect(isStillAllowed).not.toHaveBeenCalled();
  open.onModuleDestroy();
});

test('every stream ends when the process stops', () => {
  const open = new OpenStreams();
  const streams = [new Stream(), new Stream()];
  for (const stream of streams) open.keep(stream, () => Promise.resolve(true));
  open.onModuleDestroy();
  expect(streams.map(({ hasEnded }) => hasEnded)).toEqual([true, true]);
});
