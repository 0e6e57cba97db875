import {
  agreementLevel,
  cohenKappa,
  fleissKappa,
  krippendorffInterval,
  type AgreementLevel,
  type Label,
} from './agreement.js';
import { bootstrapInterval, seededRandom } from './bootstrap.js';

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
 * over units. The same units give the same intervals. O(units × resamples): 1,000 resamples, fewer beyond 1,000 units, never below 200.
 */
export function agreementOf(labelled: readonly UnitLabels[]): Agreement {
  const units = labelled.filter(({ size }) => size > 1);
  const voices = [...new Set(units.flatMap((unit) => [...unit.keys()]))];
  const options = {
    resamples: Math.min(1_000, Math.max(200, Math.floor(1_000_000 / Math.max(1, units.length)))),
    confidence: 0.95,
    random: seededRandom(1),
  };
  const rows = units.map((unit) => [...unit.values()]);
  const { alpha, interval } = krippendorffInterval(rows, options);
  return {
    units: units.length,
    labels: rows.reduce((sum, { length }) => sum + length, 0),
    voices: voices.length,
    alpha: { estimate: alpha, low: interval?.low ?? null, high: interval?.high ?? null },
    level: agreementLevel(interval?.low ?? null, units.length),
    cohen:
      voices.length === 2 ? measured(pairsOf(units, voices), { of: cohenKappa, options }) : null,
    fleiss:
      voices.length > 2 && isEven(rows)
        ? measured(countsOf(rows), { of: fleissKappa, options })
        : null,
  };
}

type Options = Parameters<typeof bootstrapInterval>[2];

function measured<Unit>(
  units: readonly Unit[],
  { of, options }: { of: (units: readonly Unit[]) => number | null; options: Options },
): AgreementMeasure {
  const estimate = of(units);
  const interval = estimate === null ? null : bootstrapInterval(units, of, options);
  return { estimate, low: interval?.low ?? null, high: interval?.high ?? null };
}

const pairsOf = (units: readonly UnitLabels[], [one, other]: readonly string[]) =>
  units.map(
    (unit) => [unit.get(one as string) as Label, unit.get(other as string) as Label] as const,
  );

const isEven = (rows: readonly (readonly Label[])[]): boolean =>
  rows.every(({ length }) => length === rows[0]?.length);

/** One column per label that occurs. */
function countsOf(rows: readonly (readonly Label[])[]): readonly (readonly number[])[] {
  const labels = [...new Set(rows.flat())];
  return rows.map((row) => labels.map((label) => row.filter((said) => said === label).length));
}
