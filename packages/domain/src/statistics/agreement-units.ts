import {
  agreementLevel,
  alphaStatistic,
  cohenStatistic,
  fleissStatistic,
  type AgreementLevel,
  type Label,
  type LabelPair,
} from './agreement.js';
import {
  bootstrapInterval,
  seededRandom,
  statisticOf,
  type BootstrapOptions,
  type Statistic,
} from './bootstrap.js';

/** What was said of one unit, by whom; the one who spoke first comes first. */
export type UnitLabels = ReadonlyMap<string, Label>;

/** A coefficient with its interval; all `null` where it is undefined. */
export interface AgreementMeasure {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How far people (or teams) agree on the units that at least two of them labelled. */
export interface Agreement {
  readonly units: number;
  readonly labels: number;
  /** Who labelled them. */
  readonly voices: number;
  readonly alpha: AgreementMeasure;
  /** What the lower bound of α means. */
  readonly level: AgreementLevel;
  /** With exactly two voices. */
  readonly cohen: AgreementMeasure | null;
  /** With more than two voices and the same number of labels on every unit. */
  readonly fleiss: AgreementMeasure | null;
}

/** Gathers labels by unit. The first label of a voice on a unit counts. O(labels). */
export function labelsByUnit(
  labels: readonly { readonly unit: string; readonly voice: string; readonly label: Label }[],
): readonly UnitLabels[] {
  const units = new Map<string, Map<string, Label>>();
  for (const { unit, voice, label } of labels) {
    const said = units.get(unit) ?? new Map<string, Label>();
    if (!said.has(voice)) said.set(voice, label);
    units.set(unit, said);
  }
  return [...units.values()];
}

/** The same units as only these people labelled them. */
export const labelsOf = (
  units: readonly UnitLabels[],
  members: ReadonlySet<string>,
): readonly UnitLabels[] =>
  units.map((unit) => new Map([...unit].filter(([voice]) => members.has(voice))));

/**
 * The same units with teams as voices: what the member who spoke first said. Nobody's majority, since that would hide
 * how a team differs within. Who belongs to several of the teams speaks for none, so that nobody agrees with oneself.
 */
export function labelsByTeam(
  units: readonly UnitLabels[],
  teams: readonly { readonly id: string; readonly members: ReadonlySet<string> }[],
): readonly UnitLabels[] {
  return units.map((unit) => {
    const said = new Map<string, Label>();
    for (const [voice, label] of unit) {
      const [team, another] = teams.filter(({ members }) => members.has(voice));
      if (team === undefined || another !== undefined || said.has(team.id)) continue;
      said.set(team.id, label);
    }
    return said;
  });
}

/**
 * Krippendorff's α always, Cohen's κ for two voices, Fleiss' κ for equal panels; each with a 95 % percentile interval
 * over units. The same units give the same intervals. O(units × resamples): 1,000 resamples, fewer beyond 4,000 units, never below 200.
 */
export function agreementOf(labelled: readonly UnitLabels[]): Agreement {
  const units = labelled.filter(({ size }) => size > 1);
  const voices = [...new Set(units.flatMap((unit) => [...unit.keys()]))];
  const rows = units.map((unit) => [...unit.values()]);
  const alpha = measured(rows, alphaStatistic);
  const even = voices.length > 2 && isEven(rows);
  return {
    units: units.length,
    labels: rows.reduce((sum, { length }) => sum + length, 0),
    voices: voices.length,
    alpha,
    level: agreementLevel(alpha.low, units.length),
    cohen: voices.length === 2 ? measured(pairsOf(units, voices), cohenStatistic) : null,
    fleiss: even ? measured(countsOf(rows), fleissStatistic) : null,
  };
}

function measured<Unit>(units: readonly Unit[], statistic: Statistic<Unit>): AgreementMeasure {
  const estimate = statisticOf(units, statistic);
  const interval =
    estimate === null ? null : bootstrapInterval(units, statistic, resampling(units.length));
  return { estimate, low: interval?.low ?? null, high: interval?.high ?? null };
}

/** The same units are resampled the same way every time. */
export const resampling = (units: number): BootstrapOptions => ({
  resamples: Math.min(1_000, Math.max(200, Math.floor(4_000_000 / Math.max(1, units)))),
  confidence: 0.95,
  random: seededRandom(1),
});

const pairsOf = (
  units: readonly UnitLabels[],
  [one, other]: readonly string[],
): readonly LabelPair[] =>
  units.map((unit) => [unit.get(one as string) as Label, unit.get(other as string) as Label]);

const isEven = (rows: readonly (readonly Label[])[]): boolean =>
  rows.every(({ length }) => length === rows[0]?.length);

/** One column per label that occurs. */
function countsOf(rows: readonly (readonly Label[])[]): readonly (readonly number[])[] {
  const labels = [...new Set(rows.flat())];
  return rows.map((row) => labels.map((label) => row.filter((said) => said === label).length));
}
