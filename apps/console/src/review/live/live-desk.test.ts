import { followDesk, pauseMs, type LiveState, type Source } from './live-desk.js';

class FakeSource implements Source {
  readonly listeners = new Map<string, (event: { readonly data?: unknown }) => void>();
  closed = false;
  addEventListener(name: string, listener: (event: { readonly data?: unknown }) => void): void {
    this.listeners.set(name, listener);
  }
  close(): void {
    this.closed = true;
  }
  say(name: string, data?: unknown): void {
    this.listeners.get(name)?.({ data });
  }
}

function aDesk() {
  const sources: FakeSource[] = [];
  const states: LiveState[] = [];
  const events: unknown[] = [];
  const waiting: { act: () => void; ms: number }[] = [];
  const desk = followDesk({
    open: () => {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    wait: (act, ms) => {
      const entry = { act, ms };
      waiting.push(entry);
      return () => {
        if (waiting.includes(entry)) waiting.splice(waiting.indexOf(entry), 1);
      };
    },
    chance: () => 1,
    onState: (state) => states.push(state),
    onEvent: (name, data) => events.push([name, data]),
  });
  const newest = () => sources.at(-1) as FakeSource;
  return { desk, sources, states, events, waiting, newest };
}

test('events of the open stream arrive with their name', () => {
  const { events, states, newest } = aDesk();
  newest().say('open');
  newest().say('care', '{"points":1}');
  expect(states).toEqual(['connecting', 'live']);
  expect(events).toEqual([['care', '{"points":1}']]);
});

test('a cut stream is offline, comes back after growing pauses, and starts over once it is open', () => {
  const { sources, states, waiting, newest } = aDesk();
  newest().say('open');
  for (const ms of [1000, 2000, 4000]) {
    newest().say('error');
    expect(newest().closed).toBe(true);
    const next = waiting.pop();
    expect(next?.ms).toBe(ms);
    next?.act();
  }
  newest().say('open');
  newest().say('error');
  expect(waiting.at(-1)?.ms).toBe(1000);
  expect(states).toEqual([
    'connecting',
    'live',
    'offline',
    'offline',
    'offline',
    'live',
    'offline',
  ]);
  expect(sources).toHaveLength(4);
});

test('what a source says after it was replaced is not heard', () => {
  const { desk, sources, states, events, waiting } = aDesk();
  sources[0]?.say('error');
  desk.hurry();
  expect(waiting).toEqual([]);
  sources[0]?.say('open');
  sources[0]?.say('queues', '{}');
  expect(states).toEqual(['connecting', 'offline']);
  expect(events).toEqual([]);
});

test('hurrying leaves a live stream alone', () => {
  const { desk, sources, newest } = aDesk();
  newest().say('open');
  desk.hurry();
  expect(sources).toHaveLength(1);
});

test('nothing happens after the end', () => {
  const { desk, sources, states, waiting, newest } = aDesk();
  newest().say('error');
  desk.stop();
  expect(waiting).toEqual([]);
  newest().say('open');
  expect(states).toEqual(['connecting', 'offline']);
  expect(sources).toHaveLength(1);
});

test('pauses are never longer than half a minute and never shorter than half of their step', () => {
  expect(pauseMs(30, 1)).toBe(30_000);
  expect(pauseMs(0, 0)).toBe(500);
});
