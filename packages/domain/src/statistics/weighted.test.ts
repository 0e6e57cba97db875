import { assert, array, boolean, constantFrom, double, property, record } from 'fast-check';
import { seededRandom } from './bootstrap.js';
import { wilson } from './intervals.js';
import { precisionRecall, weightedProportion, type AuditedItem } from './weighted.js';

const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const options = () => ({ resamples: 500, confidence: 0.95, random: seededRandom(11) });

test('each item stands for one in its probability', () => {
  // 10 hits of 100 drawn at 1 in 10, 30 hits of 50 drawn at 1 in 2: (100 + 60) / (1000 + 100).
  const items = [
    ...times(10, { probability: 0.1, hit: true }),
    ...times(90, { probability: 0.1, hit: false }),
    ...times(30, { probability: 0.5, hit: true }),
    ...times(20, { probability: 0.5, hit: false }),
  ];
  const share = weightedProportion(items);
  expect(share.estimate).toBeCloseTo(160 / 1_100, 12);
  expect(share.trials).toBe(150);
  // Kish: 1100² / (100·100 + 50·4).
  expect(share.effectiveTrials).toBeCloseTo(1_210_000 / 10_200, 9);
  const plain = wilson(share.effectiveTrials * (160 / 1_100), share.effectiveTrials);
  expect([share.low, share.high]).toEqual([plain.low, plain.high]);
});

test('equal probabilities change nothing', () => {
  assert(
    property(
      array(boolean(), { minLength: 1, maxLength: 60 }),
      double({ min: 0.001, max: 1, noNaN: true }),
      (hits, probability) => {
        const share = weightedProportion(hits.map((hit) => ({ probability, hit })));
        const plain = wilson(hits.filter(Boolean).length, hits.length);
        expect(share.estimate).toBeCloseTo(plain.estimate as number, 9);
        expect(share.low).toBeCloseTo(plain.low, 9);
        expect(share.high).toBeCloseTo(plain.high, 9);
      },
    ),
    { seed: 40, numRuns: 200 },
  );
});

test('nothing audited means anything is possible', () => {
  const unknown = { estimate: null, low: 0, high: 1, trials: 0 };
  expect(weightedProportion([])).toEqual({ ...unknown, effectiveTrials: 0 });
  expect(precisionRecall([], options())).toEqual({
    precision: unknown,
    recall: unknown,
    falsePassRate: unknown,
    falseBlockRate: unknown,
  });
});

/** 10,000 passes audited at 2 %, 500 blocks at 20 %: four misses found, ten blocks that were wrong. */
const audit: readonly AuditedItem[] = [
  ...times(196, { probability: 0.02, machine: null, human: null }),
  ...times(3, { probability: 0.02, machine: null, human: 'A.3.b' }),
  ...times(1, { probability: 0.02, machine: null, human: 'A.1.a' }),
  ...times(80, { probability: 0.2, machine: 'A.1.a', human: 'A.1.a' }),
  ...times(10, { probability: 0.2, machine: 'A.1.a', human: 'A.3.b' }),
  ...times(10, { probability: 0.2, machine: 'A.1.a', human: null }),
];

test('an audit measures the machine as if everything had been looked at', () => {
  const quality = precisionRecall(audit, options());
  expect(quality.falsePassRate).toEqual(wilson(4, 200));
  expect(quality.precision.estimate).toBeCloseTo(0.9, 12);
  expect(quality.falseBlockRate.estimate).toBeCloseTo(0.1, 12);
  // 450 found of 450 + 200 that are there.
  expect(quality.recall.estimate).toBeCloseTo(450 / 650, 12);
  expect(quality.recall.low).toBeGreaterThan(0.4);
  expect(quality.recall.low).toBeLessThan(0.6);
  expect(quality.recall.high).toBeGreaterThan(0.8);
});

test('a category counts what people found to violate it, whatever the machine called it', () => {
  const quality = precisionRecall(audit, { ...options(), category: 'A.3.b' });
  expect(quality.falsePassRate.estimate).toBeCloseTo(3 / 200, 12);
  expect(quality.recall.estimate).toBeCloseTo(50 / 200, 12);
  expect(quality.precision).toEqual({ estimate: null, low: 0, high: 1, trials: 0 });
});

test('an audit without a single miss does not prove that nothing is missed', () => {
  const clean = [
    ...times(50, { probability: 0.01, machine: null, human: null }),
    ...times(50, { probability: 1, machine: 'A.1.a', human: 'A.1.a' }),
  ];
  const { recall } = precisionRecall(clean, options());
  expect(recall.estimate).toBe(1);
  expect(recall.high).toBe(1);
  // Up to 8.7 % of 5,000 passes may be misses: 50 finds of perhaps 500.
  expect(recall.low).toBeLessThan(0.15);
  const blocksOnly = precisionRecall(clean.slice(50), options());
  expect(blocksOnly.recall).toMatchObject({ estimate: 1, low: 0 });
});

test('the interval of recall holds the truth about as often as it says', () => {
  // 4,000 items: 5 % violate, the machine finds 80 % of them; passes drawn at 10 %, blocks at 50 %.
  const random = seededRandom(5);
  let held = 0;
  const rounds = 60;
  for (let round = 0; round < rounds; round += 1) {
    const drawn: AuditedItem[] = [];
    let [found, all] = [0, 0];
    for (let at = 0; at < 4_000; at += 1) {
      const violates = random() < 0.05;
      const acted = random() < (violates ? 0.8 : 0.01);
      if (violates) all += 1;
      if (violates && acted) found += 1;
      const probability = acted ? 0.5 : 0.1;
      if (random() >= probability) continue;
      drawn.push({ probability, machine: acted ? 'c' : null, human: violates ? 'c' : null });
    }
    const { recall } = precisionRecall(drawn, { resamples: 100, confidence: 0.95, random });
    if (recall.low <= found / all && found / all <= recall.high) held += 1;
  }
  expect(held / rounds).toBeGreaterThanOrEqual(0.9);
});

test('rates hold their estimates and complement each other', () => {
  const anyItem = record({
    probability: constantFrom(0.01, 0.1, 1),
    machine: constantFrom(null, 'a', 'b'),
    human: constantFrom(null, 'a', 'b'),
  });
  assert(
    property(array(anyItem, { minLength: 1, maxLength: 40 }), (items) => {
      const quality = precisionRecall(items, { ...options(), resamples: 50 });
      for (const { estimate, low, high } of Object.values(quality)) {
        if (estimate === null) continue;
        expect(low).toBeLessThanOrEqual(estimate + 1e-12);
        expect(high).toBeGreaterThanOrEqual(estimate - 1e-12);
      }
      const { precision, falseBlockRate } = quality;
      if (precision.estimate === null) return;
      expect(precision.estimate + (falseBlockRate.estimate ?? 0)).toBeCloseTo(1, 9);
    }),
    { seed: 41, numRuns: 100 },
  );
});
