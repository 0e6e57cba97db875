import { taskStates } from '../vocabulary.js';
import { taskMoves, taskRankMs } from './task.js';

test('of two tasks due at the same time the graver comes first', () => {
  const ranks = (['critical', 'high', 'medium', 'low'] as const).map((severity) =>
    taskRankMs(0, severity),
  );
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  expect(new Set(ranks).size).toBe(4);
});

test('an old minor task overtakes a new grave one in the end', () => {
  const dayMs = 86_400_000;
  expect(taskRankMs(0, 'low')).toBeLessThan(taskRankMs(2 * dayMs, 'critical'));
});

test('every state of a task can still reach an end, and the ends are final', () => {
  const reach = (from: (typeof taskStates)[number], seen = new Set<string>()): Set<string> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    for (const next of taskMoves[from]) reach(next, seen);
    return seen;
  };
  expect(taskMoves.settled).toEqual([]);
  expect(taskMoves.cancelled).toEqual([]);
  for (const state of ['open', 'leased', 'ruled'] as const) {
    expect(reach(state)).toContain('settled');
    expect(taskMoves[state]).toContain('cancelled');
  }
});

test('only a ruled task settles', () => {
  expect(taskStates.filter((state) => taskMoves[state].includes('settled'))).toEqual(['ruled']);
});
