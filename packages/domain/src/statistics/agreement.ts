import { statisticOf, type Statistic } from './bootstrap.js';

/** What one person said of a unit, e.g. `block`. */
export type Label = string | number;
/** What two people said of one unit. */
export type LabelPair = readonly [Label, Label];
/** What each person said of one unit; `null` where a person did not see it. */
export type LabelRow = readonly (Label | null)[];

/**
 * Agreement of two people beyond chance, −1 … 1, from what each said of the same units.
 * `null` when it is undefined: no units, or both only ever said one and the same thing, so that chance explains all.
 * O(pairs).
 *
 * Source: Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20.
 */
export const cohenKappa = (pairs: readonly LabelPair[]): number | null =>
  statisticOf(pairs, cohenStatistic);

/**
 * Agreement of a fixed number of people per unit, who need not be the same ones. One row per unit, one column per
 * label, each cell the number of people who said it. `null` when it is undefined: no rows, rows of different sums,
 * fewer than two people, or a single label throughout. O(cells).
 *
 * Source: Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76.
 */
export const fleissKappa = (counts: readonly (readonly number[])[]): number | null =>
  statisticOf(counts, fleissStatistic);

/**
 * Agreement of any number of people on nominal labels, with gaps: 1 perfect, 0 as by chance, below 0 systematic
 * disagreement. One row per unit, one place per person, `null` where a person did not see the unit; the order within
 * a row does not matter. Units that fewer than two people labelled say nothing and are left out.
 * `null` when it is undefined: nothing left, or a single label throughout. O(labels).
 *
 * Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability.
 */
export const krippendorffAlpha = (units: readonly LabelRow[]): number | null =>
  statisticOf(units, alphaStatistic);

/** Where agreement should be and where it must not be, judged on the lower bound. */
export const agreementTarget = 0.8;
export const agreementFloor = 0.667;
/** Fewer units judge nobody: a bootstrap of five equal units knows no disagreement. */
export const leastAgreementUnits = 20;

export const agreementLevels = ['reached', 'tolerable', 'below_floor', 'unknown'] as const;
export type AgreementLevel = (typeof agreementLevels)[number];

/**
 * What a lower bound of agreement means: `reached` from 0.80, `tolerable` from 0.667 (Krippendorff's lowest for
 * tentative conclusions), `unknown` without a bound or with fewer than 20 units.
 */
export function agreementLevel(low: number | null, units: number): AgreementLevel {
  if (low === null || units < leastAgreementUnits) return 'unknown';
  if (low >= agreementTarget) return 'reached';
  return low >= agreementFloor ? 'tolerable' : 'below_floor';
}

/** κ of Cohen for resampling; two pairs of the same labels are one kind. */
export const cohenStatistic: Statistic<LabelPair> = {
  keyOf: ([one, other]) => JSON.stringify([one, other]),
  of(pairs, times) {
    const first = new Map<Label, number>();
    const second = new Map<Label, number>();
    let total = 0;
    let equal = 0;
    for (const [at, [one, other]] of pairs.entries()) {
      const weight = times[at] as number;
      total += weight;
      if (one === other) equal += weight;
      first.set(one, (first.get(one) ?? 0) + weight);
      second.set(other, (second.get(other) ?? 0) + weight);
    }
    let byChance = 0;
    for (const [label, count] of first) byChance += count * (second.get(label) ?? 0);
    // Whole numbers up to here: "undefined" is exact, not a matter of rounding.
    return byChance === total * total
      ? null
      : (equal * total - byChance) / (total * total - byChance);
  },
};

/** κ of Fleiss for resampling. */
export const fleissStatistic: Statistic<readonly number[]> = {
  keyOf: (row) => row.join(' '),
  of(rows, times) {
    const people = sum(rows[0] ?? []);
    if (people < 2 || rows.some((row) => sum(row) !== people)) return null;
    const totals: number[] = [];
    let units = 0;
    let agreeing = 0;
    for (const [at, row] of rows.entries()) {
      const weight = times[at] as number;
      units += weight;
      for (const [label, count] of row.entries()) {
        totals[label] = (totals[label] ?? 0) + weight * count;
        agreeing += weight * count * (count - 1);
      }
    }
    const all = units * people;
    const byChance = sum(totals.map((total) => total * total));
    if (byChance === all * all) return null;
    const expected = byChance / (all * all);
    return (agreeing / (all * (people - 1)) - expected) / (1 - expected);
  },
};

/** α of Krippendorff for resampling; units with the same labels in any order are one kind. */
export const alphaStatistic: Statistic<LabelRow> = {
  keyOf: (unit) => JSON.stringify(unit.filter((label) => label !== null).sort(byTypeAndText)),
  of(units, times) {
    const totals = new Map<Label, number>();
    let labels = 0;
    let agreeing = 0;
    for (const [at, unit] of units.entries()) {
      const counts = countOf(unit);
      const people = sum([...counts.values()]);
      const weight = times[at] as number;
      if (people < 2 || weight === 0) continue;
      labels += weight * people;
      for (const [label, count] of counts) {
        totals.set(label, (totals.get(label) ?? 0) + weight * count);
        // Agreeing pairs of the coincidence matrix.
        agreeing += (weight * count * (count - 1)) / (people - 1);
      }
    }
    const byChance = sum([...totals.values()].map((total) => total * (total - 1)));
    const possible = labels * (labels - 1);
    if (labels === 0 || possible === byChance) return null;
    return 1 - ((labels - agreeing) * (labels - 1)) / (possible - byChance);
  },
};

const byTypeAndText = (one: Label, other: Label): number => {
  const [a, b] = [typeof one + String(one), typeof other + String(other)];
  return a < b ? -1 : Number(a > b);
};

function countOf(unit: LabelRow): ReadonlyMap<Label, number> {
  const counts = new Map<Label, number>();
  for (const label of unit) {
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
