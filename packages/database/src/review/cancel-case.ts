import type { EntityManager } from 'typeorm';

/**
 * Ends an open case without a conclusion: its pending tasks are closed with provisional rulings and drafts. Tasks come
 * before the case, in the order a settlement locks them; whoever commits first wins. False when it was not open.
 */
export async function cancelCase(
  manager: EntityManager,
  { caseId, actor }: { readonly caseId: string; readonly actor: string },
): Promise<boolean> {
  await manager.query(
    `WITH cancelled AS (
       UPDATE review_task SET state = 'cancelled', closed_at = now(), lease_until = NULL, settles_at = NULL
       WHERE case_id = $1 AND state IN ('open', 'leased', 'ruled')
       RETURNING id, tenant_id, lease_epoch
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
  const [, ended]: [unknown, number] = await manager.query(
    `UPDATE review_case SET state = 'cancelled', concluded_at = now() WHERE id = $1 AND state = 'open'`,
    [caseId],
  );
  return ended === 1;
}
