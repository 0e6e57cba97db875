import { assert, array, constantFrom, integer, option, property } from 'fast-check';
import {
  agreementLevel,
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
  alphaStatistic,
  type Label,
} from './agreement.js';
import { bootstrapInterval, seededRandom, type Statistic } from './bootstrap.js';

/** Pairs from a table of counts: rows are what the first said. */
const pairsOf = (table: readonly (readonly number[])[]) =>
  table.flatMap((row, first) =>
    row.flatMap((times, second) => Array.from({ length: times }, () => [first, second] as const)),
  );

/** "1 2 . 3" per person → one row per unit; a dot is a gap. */
function unitsOf(people: readonly string[]): (Label | null)[][] {
  const rows = people.map((line) => line.trim().split(/\s+/u));
  return (rows[0] ?? []).map((_, unit) =>
    rows.map((row) => (row[unit] === '.' ? null : (row[unit] as Label))),
  );
}

test('Cohen’s own example of 1960 has its kappa', () => {
  // Cohen (1960), table 1: proportions of 100 cases over three diagnoses, κ = .492.
  const table = [
    [44, 5, 1],
    [7, 20, 3],
    [9, 5, 6],
  ];
  expect(cohenKappa(pairsOf(table))?.toFixed(3)).toBe('0.492');
});

test('the textbook grant table of fifty has a kappa of 0.40', () => {
  // 50 grant proposals, two readers: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no ("Cohen's kappa", Wikipedia).
  const table = [
    [20, 5],
    [10, 15],
  ];
  expect(cohenKappa(pairsOf(table))).toBeCloseTo(0.4, 12);
});

// Fleiss (1971), table 1: 30 patients, six psychiatrists each, five diagnoses.
const fleiss1971 = `
  0 0 0 6 0|0 3 0 0 3|0 1 4 0 1|0 0 0 0 6|0 3 0 3 0|2 0 4 0 0|0 0 4 0 2|2 0 3 1 0|2 0 0 4 0|0 0 0 0 6
  |1 0 0 5 0|1 1 0 4 0|0 3 3 0 0|1 0 0 5 0|0 2 0 3 1|0 0 5 0 1|3 0 0 1 2|5 1 0 0 0|0 2 0 4 0|1 0 2 0 3
  |0 0 0 0 6|0 1 0 5 0|0 2 0 1 3|2 0 0 4 0|1 0 0 4 1|0 5 0 1 0|4 0 0 0 2|0 2 0 4 0|1 0 5 0 0|0 0 0 0 6`;

// "Fleiss' kappa", Wikipedia, worked example: fourteen raters, ten subjects, five categories.
const fourteenRaters = `
  0 0 0 0 14|0 2 6 4 2|0 0 3 5 6|0 3 9 2 0|2 2 8 1 1|7 7 0 0 0|3 2 6 3 0|2 5 3 2 2|6 5 2 1 0|0 2 2 3 7`;

test.each([
  ['Fleiss’ psychiatric diagnoses of 1971', fleiss1971, '0.430'],
  ['fourteen raters of ten subjects', fourteenRaters, '0.210'],
])('%s have their kappa', (_, table, kappa) => {
  const counts = table.split('|').map((row) => row.trim().split(' ').map(Number));
  expect(fleissKappa(counts)?.toFixed(3)).toBe(kappa);
});

// Krippendorff (2011), Computing Krippendorff's alpha-reliability, examples A, B and C (nominal).
const krippendorff2011: readonly [string, string[], string][] = [
  ['two observers, binary', ['0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'], '0.095'],
  ['two observers, nominal', ['a a b b d c c c e d d a', 'b a b b b c c c e d d d'], '0.692'],
  [
    'four observers with gaps',
    [
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    ],
    '0.743',
  ],
];

test.each(krippendorff2011)('Krippendorff’s example of %s has its alpha', (_, people, alpha) => {
  expect(krippendorffAlpha(unitsOf(people))?.toFixed(3)).toBe(alpha);
});

test('agreement is undefined without units, without pairs and without variation', () => {
  expect(cohenKappa([])).toBeNull();
  expect(cohenKappa([['block', 'block']])).toBeNull();
  expect(fleissKappa([])).toBeNull();
  expect(
    fleissKappa([
      [3, 0],
      [3, 0],
    ]),
  ).toBeNull();
  expect(
    fleissKappa([
      [1, 0],
      [0, 1],
    ]),
  ).toBeNull();
  expect(
    fleissKappa([
      [2, 1],
      [1, 1],
    ]),
  ).toBeNull();
  expect(krippendorffAlpha([])).toBeNull();
  expect(
    krippendorffAlpha([
      ['pass', null],
      [null, 'block'],
    ]),
  ).toBeNull();
  expect(
    krippendorffAlpha([
      ['pass', 'pass'],
      ['pass', 'pass'],
    ]),
  ).toBeNull();
});

