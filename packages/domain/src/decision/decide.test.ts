import fc from 'fast-check';
import { ruleActions, severities } from '../vocabulary.js';
import { decide } from './decide.js';
import type { DetectorFailure, Evidence, Finding } from './evidence.js';

const aFinding = (overrides: Partial<Finding> = {}): Finding => ({
  type: 'finding',
  source: { type: 'rule', ruleId: 'bait' },
  category: 'A.3.e',
  severity: 'medium',
  action: 'review',
  score: 0.9,
  message: 'contact bait',
  spans: [{ part: 0, start: 2, end: 5 }],
  transforms: [],
  detector: 'matching@test/term',
  ...overrides,
});
const aFailure: DetectorFailure = {
  type: 'failure',
  detector: 'matching@test/pattern',
  reason: 'budget_exceeded',
  message: 'ran out of work',
};
const mask = { kind: 'mask', spans: [{ part: 0, start: 2, end: 5 }] } as const;
const entry = { type: 'entry', entryId: 'e-1', entryVersion: 7 } as const;

describe('the outcome', () => {
  const cases: [string, readonly Evidence[], string][] = [
    ['nothing found passes', [], 'pass'],
    ['a finding that asks for people goes to people', [aFinding()], 'review'],
    ['a finding that asks for a block blocks', [aFinding({ action: 'block' })], 'block'],
    ['an observed finding changes nothing', [aFinding({ action: 'observe' })], 'pass'],
    [
      'a restriction with measures passes',
      [aFinding({ action: 'restrict', measures: [mask] })],
      'pass',
    ],
    ['a restriction without measures goes to people', [aFinding({ action: 'restrict' })], 'review'],
    ['a failed detector goes to people', [aFailure], 'review'],
    ['a block wins over a failed detector', [aFailure, aFinding({ action: 'block' })], 'block'],
    ['a block wins over a review', [aFinding(), aFinding({ action: 'block' })], 'block'],
    [
      'a review wins over a restriction',
      [aFinding({ action: 'restrict', measures: [mask] }), aFinding()],
      'review',
    ],
    ['a matched entry acts like a rule', [aFinding({ source: entry, action: 'block' })], 'block'],
  ];
  test.each(cases)('%s', (_, evidence, outcome) => {
    expect(decide({}, evidence).outcome).toBe(outcome);
  });
});

describe('thresholds', () => {
  const thresholds = { blockThreshold: 0.8, reviewThreshold: 0.4 };
  test.each([
    [0.8, 'block'],
    [0.79, 'review'],
    [0.4, 'review'],
    [0.39, 'pass'],
  ])('a block rule with score %d leads to %s', (score, outcome) => {
    expect(decide(thresholds, [aFinding({ action: 'block', score })]).outcome).toBe(outcome);
  });

  test('a failed detector is above every threshold', () => {
    expect(decide({ blockThreshold: 1, reviewThreshold: 1 }, [aFailure]).outcome).toBe('review');
  });

  test('a finding under the review threshold leaves no reason', () => {
    expect(decide(thresholds, [aFinding({ score: 0.1 })]).reasons).toEqual([]);
  });
});

describe('reasons', () => {
  test('come strongest first: what blocks, then by severity, then by score', () => {
    const decision = decide({}, [
      aFinding({
        message: 'restricts',
        action: 'restrict',
        measures: [mask],
        severity: 'critical',
      }),
      aFinding({ message: 'low', severity: 'low' }),
      aFinding({ message: 'high, unsure', severity: 'high', score: 0.2 }),
      aFinding({ message: 'high, sure', severity: 'high' }),
      aFinding({ message: 'blocks', severity: 'low', action: 'block' }),
    ]);
    expect(decision.reasons.map(({ message }) => message)).toEqual([
      'blocks',
      'high, sure',
      'high, unsure',
      'low',
      'restricts',
    ]);
    expect(decision.severity).toBe('critical');
  });

  test('name the rule, or the blacklist and its entry', () => {
    const [byRule] = decide({}, [aFinding()]).reasons;
    expect(byRule).toEqual({
      category: 'A.3.e',
      severity: 'medium',
      rule: 'bait',
      message: 'contact bait',
      spans: [{ part: 0, start: 2, end: 5 }],
      score: 0.9,
    });
    const [byEntry] = decide({}, [aFinding({ source: entry, transforms: ['width'] })]).reasons;
    expect(byEntry).toMatchObject({ rule: 'blacklist', entry: 'e-1', transforms: ['width'] });
  });

  test('name what failed, in the system category', () => {
    expect(decide({}, [aFailure]).reasons).toEqual([
      {
        category: 'system',
        severity: 'high',
        rule: 'budget_exceeded',
        message: 'ran out of work',
        spans: [],
      },
    ]);
  });
});

test('measures come with a pass only', () => {
  const restricts = aFinding({ action: 'restrict', measures: [mask, { kind: 'demote' }] });
  expect(decide({}, [restricts]).measures).toEqual([mask, { kind: 'demote' }]);
  expect(decide({}, [restricts, aFinding({ action: 'block' })]).measures).toEqual([]);
  expect(decide({}, [restricts, aFailure]).measures).toEqual([]);
});

const anyFinding = fc
  .record({
    action: fc.constantFrom(...ruleActions),
    severity: fc.constantFrom(...severities),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map((fields) => aFinding(fields));

test('with any findings: order does not matter, and more evidence never softens the outcome', () => {
  const strictness = ['pass', 'review', 'block'];
  fc.assert(
    fc.property(fc.array(anyFinding), fc.constantFrom(aFailure, aFinding()), (findings, extra) => {
      const before = decide({ blockThreshold: 0.5 }, findings);
      const shuffled = decide({ blockThreshold: 0.5 }, findings.toReversed());
      const after = decide({ blockThreshold: 0.5 }, [...findings, extra]);
      expect(shuffled.outcome).toBe(before.outcome);
      expect(shuffled.severity).toBe(before.severity);
      expect(strictness.indexOf(after.outcome)).toBeGreaterThanOrEqual(
        strictness.indexOf(before.outcome),
      );
    }),
  );
});
