import { bootstrapInterval, type BootstrapInterval, type BootstrapOptions } from './bootstrap.js';

/** What one person said of a unit, e.g. `block`. */
export type Label = string | number;

/**
 * Agreement of two people beyond chance, −1 … 1, from what each said of the same units.
 * `null` when it is undefined: no units, or both only ever said one and the same thing, so that chance explains all.
 * O(pairs).
 *
 * Source: Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20.
 */
export function cohenKappa(pairs: readonly (readonly [Label, Label])[]): number | null {
  const first = countOf(pairs.map(([said]) => said));
  const second = countOf(pairs.map(([, said]) => said));
  const equal = pairs.filter(([one, other]) => one === other).length;
  let byChance = 0;
  for (const [label, times] of first) byChance += times * (second.get(label) ?? 0);
  const total = pairs.length;
  // Whole numbers up to here: "undefined" is exact, not a matter of rounding.
  return byChance === total * total
    ? null
    : (equal * total - byChance) / (total * total - byChance);
}

/**
 * Agreement of a fixed number of people per unit, who need not be the same ones. One row per unit, one column per
 * label, each cell the number of people who said it. `null` when it is undefined: no rows, rows of different sums,
 * fewer than two people, or a single label throughout. O(cells).
 *
 * Source: Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76.
 */
export function fleissKappa(counts: readonly (readonly number[])[]): number | null {
  const people = sum(counts[0] ?? []);
  if (people < 2 || counts.some((row) => sum(row) !== people)) return null;
  const total = counts.length * people;
  const labels = Math.max(...counts.map((row) => row.length));
  let byChance = 0;
  for (let label = 0; label < labels; label += 1) {
    byChance += (sum(counts.map((row) => row[label] ?? 0)) / total) ** 2;
  }
  const agreeing = sum(counts.map((row) => sum(row.map((times) => times * (times - 1)))));
  const observed = agreeing / (total * (people - 1));
  return byChance === 1 ? null : (observed - byChance) / (1 - byChance);
}

/**
 * Agreement of any number of people on nominal labels, with gaps: 1 perfect, 0 as by chance, below 0 systematic
 * disagreement. One row per unit, one place per person, `null` where a person did not see the unit; the order within
 * a row does not matter. Units that fewer than two people labelled say nothing and are left out.
 * `null` when it is undefined: nothing left, or a single label throughout. O(labels).
 *
 * Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability.
 */
export function krippendorffAlpha(units: readonly (readonly (Label | null)[])[]): number | null {
  return alphaOf(countUnits(units));
}

/** α with a percentile interval over units; `interval` is `null` where α is. Counts each unit once. */
export function krippendorffInterval(
  units: readonly (readonly (Label | null)[])[],
  options: BootstrapOptions,
): { readonly alpha: number | null; readonly interval: BootstrapInterval | null; units: number } {
  const counted = countUnits(units);
  const alpha = alphaOf(counted);
  const interval = alpha === null ? null : bootstrapInterval(counted, alphaOf, options);
  return { alpha, interval, units: counted.length };
}

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

/** Of one unit: how often each label (by number) was said, and by how many. */
interface CountedUnit {
  readonly labels: readonly number[];
  readonly times: readonly number[];
  readonly people: number;
  /** Σ times × (times − 1) / (people − 1): its agreeing pairs in the coincidence matrix. */
  readonly agreeing: number;
}

function countUnits(units: readonly (readonly (Label | null)[])[]): readonly CountedUnit[] {
  const numbers = new Map<Label, number>();
  return units.flatMap((unit) => {
    const said = unit.filter((label) => label !== null);
    if (said.length < 2) return [];
    const counts = countOf(said);
    for (const label of counts.keys()) {
      if (!numbers.has(label)) numbers.set(label, numbers.size);
    }
    const times = [...counts.values()];
    const pairs = sum(times.map((count) => count * (count - 1)));
    const labels = [...counts.keys()].map((label) => numbers.get(label) as number);
    return [{ labels, times, people: said.length, agreeing: pairs / (said.length - 1) }];
  });
}

function alphaOf(units: readonly CountedUnit[]): number | null {
  const totals: number[] = [];
  let people = 0;
  let agreeing = 0;
  for (const unit of units) {
    people += unit.people;
    agreeing += unit.agreeing;
    for (let at = 0; at < unit.labels.length; at += 1) {
      const label = unit.labels[at] as number;
      totals[label] = (totals[label] ?? 0) + (unit.times[at] as number);
    }
  }
  let byChance = 0;
  for (const total of totals) byChance += (total ?? 0) * ((total ?? 0) - 1);
  const possible = people * (people - 1);
  if (possible === byChance) return null;
  return 1 - ((people - agreeing) * (people - 1)) / (possible - byChance);
}

function countOf<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
