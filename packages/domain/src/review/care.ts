import { severities, type Severity } from '../vocabulary.js';

/** What looking at one item takes, in points of the daily budget. */
export const exposureWeights: Readonly<Record<Severity, number>> = {
  low: 1,
  medium: 2,
  high: 4,
  critical: 8,
};

/** Points a day, unless a lead set another budget for the person. */
export const defaultDailyBudget = 400;

/** Work without a break, in minutes, after which one is suggested. */
export const breakAfterMinutes = 50;

/** A pause of this many minutes counts as a break; so does as long an absence. */
export const breakMinutes = 5;

/** Heavy items since the last break, after which one is suggested. */
export const breakAfterHeavyItems = 12;

/** What somebody looked at: points, items, and how many of those were heavy. */
export interface Exposure {
  readonly points: number;
  readonly items: number;
  readonly heavyItems: number;
}

/** Sum over items by their severity. Cost: O(items). */
export function exposureOf(items: readonly Severity[]): Exposure {
  return {
    points: items.reduce((sum, severity) => sum + exposureWeights[severity], 0),
    items: items.length,
    heavyItems: items.filter(isHeavy).length,
  };
}

/** High and critical items are heavy: people over their budget are not offered them. */
export const isHeavy = (severity: Severity): boolean =>
  severities.indexOf(severity) >= severities.indexOf('high');

/**
 * What the meter of one person shows. It is for control over one's own work and no proof of protection: the evidence
 * for budgets and covered content is mixed.
 */
export interface Care {
  readonly points: number;
  readonly budget: number;
  readonly items: number;
  readonly workedMinutesSinceBreak: number;
  readonly breakDue: boolean;
  /** Mild items only until the day is over. */
  readonly overBudget: boolean;
}

/** Pure and total. `workedMs` is the time since the last break, 0 while on one. */
export function careFor({
  points,
  items,
  budget,
  workedMs,
  heavySinceBreak,
}: {
  readonly points: number;
  readonly items: number;
  /** `null`: the default. */
  readonly budget: number | null;
  readonly workedMs: number;
  readonly heavySinceBreak: number;
}): Care {
  const minutes = Math.max(0, Math.floor(workedMs / 60_000));
  const limit = budget ?? defaultDailyBudget;
  return {
    points,
    budget: limit,
    items,
    workedMinutesSinceBreak: minutes,
    breakDue: minutes >= breakAfterMinutes || heavySinceBreak >= breakAfterHeavyItems,
    overBudget: points >= limit,
  };
}

/** How content is shown to a person before they ask to see it as it is. */
export interface ReviewDisplay {
  readonly masked: boolean;
  readonly greyscale: boolean;
}

export const defaultDisplay: ReviewDisplay = { masked: true, greyscale: true };
