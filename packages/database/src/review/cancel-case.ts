import type { EntityManager } from 'typeorm';

interface CaseEnd {
  readonly caseId: string;
  readonly actor: string;
}

/**
 * Ends an open case without a conclusion: its pending tasks are closed with provisional rulings and drafts. Tasks come
 * before the case, in the order a settlement locks them; whoever commits first wins. False when it was not open.
 */
export async function cancelCase(manager: EntityManager, end: CaseEnd): Promise<boolean> {
  // Seats that are taken first: a settlement holds one of them when it closes the open ones.
  await manager.query(
    `SELECT 1 FROM review_task WHERE case_id = $1 AND state IN ('leased', 'ruled') ORDER BY id FOR UPDATE`,
    [end.caseId],
  );
  await cancelPendingTasks(manager, end);
  const [, ended]: [unknown, number] = await manager.query(
    `UPDATE review_case SET state = 'cancelled', concluded_at = now() WHERE id = $1 AND state = 'open'`,
    [end.caseId],
  );
  if (ended === 0) return false;
  // Once more under the case's lock: a settlement that it waited for may have opened the arbiter's seat.
  await cancelPendingTasks(manager, end);
  return true;
}

/** Leaves the late seats of a case alone that is concluded already. */
async function cancelPendingTasks(
  manager: EntityManager,
  { caseId, actor }: CaseEnd,
): Promise<void> {
  await manager.query(
    `WITH cancelled AS (
       UPDATE review_task t SET state = 'cancelled', closed_at = now(), lease_until = NULL, settles_at = NULL
       FROM review_case c
       WHERE t.case_id = $1 AND t.state IN ('open', 'leased', 'ruled')
         AND c.id = t.case_id AND c.state IN ('open', 'cancelled')
       RETURNING t.id, t.tenant_id, t.lease_epoch
     ), unsaid AS (
       UPDATE ruling r SET state = 'cancelled' FROM cancelled c
       WHERE r.task_id = c.id AND r.state = 'provisional'
     ), forgotten AS (
       DELETE FROM review_draft w USING cancelled c WHERE w.task_id = c.id
     )
     INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
     SELECT id, tenant_id, 'cancelled', $2, lease_epoch FROM cancelled`,
    [caseId, actor],
  );
}
