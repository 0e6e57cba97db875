import { readClaimKey, type QueueSettings } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { openKeysStatement } from '../review/claim-statement.js';
import { returnedRows } from '../returned-rows.js';

/** Tasks that one call brings in line at most; the sweep of the workers does the rest, a batch a time. */
export const rekeyBatch = 5000;

/**
 * What task `t` asks for in a queue, as SQL: `claimKeyFor` of the domain, for many at once. Everything that is given
 * is an expression.
 */
export const keyOf = (place: {
  readonly queue: string;
  readonly qualified: string;
  readonly byLanguage: string;
}): string =>
  `${place.queue} || '|' || CASE WHEN ${place.qualified} THEN t.category ELSE '*' END
   || '|' || CASE WHEN ${place.byLanguage} THEN t.language ELSE '*' END
   || '|' || CASE WHEN t.severity IN ('high', 'critical') THEN 'heavy' ELSE 'mild' END`;

const ownKey = keyOf({
  queue: 't.queue',
  qualified: '$4::boolean',
  byLanguage: '$5::boolean',
});

/**
 * Makes pending tasks of a queue ask for what its settings ask for now. Tasks held for a person, and those that a
 * fallback let everybody take, stay where they are and go home to the new key. Tasks that somebody is changing at this
 * moment are passed over. Answers how many changed; call again while that is `limit`.
 * Cost: O(tasks of the queue), as far as `limit`.
 */
export async function rekeyQueue(
  manager: EntityManager,
  wish: {
    readonly tenantId: string;
    readonly name: string;
    readonly settings: Pick<QueueSettings, 'qualified' | 'byLanguage'>;
    readonly limit?: number;
  },
): Promise<number> {
  const { tenantId, name, settings, limit = rekeyBatch } = wish;
  const open: { key: string }[] = await manager.query(openKeysStatement, [tenantId]);
  const keys = open
    .map(({ key }) => key)
    .filter((key) => (readClaimKey(key)?.queue ?? name) === name);
  const changed = await returnedRows(manager, rekeyStatement, [
    tenantId,
    name,
    keys,
    settings.qualified,
    settings.byLanguage,
    limit,
  ]);
  return changed.length;
}

/** Open tasks by the index of their keys; taken ones, which are few, by that of their holders. */
const rekeyStatement = `
  WITH stale AS MATERIALIZED (
    SELECT t.id, ${ownKey} AS key FROM review_task t
    WHERE t.id IN (
      SELECT o.id FROM review_task o WHERE o.tenant_id = $1 AND o.claim_key = ANY($3) AND o.state = 'open' AND o.queue = $2
      UNION ALL
      SELECT h.id FROM review_task h WHERE h.tenant_id = $1 AND h.state IN ('leased', 'ruled') AND h.queue = $2)
      AND t.home_key <> ${ownKey}
    LIMIT $6 FOR UPDATE SKIP LOCKED
  )
  UPDATE review_task t SET home_key = stale.key,
    claim_key = CASE WHEN t.claim_key = t.home_key THEN stale.key ELSE t.claim_key END
  FROM stale WHERE t.id = stale.id RETURNING t.id`;

/** Queues that were changed a short while ago: processes that had not heard may have queued tasks the old way. */
export function changedQueues(
  manager: EntityManager,
): Promise<readonly { readonly tenantId: string; readonly name: string }[]> {
  return manager.query(
    `SELECT tenant_id AS "tenantId", name FROM review_queue WHERE updated_at > now() - interval '10 minutes'`,
  );
}
