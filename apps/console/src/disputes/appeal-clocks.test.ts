import { appealClocks } from './appeal-clocks.js';

const appeal = {
  state: 'received',
  acceptDueAt: '2026-03-02T00:00:00Z',
  decideDueAt: '2026-03-05T00:00:00Z',
  notifyDueAt: '2026-03-06T00:00:00Z',
} as const;
const inTime = Date.parse('2026-03-01T12:00:00Z');
const statesOf = (...asked: Parameters<typeof appealClocks>) =>
  appealClocks(...asked).map(({ state }) => state);

test('only the clock of the step that is due runs', () => {
  expect(statesOf(appeal, inTime)).toEqual(['running', 'waiting', 'waiting']);
  const accepted = { ...appeal, state: 'accepted', acceptedAt: '2026-03-01T09:00:00Z' } as const;
  expect(statesOf(accepted, inTime)).toEqual(['met', 'running', 'waiting']);
});

test('a clock that ran out is late, and stays known as late once its step is done', () => {
  expect(statesOf(appeal, Date.parse('2026-03-02T00:00:01Z'))[0]).toBe('late');
  const accepted = { ...appeal, state: 'accepted', acceptedAt: '2026-03-03T00:00:00Z' } as const;
  expect(statesOf(accepted, Date.parse('2026-03-09T00:00:00Z'))).toEqual([
    'met_late',
    'late',
    'waiting',
  ]);
});

test('a decision is announced when it falls', () => {
  const decided = {
    ...appeal,
    state: 'decided',
    acceptedAt: '2026-03-01T09:00:00Z',
    closedAt: '2026-03-04T00:00:00Z',
  } as const;
  expect(statesOf(decided, inTime)).toEqual(['met', 'met', 'met']);
});

test('a rejected appeal was looked at and answered, a withdrawn one needs nothing more', () => {
  const closedAt = '2026-03-01T10:00:00Z';
  expect(statesOf({ ...appeal, state: 'rejected', closedAt }, inTime)).toEqual([
    'met',
    'dropped',
    'met',
  ]);
  expect(statesOf({ ...appeal, state: 'withdrawn', closedAt }, inTime)).toEqual([
    'dropped',
    'dropped',
    'dropped',
  ]);
});
