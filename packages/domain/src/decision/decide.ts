import type { DecisionOutcome, Severity } from '../vocabulary.js';
import { severities } from '../vocabulary.js';
import type { PolicyDefinition } from '../policy/policy.js';
import type { Evidence, Finding, Measure, Span } from './evidence.js';

/** One reason of a decision or verdict, strongest first. */
export interface Reason {
  readonly category: string;
  readonly severity: Severity;
  /** Rule id, or `blacklist` for an entry, or the failure's code. */
  readonly rule: string;
  readonly entry?: string;
  readonly message: string;
  readonly spans: readonly Span[];
  readonly transforms?: readonly string[];
  readonly score?: number;
}

/** What machine review concluded. Recomputable from `(definition, evidence)`. */
export interface Decision {
  readonly outcome: DecisionOutcome;
  readonly reasons: readonly Reason[];
  /** Non-empty only with outcome `pass`: the verdict is then `restrict`. */
  readonly measures: readonly Measure[];
  /** Severity of the strongest reason; `low` when there is none. */
  readonly severity: Severity;
}

type Thresholds = Pick<PolicyDefinition, 'blockThreshold' | 'reviewThreshold'>;

const passed: Decision = { outcome: 'pass', reasons: [], measures: [], severity: 'low' };

/**
 * Evidence + policy → decision. Pure and total.
 * A finding blocks when its rule says block and its score reaches the block threshold; otherwise it goes to people.
 * A detector failure never leads to a pass. Cost: O(n log n) in the number of findings.
 */
export function decide(policy: Thresholds, evidence: readonly Evidence[]): Decision {
  if (evidence.length === 0) return passed;
  const { blockThreshold = 0, reviewThreshold = 0 } = policy;
  const reasons: Weighted[] = [];
  const measures: Measure[] = [];
  for (const item of evidence) {
    if (item.type === 'failure') {
      reasons.push({
        weight: 350,
        outcome: 'review',
        reason: failureReason(item.reason, item.message),
      });
      continue;
    }
    if (item.action === 'observe' || item.score < reviewThreshold) continue;
    const outcome = outcomeOf(item, blockThreshold);
    if (outcome === 'pass' && item.measures !== undefined) measures.push(...item.measures);
    reasons.push({ weight: weightOf(item, outcome), outcome, reason: findingReason(item) });
  }
  if (reasons.length === 0) return passed;
  reasons.sort((a, b) => b.weight - a.weight);
  const outcome = strongestOutcome(reasons);
  return {
    outcome,
    reasons: reasons.map(({ reason }) => reason),
    measures: outcome === 'pass' ? measures : [],
    severity: strongestSeverity(reasons),
  };
}

interface Weighted {
  readonly weight: number;
  readonly outcome: DecisionOutcome;
  readonly reason: Reason;
}

function outcomeOf(finding: Finding, blockThreshold: number): DecisionOutcome {
  if (finding.action === 'block') return finding.score >= blockThreshold ? 'block' : 'review';
  if (finding.action === 'restrict') return (finding.measures?.length ?? 0) > 0 ? 'pass' : 'review';
  return 'review';
}

const outcomeWeight: Readonly<Record<DecisionOutcome, number>> = {
  block: 1000,
  review: 0,
  pass: -1000,
};

const weightOf = (finding: Finding, outcome: DecisionOutcome): number =>
  outcomeWeight[outcome] + severities.indexOf(finding.severity) * 100 + finding.score;

function strongestOutcome(reasons: readonly Weighted[]): DecisionOutcome {
  if (reasons.some(({ outcome }) => outcome === 'block')) return 'block';
  return reasons.some(({ outcome }) => outcome === 'review') ? 'review' : 'pass';
}

function strongestSeverity(reasons: readonly Weighted[]): Severity {
  const highest = Math.max(...reasons.map(({ reason }) => severities.indexOf(reason.severity)));
  return severities[highest] ?? 'low';
}

const failureReason = (code: string, message: string): Reason => ({
  category: 'system',
  severity: 'high',
  rule: code,
  message,
  spans: [],
});

function findingReason(finding: Finding): Reason {
  const { source } = finding;
  return {
    category: finding.category,
    severity: finding.severity,
    rule: source.type === 'rule' ? source.ruleId : 'blacklist',
    ...(source.type === 'entry' ? { entry: source.entryId } : {}),
    message: finding.message,
    spans: finding.spans,
    ...(finding.transforms.length > 0 ? { transforms: finding.transforms } : {}),
    score: finding.score,
  };
}
