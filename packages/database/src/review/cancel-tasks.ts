import type { EntityManager } from 'typeorm';

/**
 * Ends the first review of a withdrawn submission: its pending tasks are closed, with provisional rulings and drafts.
 * Other people's business with a decided submission (audits, appeals, a panel's late seat) is left alone.
 * Call inside the transaction that withdraws. Waits for a settlement in progress; whoever commits first wins. False
 * when there was no first review to end.
 */
export async function cancelTasksOf(
  manager: EntityManager,
  { submissionId, actor }: { readonly submissionId: string; readonly actor: string },
): Promise<boolean> {
  // Seats that are taken first: a settlement holds one of them when it closes the open ones.
  await manager.query(
    `SELECT 1 FROM review_task WHERE submission_id = $1 AND state IN ('leased', 'ruled') ORDER BY id FOR UPDATE`,
    [submissionId],
  );
  await manager.query(
    `WITH cancelled AS (
       UPDATE review_task t SET state = 'cancelled', closed_at = now(), lease_until = NULL, settles_at = NULL
       FROM review_case c
       WHERE t.submission_id = $1 AND t.state IN ('open', 'leased', 'ruled') AND t.purpose = 'first_review'
         AND c.id = t.case_id AND c.state = 'open'
       RETURNING t.id, t.tenant_id, t.lease_epoch
     ), unsaid AS (
       UPDATE ruling r SET state = 'cancelled' FROM cancelled c
       WHERE r.task_id = c.id AND r.state = 'provisional'
     ), forgotten AS (
       DELETE FROM review_draft w USING cancelled c WHERE w.task_id = c.id
     )
     INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
     SELECT id, tenant_id, 'cancelled', $2, lease_epoch FROM cancelled`,
    [submissionId, actor],
  );
  // After the tasks, in the order a settlement locks them: a case that it concluded meanwhile is not open any more.
  const [, ended]: [unknown, number] = await manager.query(
    `UPDATE review_case SET state = 'cancelled', concluded_at = now()
     WHERE submission_id = $1 AND state = 'open' AND purpose = 'first_review'`,
    [submissionId],
  );
  return ended > 0;
}
