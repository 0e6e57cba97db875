import type { EntityManager } from 'typeorm';

/**
 * Takes gold out of the queues that nobody took by ten minutes after it was due. It decides nothing, and what lies at
 * the head of a queue for ever is in the way of claims. Answers how many; call again while that is `limit`.
 */
export async function endStaleGold(
  manager: EntityManager,
  { limit }: { readonly limit: number },
): Promise<number> {
  const ended: unknown[] = await manager.query(
    `WITH stale AS MATERIALIZED (
       SELECT t.id, t.case_id FROM review_case c JOIN review_task t ON t.case_id = c.id
       WHERE c.purpose = 'gold' AND c.state = 'open' AND t.state = 'open' AND t.due_at < now() - interval '10 minutes'
       LIMIT $1 FOR UPDATE OF t SKIP LOCKED
     ), cancelled AS (
       UPDATE review_task t SET state = 'cancelled', closed_at = now() FROM stale s WHERE t.id = s.id
       RETURNING t.id, t.tenant_id, t.lease_epoch
     ), ended AS (
       UPDATE review_case c SET state = 'cancelled', concluded_at = now() FROM stale s WHERE c.id = s.case_id
     ), forgotten AS (
       DELETE FROM review_draft w USING stale s WHERE w.task_id = s.id
     ), noted AS (
       INSERT INTO task_event (task_id, tenant_id, kind, epoch)
       SELECT id, tenant_id, 'cancelled', lease_epoch FROM cancelled
     )
     SELECT id FROM cancelled`,
    [limit],
  );
  return ended.length;
}
