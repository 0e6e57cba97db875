import fc from 'fast-check';
import type { Word } from './model-task.js';

export const stepKinds = [
  'claim',
  'heartbeat',
  'release',
  'skip',
  'escalate',
  'transfer',
  'rule',
  'rule_cluster',
  'undo',
  'lapse',
  'expire',
  'end_window',
  'settle',
  'withdraw',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** What a sequence must have brought about somewhere, beyond its steps having had an effect. */
export const deskEffects = [
  ...stepKinds,
  'panel agreed',
  'arbitration opened',
  'arbitration decided',
  'majority decided',
  'referral ended a panel',
  'content broken',
  'late ruling',
  'late seat closed',
  'cluster ruled',
  'cluster undone',
  'kept task taken',
  'lost draft kept',
  'repeated ruling',
] as const;
export type DeskEffect = (typeof deskEffects)[number];

export const people = ['ann', 'bob', 'eve', 'joe', 'kim'] as const;

export interface DeskStep {
  readonly kind: StepKind;
  /** `holder`: whoever has the task, so that most steps do something. */
  readonly actor: (typeof people)[number] | 'holder';
  /** Which task, counted over all there are, or over those on which the step can have an effect. */
  readonly task: number;
  readonly among: 'all' | 'fitting';
  readonly count: number;
  /** Epochs the request is behind the task's. */
  readonly behind: number;
  readonly word: Word;
  readonly person: (typeof people)[number];
}

/** Steps by chance; what others build on comes more often. */
export const aDeskStep: fc.Arbitrary<DeskStep> = fc.record({
  kind: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...stepKinds) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<StepKind>(
        'claim',
        'claim',
        'rule',
        'rule',
        'end_window',
        'settle',
      ),
    },
  ),
  actor: fc.oneof(
    { weight: 2, arbitrary: fc.constant('holder' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...people) },
  ),
  task: fc.nat({ max: 8 }),
  among: fc.oneof(
    { weight: 4, arbitrary: fc.constant('fitting' as const) },
    { weight: 1, arbitrary: fc.constant('all' as const) },
  ),
  count: fc.integer({ min: 1, max: 3 }),
  behind: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(1) },
  ),
  word: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('pass' as const, 'block' as const) },
    { weight: 1, arbitrary: fc.constantFrom('broken' as const, 'referral' as const) },
  ),
  person: fc.constantFrom(...people),
});

const step = (kind: StepKind, given: Partial<DeskStep> = {}): DeskStep => ({
  kind,
  actor: 'holder',
  task: 0,
  among: 'all',
  count: 1,
  behind: 0,
  word: 'pass',
  person: 'joe',
  ...given,
});
const claim = (actor: DeskStep['actor'], count = 1): DeskStep => step('claim', { actor, count });
const rule = (task: number, word: Word): DeskStep => step('rule', { task, word });
const conclude = (task: number): readonly DeskStep[] => [
  step('end_window', { task }),
  step('settle'),
];

/**
 * Sequences that bring about every effect whatever the seed. Tasks 0–2 are one family of single seats, 3 and 4 the
 * seats of a double-blind panel (its arbiter is then task 5), and the three after that those of a majority.
 */
export const scriptedSteps: readonly (readonly DeskStep[])[] = [
  [
    claim('ann'),
    step('heartbeat'),
    step('heartbeat', { behind: 1 }),
    rule(0, 'pass'),
    rule(0, 'pass'),
    step('undo'),
    step('release'),
    step('heartbeat', { actor: 'ann', behind: 1 }),
    claim('bob'),
    step('lapse'),
    step('expire'),
    claim('bob'),
    step('skip'),
    claim('eve'),
    step('escalate'),
    claim('joe'),
    rule(0, 'broken'),
    ...conclude(0),
  ],
  [
    claim('ann'),
    step('rule_cluster', { word: 'block' }),
    step('undo'),
    step('rule_cluster', { word: 'block' }),
    ...conclude(0),
    step('withdraw', { task: 1 }),
    step('withdraw', { task: 2 }),
  ],
  [
    claim('ann'),
    step('transfer', { person: 'joe' }),
    claim('joe'),
    step('skip'),
    claim('kim'),
    step('transfer', { person: 'joe' }),
    rule(0, 'pass'),
    ...conclude(0),
  ],
  [
    step('withdraw', { task: 0 }),
    step('withdraw', { task: 1 }),
    step('withdraw', { task: 2 }),
    claim('ann'),
    claim('bob'),
    rule(3, 'pass'),
    ...conclude(3),
    rule(4, 'block'),
    ...conclude(4),
    claim('ann'),
    claim('eve'),
    rule(5, 'block'),
    ...conclude(5),
  ],
  [
    step('withdraw', { task: 0 }),
    step('withdraw', { task: 1 }),
    step('withdraw', { task: 2 }),
    claim('ann', 2),
    claim('bob', 2),
    claim('eve', 2),
    rule(3, 'block'),
    rule(4, 'block'),
    ...conclude(3),
    ...conclude(4),
    rule(5, 'pass'),
    rule(6, 'pass'),
    ...conclude(5),
    ...conclude(6),
    rule(7, 'block'),
    ...conclude(7),
  ],
  [
    step('withdraw', { task: 0 }),
    step('withdraw', { task: 1 }),
    step('withdraw', { task: 2 }),
    claim('ann', 2),
    claim('bob', 2),
    rule(3, 'referral'),
    ...conclude(3),
    step('release', { task: 4 }),
    rule(5, 'pass'),
    rule(6, 'block'),
    ...conclude(5),
    ...conclude(6),
    claim('joe'),
    rule(7, 'block'),
    ...conclude(7),
  ],
];
