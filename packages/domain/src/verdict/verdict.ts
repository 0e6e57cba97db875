import type { DecidedBy, EventType, Outcome, VerdictCause } from '../vocabulary.js';
import type { Decision, Reason } from '../decision/decide.js';
import type { Measure } from '../decision/evidence.js';

/** The outcome that binds the platform; replaced only by a higher revision. */
export interface Verdict {
  readonly outcome: Outcome;
  /** 1, 2, …; receivers apply the highest. */
  readonly revision: number;
  readonly cause: VerdictCause;
  readonly decidedBy: DecidedBy;
  readonly measures?: readonly Measure[];
  readonly reasons: readonly Reason[];
  readonly policyVersion: string;
  readonly blacklistVersion: number;
  readonly engineVersion: string;
  /** ISO 8601, UTC. */
  readonly decidedAt: string;
}

/** The outcome a machine decision binds to, or `undefined` when people must decide. */
export function verdictOutcome(
  decision: Pick<Decision, 'outcome' | 'measures'>,
): Outcome | undefined {
  if (decision.outcome === 'review') return undefined;
  if (decision.outcome === 'block') return 'block';
  return decision.measures.length > 0 ? 'restrict' : 'pass';
}

/** The one event type that announces a verdict. */
export function verdictEventType(verdict: Pick<Verdict, 'revision' | 'cause'>): EventType {
  if (verdict.cause === 'withdrawal') return 'submission.withdrawn';
  return verdict.revision === 1 ? 'verdict.created' : 'verdict.revised';
}
