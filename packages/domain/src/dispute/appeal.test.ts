import { appealStates, type AppealState } from '../vocabulary.js';
import {
  appealClocks,
  appealResult,
  appealWindowEndsAtMs,
  defaultAppealTerms,
  isOverdue,
  moveAppeal,
  type Contested,
} from './appeal.js';

const hour = 3_600_000;

describe('moves', () => {
  const allowed: readonly [AppealState, AppealState][] = [
    ['received', 'accepted'],
    ['received', 'rejected'],
    ['received', 'withdrawn'],
    ['accepted', 'decided'],
    ['accepted', 'withdrawn'],
  ];
  const pairs = appealStates.flatMap((from) => appealStates.map((to) => [from, to] as const));
  test.each(pairs)('from %s to %s', (from, to) => {
    const expected = allowed.some(([a, b]) => a === from && b === to);
    const moved = moveAppeal(from, to);
    expect(moved.ok).toBe(expected);
    if (!moved.ok) expect(moved.problem.code).toBe('invalid_transition');
  });
});

describe('clocks', () => {
  test('run one after the other, by default 24 h, 72 h and 24 h', () => {
    expect(appealClocks(0, defaultAppealTerms)).toEqual({
      acceptDueAtMs: 24 * hour,
      decideDueAtMs: 96 * hour,
      notifyDueAtMs: 120 * hour,
    });
  });

  test('start when the step before has happened, not when it was due', () => {
    expect(
      appealClocks(0, defaultAppealTerms, { acceptedAtMs: 0, decidedAtMs: 10 * hour }),
    ).toEqual({
      acceptDueAtMs: 24 * hour,
      decideDueAtMs: 72 * hour,
      notifyDueAtMs: 34 * hour,
    });
  });

  test.each<[AppealState, number, boolean]>([
    ['received', 24, false],
    ['received', 25, true],
    ['accepted', 96, false],
    ['accepted', 97, true],
    ['decided', 1000, false],
    ['rejected', 1000, false],
  ])('an appeal in state %s after %d h: overdue %s', (state, hours, overdue) => {
    expect(isOverdue(state, appealClocks(0, defaultAppealTerms), hours * hour)).toBe(overdue);
  });

  test('the window is at least the six months of DSA art. 20', () => {
    expect(appealWindowEndsAtMs(0, defaultAppealTerms)).toBe(183 * 24 * hour);
  });
});

describe('the result', () => {
  const spans = [{ part: 0, start: 0, end: 3 }];
  const blocked: Contested = { outcome: 'block', category: 'A.3.b', measures: [] };
  const passed: Contested = { outcome: 'pass', category: null, measures: [] };
  const masked: Contested = {
    outcome: 'restrict',
    category: 'A.3.b',
    measures: [{ kind: 'mask', spans }],
  };
  test.each<[string, Contested, Contested, string]>([
    ['blocked, and blocked again', blocked, blocked, 'upheld'],
    ['blocked, and passed', blocked, passed, 'overturned'],
    ['passed, and blocked', passed, blocked, 'overturned'],
    ['passed, and passed', passed, { ...passed, category: 'A.3.b' }, 'upheld'],
    ['blocked, and only restricted', blocked, masked, 'changed'],
    ['blocked on another ground', blocked, { ...blocked, category: 'A.4.c' }, 'changed'],
    ['blocked without naming a ground', blocked, { ...blocked, category: null }, 'upheld'],
    [
      'restricted in the same way',
      masked,
      { ...masked, measures: [{ spans, kind: 'mask' }] },
      'upheld',
    ],
    ['restricted in another way', masked, { ...masked, measures: [{ kind: 'demote' }] }, 'changed'],
    ['restricted, and passed', masked, passed, 'overturned'],
  ])('%s', (_, contested, ruled, result) => {
    expect(appealResult(contested, ruled)).toBe(result);
  });
});
