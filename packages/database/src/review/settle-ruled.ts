import type { EntityManager } from 'typeorm';
import { closeSubmissions, type WrittenDelivery } from '../verdict/close-submissions.js';
import { concludeCases } from './conclude/conclude-cases.js';

/** What a settlement wrote. `deliveries` may be sent as soon as the transaction is committed. */
export interface Settled {
  readonly submissionIds: readonly string[];
  readonly deliveries: readonly WrittenDelivery[];
  /** Tasks whose rulings became final; more than verdicts where a panel is still to be heard. */
  readonly tasks: number;
  /** Whose tasks they were, each once. */
  readonly tenantIds: readonly string[];
}

export const nothingSettled: Settled = {
  submissionIds: [],
  deliveries: [],
  tasks: 0,
  tenantIds: [],
};

/**
 * Makes the provisional rulings of these tasks final, hears the panels they belong to, and writes what follows:
 * a verdict, the arbiter's task, or nothing yet. The caller holds the row locks of tasks in state `ruled`. Throws
 * when a verdict was not written, so that no case is concluded without one.
 */
export async function settleRuled(
  manager: EntityManager,
  taskIds: readonly string[],
): Promise<Settled> {
  if (taskIds.length === 0) return nothingSettled;
  const settled: { caseId: string; tenantId: string }[] = await manager.query(closeTasks, [
    taskIds,
  ]);
  if (settled.length !== taskIds.length) throw new Error('A ruled task has no provisional ruling.');
  const caseIds = [...new Set(settled.map(({ caseId }) => caseId))];
  const closings = await concludeCases(manager, caseIds);
  const closed = await closeSubmissions(manager, closings);
  if (closed.submissionIds.length !== closings.length) {
    throw new Error('Another revision came in between; the ruling is settled on the next try.');
  }
  const tenantIds = [...new Set(settled.map(({ tenantId }) => tenantId))];
  return { ...closed, tasks: taskIds.length, tenantIds };
}

const closeTasks = `
  WITH settled AS (
    UPDATE review_task t SET state = 'settled', closed_at = now(), lease_until = NULL
    FROM ruling r
    WHERE t.id = ANY($1) AND t.state = 'ruled'
      AND r.task_id = t.id AND r.epoch = t.lease_epoch AND r.state = 'provisional'
    RETURNING t.id, t.tenant_id, t.lease_epoch, t.case_id, r.id AS ruling_id
  ), made_final AS (
    UPDATE ruling r SET state = 'final' FROM settled s WHERE r.id = s.ruling_id
  ), forgotten AS (
    DELETE FROM review_draft w USING settled s WHERE w.task_id = s.id
  ), noted AS (
    INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
    SELECT id, tenant_id, 'settled', NULL, lease_epoch FROM settled
  )
  SELECT case_id AS "caseId", tenant_id AS "tenantId" FROM settled`;
