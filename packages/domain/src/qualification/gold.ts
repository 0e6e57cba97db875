import type { Reason } from '../decision/decide.js';
import type { DecisionOutcome, Outcome } from '../vocabulary.js';

/** What machine review would have shown beside a gold item. */
export interface GoldDecision {
  readonly outcome: DecisionOutcome;
  readonly reasons: readonly Reason[];
  readonly policyVersion: string;
  readonly blacklistVersion: number;
  readonly engineVersion: string;
}

/** The known answer of a gold item; category `null` accepts any. */
export interface ExpectedAnswer {
  readonly outcome: Outcome;
  readonly category: string | null;
}

/** What a person said of a gold item. */
export interface GivenAnswer {
  readonly outcome: Outcome;
  readonly category: string | null;
}

/**
 * Whether an answer is right: the outcome must match, and the category where one is expected. A pass names no
 * category, so there the outcome alone counts.
 */
export function isCorrect(expected: ExpectedAnswer, given: GivenAnswer): boolean {
  if (expected.outcome !== given.outcome) return false;
  if (expected.outcome === 'pass' || expected.category === null) return true;
  return expected.category === given.category;
}
