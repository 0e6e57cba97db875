import { readClaimKey } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { StrandedKey } from './watch-eligibility.js';

/**
 * Moves up to `limit` open tasks with a stranded key to where they go, with an event on each. Tasks that somebody takes
 * at this moment are left to them. Answers how many moved; call again while that is `limit`.
 */
export async function rerouteTasks(
  manager: EntityManager,
  wish: { readonly tenantId: string; readonly stranded: StrandedKey; readonly limit: number },
): Promise<number> {
  const { tenantId, stranded, limit } = wish;
  const place = placeOf(stranded);
  const rows: unknown[] = await manager.query(
    `WITH stranded AS MATERIALIZED (
       SELECT t.id, t.queue AS left_queue FROM review_task t
       WHERE t.tenant_id = $1 AND t.claim_key = $2 AND t.state = 'open' AND (NOT $3 OR t.due_at < now())
       ORDER BY t.rank LIMIT $4 FOR UPDATE SKIP LOCKED
     ), moved AS (
       UPDATE review_task t SET queue = ${place.queue}, home_key = ${place.homeKey}, claim_key = ${place.claimKey}
       FROM stranded s WHERE t.id = s.id RETURNING t.id, t.tenant_id, t.lease_epoch, t.queue, s.left_queue
     ), noted AS (
       INSERT INTO task_event (task_id, tenant_id, kind, epoch, detail)
       SELECT id, tenant_id, 'rerouted', lease_epoch,
         json_build_object('from', COALESCE($5, left_queue), 'to', COALESCE($6, queue)) FROM moved
     )
     SELECT id FROM moved`,
    [
      tenantId,
      stranded.claimKey,
      stranded.overdueOnly,
      limit,
      place.from,
      place.to,
      ...place.params,
    ],
  );
  return rows.length;
}

/** Assignments as SQL over task `t`, and what the event says. */
interface Place {
  readonly queue: string;
  readonly homeKey: string;
  readonly claimKey: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly params: readonly unknown[];
}

function placeOf({ claimKey, to }: StrandedKey): Place {
  const stay = { queue: 't.queue', homeKey: 't.home_key', from: null, to: null, params: [] };
  if (to === null) return { ...stay, claimKey: 't.home_key', from: claimKey.slice(1) };
  if (to === 'anyone') {
    const weight = readClaimKey(claimKey)?.weight ?? 'mild';
    return { ...stay, claimKey: `t.queue || '|*|*|${weight}'`, to: 'anyone' };
  }
  return { ...stay, queue: '$7::text', homeKey: newKey, claimKey: newKey, params: [to.queue] };
}

/** `claimKeyFor` of the domain in another queue, as SQL over task `t`. */
const newKey = `$7::text || '|' || t.category || '|' || t.language || '|'
  || CASE WHEN t.severity IN ('high', 'critical') THEN 'heavy' ELSE 'mild' END`;
