import type { Database } from '../connection.js';
import { closeLateSeats } from './close-late-seats.js';

export interface ReturnedTasks {
  readonly tasks: number;
  /** Whose tasks they are, each once. */
  readonly tenantIds: readonly string[];
}

/**
 * Returns lapsed leases to the queue. Drafts stay with their authors. Call again at once when as many tasks as `limit`
 * were returned. Any number of processes may run it at the same time.
 */
export async function expireLeases(
  { dataSource }: Pick<Database, 'dataSource'>,
  { limit }: { readonly limit: number },
): Promise<ReturnedTasks> {
  return dataSource.transaction(async (manager) => {
    const returned: { id: string; tenantId: string }[] = await manager.query(
      `WITH lapsed AS MATERIALIZED (
       SELECT id, lease_owner FROM review_task WHERE state = 'leased' AND lease_until < now()
       ORDER BY lease_until LIMIT $1 FOR UPDATE SKIP LOCKED
     ), returned AS (
       UPDATE review_task t SET state = 'open', lease_owner = NULL, lease_until = NULL
       FROM lapsed WHERE t.id = lapsed.id
       RETURNING t.id, t.tenant_id, t.lease_epoch, lapsed.lease_owner
     ), noted AS (
       INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
       SELECT id, tenant_id, 'expired', lease_owner, lease_epoch FROM returned
     )
     SELECT id, tenant_id AS "tenantId" FROM returned`,
      [limit],
    );
    await closeLateSeats(
      manager,
      returned.map(({ id }) => id),
    );
    return {
      tasks: returned.length,
      tenantIds: [...new Set(returned.map(({ tenantId }) => tenantId))],
    };
  });
}
