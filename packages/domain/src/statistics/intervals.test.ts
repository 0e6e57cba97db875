import { assert, double, integer, property } from 'fast-check';
import { betaQuantile, logGamma, normalQuantile, regularisedBeta } from './distributions.js';
import { clopperPearson, wilson } from './intervals.js';

// Newcombe (1998), Two-sided confidence intervals for the single proportion: comparison of seven methods,
// Statistics in Medicine 17, table I: methods 3 (score) and 5 (exact) for its four examples.
const newcombe: readonly [number, number, [string, string], [string, string]][] = [
  [81, 263, ['0.2553', '0.3662'], ['0.2527', '0.3676']],
  [15, 148, ['0.0624', '0.1605'], ['0.0578', '0.1617']],
  [0, 20, ['0.0000', '0.1611'], ['0.0000', '0.1684']],
  [1, 29, ['0.0061', '0.1718'], ['0.0009', '0.1776']],
];

const bounds = ({ low, high }: { low: number; high: number }) => [low.toFixed(4), high.toFixed(4)];

test.each(newcombe)('%d of %d has the bounds of Newcombe’s table', (hits, of, score, exact) => {
  expect(bounds(wilson(hits, of))).toEqual(score);
  expect(bounds(clopperPearson(hits, of))).toEqual(exact);
  expect(wilson(hits, of)).toMatchObject({ estimate: hits / of, trials: of });
});

test('nothing counted means anything is possible', () => {
  const unknown = { estimate: null, low: 0, high: 1, trials: 0 };
  expect(wilson(0, 0)).toEqual(unknown);
  expect(clopperPearson(0, 0)).toEqual(unknown);
});

test('a larger confidence is wider', () => {
  // Exact bounds of 10 of 20 at 99 %: quantiles of Beta(10, 11) and Beta(11, 10).
  expect(bounds(clopperPearson(10, 20, 0.99))).toEqual(['0.2177', '0.7823']);
  expect(bounds(wilson(10, 20, 0.99))).toEqual(['0.2504', '0.7496']);
});

test('the exact bounds leave half the error on each side, also for a million trials', () => {
  const { low, high } = clopperPearson(1_000, 1_000_000);
  expect(regularisedBeta(low, 1_000, 999_001)).toBeCloseTo(0.025, 7);
  expect(1 - regularisedBeta(high, 1_001, 999_000)).toBeCloseTo(0.025, 7);
  expect([low, high].map((bound) => bound.toFixed(8))).toEqual(['0.00093900', '0.00106392']);
});

test('intervals hold their estimate, stay within 0–1, and the exact one is the wider outside the edges', () => {
  assert(
    property(
      integer({ min: 1, max: 2_000 }),
      double({ min: 0, max: 1, noNaN: true }),
      (of, share) => {
        const hits = Math.round(of * share);
        for (const { low, high, estimate } of [wilson(hits, of), clopperPearson(hits, of)]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(estimate as number);
          expect(high).toBeGreaterThanOrEqual(estimate as number);
          expect(high).toBeLessThanOrEqual(1);
          expect(high).toBeGreaterThan(low);
        }
        // Mirror: what is not a hit has the mirrored interval.
        expect(wilson(of - hits, of).low).toBeCloseTo(1 - wilson(hits, of).high, 12);
        expect(clopperPearson(of - hits, of).low).toBeCloseTo(1 - clopperPearson(hits, of).high, 9);
      },
    ),
    { seed: 20, numRuns: 300 },
  );
});

test('the quantile of the normal distribution has its tabulated values', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 11);
  expect(normalQuantile(0.995)).toBeCloseTo(2.5758293035489, 11);
  expect(normalQuantile(0.9999999)).toBeCloseTo(5.19933758219, 6);
});

test('the incomplete beta function is the binomial tail for whole arguments', () => {
  assert(
    property(
      integer({ min: 1, max: 40 }),
      integer({ min: 1, max: 40 }),
      double({ min: 0.001, max: 0.999, noNaN: true }),
      (a, b, x) => {
        const n = a + b - 1;
        let tail = 0;
        for (let k = a; k <= n; k += 1) tail += choose(n, k) * x ** k * (1 - x) ** (n - k);
        expect(regularisedBeta(x, a, b)).toBeCloseTo(tail, 10);
        expect(regularisedBeta(betaQuantile(0.3, a, b), a, b)).toBeCloseTo(0.3, 10);
      },
    ),
    { seed: 21, numRuns: 200 },
  );
});

test('the logarithm of the gamma function has its known values', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
  expect(logGamma(1)).toBeCloseTo(0, 12);
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11);
});

function choose(n: number, k: number): number {
  let value = 1;
  for (let at = 1; at <= k; at += 1) value *= (n - k + at) / at;
  return value;
}
