import { type Closing, type MachineReview, type ReviewableSubmission } from '@assay/database';
import {
  decide,
  verdictOutcome,
  type DetectorFailure,
  type Evidence,
  type QueueSettings,
  type RuleAction,
} from '@assay/domain';
import { engineVersion } from '@assay/matching';
import type { ReadyPolicy } from '@assay/screening';
import { auditCase, firstReviewCase } from './open-case-for.js';

export interface ReviewInput {
  readonly submission: ReviewableSubmission;
  /** Absent when the scene lost its policy since the submission was accepted. */
  readonly policy: ReadyPolicy | undefined;
  readonly evidence: readonly Evidence[];
  readonly blacklistVersion: number;
  readonly evaluatedAtMs: number;
  /** Of a queue of the submission's tenant. */
  readonly queueSettings: (queue: string) => QueueSettings;
}

/** Evidence → decision → what follows: a verdict, or a task for people. Makes ids; otherwise pure. */
export function reviewSubmission(input: ReviewInput): MachineReview {
  const { submission, policy, evidence, blacklistVersion, evaluatedAtMs } = input;
  const decision = decide(policy?.version.definition ?? {}, evidence);
  const policyVersion = policy?.name ?? 'none';
  const base = {
    submissionId: submission.id,
    tenantId: submission.tenantId,
    decision,
    evidence,
    policyVersionId: policy?.version.id ?? null,
    policyVersion,
    blacklistVersion,
    engineVersion,
    evaluatedAtMs,
    hits: entryHits(evidence),
  };
  const outcome = verdictOutcome(decision);
  if (outcome === undefined) {
    return { ...base, next: { type: 'people' }, opens: firstReviewCase(input, decision) };
  }
  const closing: Closing = {
    submissionId: submission.id,
    tenantId: submission.tenantId,
    externalId: submission.externalId,
    revision: 1,
    outcome,
    cause: 'first_review',
    decidedBy: 'machine',
    measures: decision.measures,
    reasons: decision.reasons,
    policyVersion,
    blacklistVersion,
    engineVersion,
  };
  const audit = auditCase(input, decision, outcome);
  return {
    ...base,
    next: { type: 'verdict', closing },
    ...(audit === undefined ? {} : { opens: audit }),
  };
}

/** Evidence for a submission that machine review could not work on; it always ends with people. */
export const failureEvidence = (
  reason: DetectorFailure['reason'],
  message: string,
): readonly Evidence[] => [{ type: 'failure', detector: 'review-worker', reason, message }];

/** Blacklist entries that were hit, each once; entries in shadow are counted too. */
function entryHits(
  evidence: readonly Evidence[],
): { readonly entryId: string; readonly action: RuleAction }[] {
  if (evidence.length === 0) return [];
  const actions = new Map<string, RuleAction>();
  for (const item of evidence) {
    if (item.type === 'finding' && item.source.type === 'entry')
      actions.set(item.source.entryId, item.action);
  }
  return [...actions].map(([entryId, action]) => ({ entryId, action }));
}