test('perfect agreement on varied units is 1, and turning every label round is below 0', () => {
  const same = [
    ['a', 'a'],
    ['b', 'b'],
    ['a', 'a'],
  ] as const;
  const opposite = [
    ['a', 'b'],
    ['b', 'a'],
    ['a', 'b'],
  ] as const;
  expect([
    cohenKappa(same),
    krippendorffAlpha(same),
    fleissKappa([
      [2, 0],
      [0, 2],
    ]),
  ]).toEqual([1, 1, 1]);
  expect(cohenKappa(opposite)).toBeLessThan(0);
  expect(krippendorffAlpha(opposite)).toBeLessThan(0);
});

/** α as its definition reads: every ordered pair of labels, within units and over all of them. */
function naiveAlpha(units: readonly (readonly (Label | null)[])[]): number | null {
  const rows = units
    .map((unit) => unit.filter((label) => label !== null))
    .filter(({ length }) => length > 1);
  const all = rows.flat();
  const unequal = (labels: readonly Label[]) =>
    labels.reduce((sum: number, one) => sum + labels.filter((other) => other !== one).length, 0);
  const observed = rows.reduce((sum, row) => sum + unequal(row) / (row.length - 1), 0) / all.length;
  const expected = unequal(all) / (all.length * (all.length - 1));
  return all.length === 0 || expected === 0 ? null : 1 - observed / expected;
}

const anyUnits = array(
  array(option(constantFrom('a', 'b', 'c'), { nil: null }), { maxLength: 5 }),
  {
    maxLength: 12,
  },
);

test('alpha equals its definition, does not exceed 1 and ignores the order of people', () => {
  assert(
    property(anyUnits, (units) => {
      const alpha = krippendorffAlpha(units);
      const naive = naiveAlpha(units);
      expect(alpha === null).toBe(naive === null);
      if (alpha === null || naive === null) return;
      expect(alpha).toBeCloseTo(naive, 10);
      expect(alpha).toBeLessThanOrEqual(1);
      expect(krippendorffAlpha(units.map((unit) => unit.toReversed()))).toBeCloseTo(alpha, 10);
    }),
    { seed: 30, numRuns: 500 },
  );
});

test('kappa of two people does not exceed 1 and is the same from either side', () => {
  assert(
    property(array(integer({ min: 0, max: 8 }), { maxLength: 20 }), (cells) => {
      const pairs = cells.map((cell) => [cell % 3, Math.floor(cell / 3)] as const);
      const kappa = cohenKappa(pairs);
      if (kappa === null) return;
      expect(kappa).toBeLessThanOrEqual(1);
      expect(cohenKappa(pairs.map(([one, other]) => [other, one] as const))).toBeCloseTo(kappa, 12);
    }),
    { seed: 31, numRuns: 300 },
  );
});

test('an interval by resampling holds the statistic, repeats with its seed and narrows with more units', () => {
  const few = unitsOf(krippendorff2011[2]?.[1] ?? []);
  const many = Array.from({ length: 20 }, () => few).flat();
  const draw = (units: typeof few) =>
    bootstrapInterval(units, alphaStatistic, {
      resamples: 1_000,
      confidence: 0.95,
      random: seededRandom(7),
    });
  const alpha = krippendorffAlpha(few);
  const interval = draw(few);
  expect(interval?.low).toBeLessThan(alpha as number);
  expect(interval?.high).toBeGreaterThan(alpha as number);
  expect(draw(few)).toEqual(draw(few));
  const narrow = draw(many);
  expect((narrow?.high ?? 0) - (narrow?.low ?? 0)).toBeLessThan(
    ((interval?.high ?? 0) - (interval?.low ?? 0)) / 3,
  );
});

test('resampling a mean gives the interval of the normal approximation', () => {
  const units = Array.from({ length: 400 }, (_, at) => (at % 4 === 0 ? 1 : 0));
  const mean: Statistic<number> = {
    keyOf: String,
    of: (kinds, times) =>
      kinds.reduce((sum, one, kind) => sum + one * (times[kind] as number), 0) / units.length,
  };
  const options = { resamples: 4_000, confidence: 0.95, random: seededRandom(3) };
  const interval = bootstrapInterval(units, mean, options);
  const half = 1.96 * Math.sqrt((0.25 * 0.75) / 400);
  expect(interval?.low).toBeCloseTo(0.25 - half, 2);
  expect(interval?.high).toBeCloseTo(0.25 + half, 2);
});

test('an interval that is undefined in most resamples is none', () => {
  const options = { resamples: 200, confidence: 0.95, random: seededRandom(1) };
  expect(bootstrapInterval([], { keyOf: String, of: () => 1 }, options)).toBeNull();
  let calls = 0;
  const seldom = () => ((calls += 1) % 3 === 0 ? 1 : null);
  expect(bootstrapInterval([1, 2], { keyOf: String, of: seldom }, options)).toBeNull();
});

test('levels are judged on the lower bound, and few units judge nobody', () => {
  const levels = [0.8, 0.7999, 0.667, 0.6669].map((low) => agreementLevel(low, 20));
  expect(levels).toEqual(['reached', 'tolerable', 'tolerable', 'below_floor']);
  expect(agreementLevel(1, 19)).toBe('unknown');
  expect(agreementLevel(null, 500)).toBe('unknown');
});
