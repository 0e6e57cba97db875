import type { EntityManager } from 'typeorm';
import { prepared } from '../prepared.js';

/**
 * Tasks that went back to their queue although their case ended while somebody held them are closed: there is nothing
 * left to rule on. Call it in the transaction that gave them back. Waits for a settlement that is ending the case.
 */
export async function closeLateSeats(
  manager: EntityManager,
  taskIds: readonly string[],
): Promise<void> {
  if (taskIds.length === 0) return;
  const cases = await prepared<{ state: string }>(manager, {
    name: 'cases-of-late-seats',
    text: `SELECT state FROM review_case WHERE id IN (SELECT case_id FROM review_task WHERE id = ANY($1))
     ORDER BY id FOR SHARE`,
    values: [taskIds],
  });
  if (cases.every(({ state }) => state === 'open')) return;
  await manager.query(
    `WITH closed AS (
       UPDATE review_task t SET state = 'cancelled', closed_at = now()
       FROM review_case c
       WHERE t.id = ANY($1) AND t.state = 'open' AND c.id = t.case_id AND c.state <> 'open'
       RETURNING t.id, t.tenant_id, t.lease_epoch
     )
     INSERT INTO task_event (task_id, tenant_id, kind, epoch) SELECT id, tenant_id, 'cancelled', lease_epoch FROM closed`,
    [taskIds],
  );
}
