import { failed, ok, type Reason, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { hadPart } from '../dispute/had-part.js';
import { DisputeTermsStore } from '../dispute/dispute-terms.store.js';
import { openCase } from '../review/open-case.js';
import type { AppealEntity } from './appeal.entity.js';
import { contestedReasons } from './accept-appeal.js';

export interface SiblingWish {
  readonly appeal: AppealEntity;
  readonly actor: string;
  readonly limit: number;
  readonly sinceDays: number;
}

/** `more`: the limit ended the call; call again for the rest. */
export interface ReopenedSiblings {
  readonly rule: string;
  readonly entry?: string;
  readonly submissionIds: readonly string[];
  readonly more: boolean;
}

interface Sibling {
  readonly submissionId: string;
  readonly revision: number;
  readonly severity: Reason['severity'] | null;
}

/**
 * Has people look again at what machines stopped for the same rule or blacklist entry as the verdict that an appeal
 * overturned, newest first. Submissions under appeal or re-opened already are left out. `invalid_transition` when the
 * appeal was not overturned or the verdict rested on no rule. Cost: O(verdicts of the tenant in the time asked for).
 */
export async function reopenSiblings(
  manager: EntityManager,
  { appeal, actor, limit, sinceDays }: SiblingWish,
): Promise<Result<ReopenedSiblings>> {
  if (appeal.state !== 'decided' || appeal.result !== 'overturned') {
    const message = 'Only an appeal that overturned a verdict casts doubt on others of its rule.';
    return failed('invalid_transition', message);
  }
  const { reasons } = await contestedReasons(manager, appeal);
  const doubted = reasons.find(({ rule }) => !ofPeople.includes(rule));
  if (doubted === undefined) {
    return failed('invalid_transition', 'The verdict rested on no rule, so it has no siblings.');
  }
  const { rule, entry } = doubted;
  const { tenantId } = appeal;
  const found: Sibling[] = await manager.query(siblingsSql, [
    tenantId,
    sinceDays,
    JSON.stringify([entry === undefined ? { rule } : { rule, entry }]),
    appeal.submissionId,
    limit + 1,
  ]);
  const siblings = found.slice(0, limit);
  const submissionIds: string[] = [];
  const { queue } = await new DisputeTermsStore(manager, tenantId).appealTerms();
  const entryIds = entry === undefined ? [] : [entry];
  for (const { submissionId, revision, severity } of siblings) {
    const opened = await openCase(manager, {
      ...{ tenantId, submissionId, queue },
      purpose: 'reopened',
      requestedBy: actor,
      excluded: [actor, ...(await hadPart(manager, { submissionId, entryIds }))],
      contestedRevision: revision,
      severity: severity ?? 'medium',
    });
    if (opened.ok) submissionIds.push(submissionId);
  }
  await recordAudit(manager, {
    tenantId,
    actor,
    action: 'appeal.siblings_reopened',
    subjectType: 'appeal',
    subjectId: appeal.id,
    detail: { rule, ...(entry === undefined ? {} : { entry }), reopened: submissionIds.length },
  });
  const more = found.length > limit;
  return ok({ rule, ...(entry === undefined ? {} : { entry }), submissionIds, more });
}

/** Reasons that come from people and so from no rule. */
const ofPeople: readonly string[] = ['human_review', 'content_broken'];

const siblingsSql = `
  SELECT v.submission_id AS "submissionId", v.revision, v.reasons -> 0 ->> 'severity' AS severity
  FROM verdict v
  WHERE v.tenant_id = $1 AND v.decided_at > now() - make_interval(days => $2) AND v.outcome <> 'pass'
    AND v.decided_by = 'machine' AND v.cause <> 'withdrawal' AND v.submission_id <> $4
    AND v.reasons::jsonb @> $3::jsonb
    AND NOT EXISTS (SELECT FROM verdict n WHERE n.submission_id = v.submission_id AND n.revision > v.revision)
    AND NOT EXISTS (SELECT FROM review_case c WHERE c.submission_id = v.submission_id AND c.purpose = 'reopened'
      AND c.contested_revision = v.revision)
    AND NOT EXISTS (SELECT FROM review_case c WHERE c.submission_id = v.submission_id AND c.state = 'open'
      AND c.purpose = 'appeal')
  ORDER BY v.decided_at DESC LIMIT $5`;
