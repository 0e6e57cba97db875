import { failed, moveAppeal, ok, type AppealState, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { cancelCase } from '../review/cancel-case.js';
import { contestedReasons, hadPartProblem, involvedIn } from './accept-appeal.js';
import { recordAppealEvent } from './appeal-event.js';
import type { AppealEntity } from './appeal.entity.js';

export interface AppealMove {
  /** Locked by the caller. */
  readonly appeal: AppealEntity;
  readonly actor: string;
}

/**
 * Ends an appeal without a decision because it is taken back; people stop looking at it. Whoever rules first wins.
 * `invalid_transition` once it is decided, rejected or withdrawn; `same_principal` when the actor had a part in the
 * verdict and did not lodge the appeal.
 */
export async function withdrawAppeal(
  manager: EntityManager,
  { appeal, actor }: AppealMove,
): Promise<Result<void>> {
  const moved = moveAppeal(appeal.state, 'withdrawn');
  if (!moved.ok) return moved;
  if (actor !== appeal.lodgedBy && (await isInvolved(manager, { appeal, actor }))) {
    return hadPartProblem;
  }
  if (appeal.caseId !== null) await cancelCase(manager, { caseId: appeal.caseId, actor });
  return close(manager, { appeal, actor, state: 'withdrawn' });
}

/**
 * Ends a received appeal that is none, with a reason the appellant is told. `invalid_transition`; `same_principal`
 * when the actor had a part in the verdict.
 */
export async function rejectAppeal(
  manager: EntityManager,
  { appeal, actor, reason }: AppealMove & { readonly reason: string },
): Promise<Result<void>> {
  const moved = moveAppeal(appeal.state, 'rejected');
  if (!moved.ok) return moved;
  if (await isInvolved(manager, { appeal, actor })) return hadPartProblem;
  const closed = await close(manager, { appeal, actor, state: 'rejected', reason });
  if (!closed.ok) return closed;
  await recordAppealEvent(manager, { appeal, type: 'appeal.decided', state: 'rejected', reason });
  return closed;
}

async function isInvolved(manager: EntityManager, { appeal, actor }: AppealMove): Promise<boolean> {
  const { reasons } = await contestedReasons(manager, appeal);
  return (await involvedIn(manager, appeal, reasons)).includes(actor);
}

async function close(
  manager: EntityManager,
  ended: AppealMove & { readonly state: AppealState; readonly reason?: string },
): Promise<Result<void>> {
  const { appeal, actor, state, reason } = ended;
  const [, changed]: [unknown, number] = await manager.query(
    'UPDATE appeal SET state = $2, reason = $3, closed_at = now() WHERE id = $1 AND state = $4',
    [appeal.id, state, reason ?? null, appeal.state],
  );
  if (changed === 0) return failed('invalid_transition', 'The appeal has moved on meanwhile.');
  await recordAudit(manager, {
    tenantId: appeal.tenantId,
    actor,
    action: `appeal.${state}`,
    subjectType: 'appeal',
    subjectId: appeal.id,
    detail: { submissionId: appeal.submissionId },
  });
  return ok(undefined);
}
