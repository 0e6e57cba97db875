import { heldForKey } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/**
 * Nobody rules on their own report: tasks of its case that the reporter holds, has ruled on or was handed go to the
 * others, and what the reporter said provisionally is taken back. The caller holds the locks of the case's tasks.
 */
export async function takeFromReporter(
  manager: EntityManager,
  { caseId, lodgedBy }: { readonly caseId: string; readonly lodgedBy: string },
): Promise<void> {
  // Claims of the reporter hold this row: none is looking at the tasks without seeing what is said below.
  await manager.query(
    `SELECT FROM reviewer_presence p JOIN review_case c ON c.tenant_id = p.tenant_id
     WHERE c.id = $1 AND p.actor = $2 FOR UPDATE OF p`,
    [caseId, lodgedBy],
  );
  await manager.query(
    `WITH held AS (
       SELECT id, state FROM review_task
       WHERE case_id = $1 AND ((state IN ('leased', 'ruled') AND lease_owner = $2) OR (state = 'open' AND claim_key = $3))
     ), freed AS (
       UPDATE review_task t SET state = 'open', lease_owner = NULL, lease_until = NULL, settles_at = NULL,
         claim_key = CASE WHEN t.claim_key = $3 THEN t.home_key ELSE t.claim_key END
       FROM held h WHERE t.id = h.id RETURNING t.id, t.tenant_id, t.lease_epoch, h.state AS was
     ), taken_back AS (
       UPDATE ruling r SET state = 'undone' FROM freed f
       WHERE r.task_id = f.id AND r.epoch = f.lease_epoch AND r.state = 'provisional'
     ), forgotten AS (
       DELETE FROM review_draft w USING freed f WHERE w.task_id = f.id AND w.actor = $2
     ), excluded AS (
       INSERT INTO review_task_skip (task_id, actor, tenant_id, reason)
       SELECT id, $2, tenant_id, 'conflict' FROM review_task WHERE case_id = $1
       ON CONFLICT (task_id, actor) DO UPDATE SET reason = 'conflict'
     )
     INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
     SELECT id, tenant_id, CASE was WHEN 'ruled' THEN 'undone' ELSE 'released' END, $2, lease_epoch
     FROM freed WHERE was <> 'open'`,
    [caseId, lodgedBy, heldForKey(lodgedBy)],
  );
}
