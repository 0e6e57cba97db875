import { newId, type NewCase } from '@assay/database';
import {
  chanceOf,
  claimKeyFor,
  defaultRouting,
  doubleBlind,
  languageOf,
  queueOfPurpose,
  routeReview,
  singleReviewer,
  taskRankMs,
  type Decision,
  type Outcome,
  type Panel,
} from '@assay/domain';
import { fingerprintOf } from '@assay/matching';
import type { ReviewInput } from './review-submission.js';

/** Audits are no hurry, and must not stay behind for ever. */
const auditDueSeconds = 3 * 86_400;

/** The way to people of what machine review cannot decide. */
export function firstReviewCase(input: ReviewInput, decision: Decision): NewCase {
  const { submission, policy } = input;
  const task = {
    category: decision.reasons[0]?.category ?? 'system',
    severity: decision.severity,
    language: languageOf(submission.parts),
  };
  const routed = routeReview(policy?.version.definition.routing ?? defaultRouting, task);
  const { doubleReviewRate } = input.queueSettings(routed.queue);
  const twice = chanceOf(submission.id, 'double_review') < doubleReviewRate;
  const panel = routed.panel ?? (twice ? doubleBlind : singleReviewer);
  return newCase(input, { ...task, ...routed, panel, purpose: 'first_review' });
}

/** Of what the machine decided alone, a share is looked at by people, whatever the scores were. */
export function auditCase(
  input: ReviewInput,
  decision: Decision,
  outcome: Outcome,
): NewCase | undefined {
  const { submission, policy } = input;
  const sampling = policy?.version.definition.routing.audit;
  if (sampling === undefined) return undefined;
  const probability = outcome === 'pass' ? sampling.passRate : sampling.blockRate;
  if (chanceOf(submission.id, 'audit') >= probability) return undefined;
  return newCase(input, {
    purpose: 'audit',
    probability,
    category: decision.reasons[0]?.category ?? 'none',
    // A pass says nothing of how heavy its content is to look at; what was blocked does.
    severity: decision.severity,
    language: languageOf(submission.parts),
    queue: queueOfPurpose.audit,
    dueSeconds: auditDueSeconds,
    undoSeconds: policy?.version.definition.routing.undoSeconds ?? defaultRouting.undoSeconds,
    panel: singleReviewer,
  });
}

type CaseWish = Pick<
  NewCase,
  'purpose' | 'queue' | 'category' | 'severity' | 'language' | 'undoSeconds' | 'probability'
> & { readonly panel: Panel; readonly dueSeconds: number };

function newCase(input: ReviewInput, wish: CaseWish): NewCase {
  const { panel, severity, dueSeconds, ...rest } = wish;
  const dueAtMs = input.evaluatedAtMs + dueSeconds * 1000;
  const print = fingerprintOf(input.submission.parts.map(({ text }) => text).join('\n'));
  return {
    id: newId(),
    taskIds: Array.from({ length: panel.reviewers }, () => newId()),
    purpose: rest.purpose,
    ...(rest.probability === undefined ? {} : { probability: rest.probability }),
    panel,
    queue: rest.queue,
    category: rest.category,
    severity,
    language: rest.language,
    claimKey: claimKeyFor(wish),
    rankMs: taskRankMs(dueAtMs, severity),
    dueAtMs,
    undoSeconds: rest.undoSeconds,
    ...(print === undefined ? {} : { fingerprint: print.value, bands: print.bands }),
  };
}
