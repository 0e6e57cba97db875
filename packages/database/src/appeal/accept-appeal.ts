import {
  appealClocks,
  failed,
  moveAppeal,
  ok,
  type AppealTerms,
  type Reason,
  type Result,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { hadPart } from '../dispute/had-part.js';
import { openCase } from '../review/open-case.js';
import type { AppealEntity } from './appeal.entity.js';
import { recordAppealEvent } from './appeal-event.js';

export interface Acceptance {
  /** Locked by the caller. */
  readonly appeal: AppealEntity;
  readonly terms: AppealTerms;
  /** `null`: accepted by the tenant's terms, by nobody in particular. */
  readonly actor: string | null;
}

/**
 * Accepts a received appeal: somebody who had no part in the verdict is asked, the clock of the decision starts, and
 * the platform is told. `invalid_transition`; `same_principal` when the actor had a part in the verdict.
 */
export async function acceptAppeal(
  manager: EntityManager,
  { appeal, terms, actor }: Acceptance,
): Promise<Result<void>> {
  const { id: appealId, tenantId, submissionId } = appeal;
  const moved = moveAppeal(appeal.state, 'accepted');
  if (!moved.ok) return moved;
  const contested = await contestedReasons(manager, appeal);
  const involved = await involvedIn(manager, appeal, contested.reasons);
  if (actor !== null && involved.includes(actor)) return hadPartProblem;
  const receivedAtMs = appeal.createdAt.getTime();
  const acceptedAtMs = Number(contested.nowMs);
  const clocks = appealClocks(receivedAtMs, terms, { acceptedAtMs });
  const { queue } = terms;
  const opened = await openCase(manager, {
    ...{ tenantId, submissionId, queue },
    purpose: 'appeal',
    requestedBy: appeal.lodgedBy,
    contestedRevision: appeal.contestedRevision,
    dueAtMs: clocks.decideDueAtMs,
    severity: contested.reasons[0]?.severity ?? 'medium',
    excluded: involved,
  });
  if (!opened.ok) return opened;
  await manager.query(
    `UPDATE appeal SET state = 'accepted', case_id = $2, accepted_at = now(), accepted_by = $3, decide_due_at = $4,
       notify_due_at = $5
     WHERE id = $1 AND state = 'received'`,
    [
      appealId,
      opened.value.caseId,
      actor,
      new Date(clocks.decideDueAtMs),
      new Date(clocks.notifyDueAtMs),
    ],
  );
  await recordAudit(manager, {
    tenantId,
    actor: actor ?? 'machine',
    action: 'appeal.accepted',
    subjectType: 'appeal',
    subjectId: appealId,
    detail: { caseId: opened.value.caseId },
  });
  await recordAppealEvent(manager, { appeal, type: 'appeal.accepted', state: 'accepted' });
  return ok(undefined);
}

/** Everybody who must not decide an appeal or whether it is one. */
export async function involvedIn(
  manager: EntityManager,
  appeal: Pick<AppealEntity, 'submissionId' | 'entryId' | 'lodgedBy'>,
  reasons: readonly Reason[],
): Promise<readonly string[]> {
  const named = reasons.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
  const entryIds = appeal.entryId === null ? named : [...named, appeal.entryId];
  const had = await hadPart(manager, { submissionId: appeal.submissionId, entryIds });
  return [...new Set([...had, appeal.lodgedBy])];
}

/** Reasons of the verdict that an appeal is against, and the database's time. */
export async function contestedReasons(
  manager: EntityManager,
  { submissionId, contestedRevision }: Pick<AppealEntity, 'submissionId' | 'contestedRevision'>,
): Promise<{ readonly reasons: readonly Reason[]; readonly nowMs: string }> {
  const [row]: { reasons: readonly Reason[]; nowMs: string }[] = await manager.query(
    `SELECT reasons, extract(epoch FROM now()) * 1000 AS "nowMs" FROM verdict
     WHERE submission_id = $1 AND revision = $2`,
    [submissionId, contestedRevision],
  );
  if (row === undefined) throw new Error('The contested verdict is gone.');
  return row;
}

export const hadPartProblem = failed(
  'same_principal',
  'Somebody who had no part in the verdict and did not lodge the appeal must do this.',
);
