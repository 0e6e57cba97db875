import type { EntityManager } from 'typeorm';

/**
 * Closes the pending tasks of a withdrawn submission, with any provisional rulings and their drafts.
 * Call inside the transaction that withdraws. Waits for a settlement in progress; whoever commits first wins, so
 * read the verdicts after this. Returns the ids of the cancelled tasks.
 */
export async function cancelTasksOf(
  manager: EntityManager,
  { submissionId, actor }: { readonly submissionId: string; readonly actor: string },
): Promise<readonly string[]> {
  const cancelled: { id: string }[] = await manager.query(
    `WITH cancelled AS (
       UPDATE review_task SET state = 'cancelled', closed_at = now(), lease_until = NULL, settles_at = NULL
       WHERE submission_id = $1 AND state IN ('open', 'leased', 'ruled')
       RETURNING id, tenant_id, lease_epoch
     ), ended AS (
       UPDATE review_case SET state = 'cancelled', concluded_at = now()
       WHERE submission_id = $1 AND state = 'open'
     ), unsaid AS (
       UPDATE ruling r SET state = 'cancelled' FROM cancelled c
       WHERE r.task_id = c.id AND r.state = 'provisional'
     ), forgotten AS (
       DELETE FROM review_draft w USING cancelled c WHERE w.task_id = c.id
     ), noted AS (
       INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
       SELECT id, tenant_id, 'cancelled', $2, lease_epoch FROM cancelled
     )
     SELECT id FROM cancelled`,
    [submissionId, actor],
  );
  return cancelled.map(({ id }) => id);
}
