import { followLoad, refusedPauseMs, type LoadSource, type StreamState } from './follow-load.js';

class FakeSource implements LoadSource {
  readyState = 0;
  closed = false;
  readonly #listeners = new Map<string, (event: { readonly data?: unknown }) => void>();
  addEventListener(name: string, listener: (event: { readonly data?: unknown }) => void): void {
    this.#listeners.set(name, listener);
  }
  close(): void {
    this.closed = true;
  }
  say(name: string, data?: unknown): void {
    this.#listeners.get(name)?.({ data });
  }
}

function follow() {
  const sources: FakeSource[] = [];
  const states: StreamState[] = [];
  const loads: unknown[] = [];
  const waiting: { act: () => void; ms: number }[] = [];
  let refused = 0;
  const stop = followLoad({
    open: () => {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    wait: (act, ms) => {
      waiting.push({ act, ms });
      return () => void waiting.pop();
    },
    onState: (state) => states.push(state),
    onLoad: (data) => loads.push(data),
    onRefused: () => (refused += 1),
  });
  return { sources, states, loads, waiting, stop, refusals: () => refused };
}

test('loads arrive while the stream is open', () => {
  const { sources, states, loads } = follow();
  sources[0]?.say('open');
  sources[0]?.say('load', '{}');
  expect(states).toEqual(['connecting', 'live']);
  expect(loads).toEqual(['{}']);
});

test('a cut line is left to the browser, a refused stream is opened anew', () => {
  const { sources, states, waiting, refusals } = follow();
  const [first] = sources;
  first?.say('error');
  expect([states.at(-1), waiting.length, refusals()]).toEqual(['offline', 0, 0]);
  if (first) first.readyState = 2;
  first?.say('error');
  expect([waiting[0]?.ms, refusals()]).toEqual([refusedPauseMs, 1]);
  waiting[0]?.act();
  sources[1]?.say('open');
  expect([sources.length, states.at(-1)]).toEqual([2, 'live']);
});

test('after the end the stream is closed, nothing waits and nothing is reported', () => {
  const { sources, states, waiting, stop } = follow();
  const [first] = sources;
  if (first) first.readyState = 2;
  first?.say('error');
  stop();
  expect(waiting).toEqual([]);
  const other = follow();
  other.stop();
  other.sources[0]?.say('error');
  expect(other.sources[0]?.closed).toBe(true);
  expect([states.length, other.states]).toEqual([2, ['connecting']]);
});
