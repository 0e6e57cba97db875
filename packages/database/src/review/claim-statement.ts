/**
 * What person `$2` may not take: skipped, content ruled on before, content in their hands (`held`), a check of their own
 * cluster.
 */
const notExcluded = `
  NOT EXISTS (SELECT FROM review_task_skip s WHERE s.task_id = t.id AND s.actor = $2 OFFSET 0)
  AND NOT EXISTS (
    SELECT FROM ruling r
    WHERE r.subject_id = t.subject_id AND r.actor = $2 AND r.state IN ('provisional', 'final') OFFSET 0)
  AND t.subject_id NOT IN (SELECT h.subject_id FROM held h)
  AND (t.verifies IS NULL OR NOT EXISTS (SELECT FROM ruling v WHERE v.id = t.verifies AND v.actor = $2 OFFSET 0))`;

/** Rank of the most pressing task under `key` that person `$2` may take. */
const headUnder = (key: string): string => `
      SELECT t.rank FROM review_task t
      WHERE t.tenant_id = $1 AND t.claim_key = ${key} AND t.state = 'open' AND ${notExcluded}
      ORDER BY t.rank LIMIT 1`;

/**
 * Picks, leases and notes in one statement. `$1` tenant, `$2` actor, `$3` count, `$4` lease seconds, `$5` claim keys,
 * the one with the most pressing task first, `$6` how many tasks to look at, `$7` leases one person may hold, `$8` for
 * each key a rank that none of its tasks is more pressing than.
 * Under a key the walk follows a partial index over open tasks in the order of their rank to the first that the person
 * may take. The `$6` most pressing tasks lie under the `$6` keys with the most pressing such heads, none behind the last
 * of these heads, and fewer of them under a key the more heads come before its own; only those are followed further.
 * The first `$6` keys and a few more are looked at, and of the others those whose `$8` still leaves room, which happens
 * when exclusions push the first heads back. So the cost grows neither with the queue nor with the keys of the person.
 * `OFFSET 0` keeps the exclusions as probes of one row each: as anti joins, the planner at times read all that the
 * person ever ruled on or skipped. `MATERIALIZED`: a planner that ran the locking part twice would lease too many.
 * Locks are taken on what was picked only, in the order of the rank, if it still is as the statement saw it: a task that
 * was claimed and given back, moved, or drawn to check a cluster before it could be locked is passed over, because what
 * was said of it in that moment (a skip, whose cluster it is) is not visible here.
 * Answers one row more than leases, with how many tasks were looked at, seats of one panel counted apart.
 */
export const claimStatement = `
  WITH held AS MATERIALIZED (
    SELECT subject_id, state FROM review_task
    WHERE tenant_id = $1 AND lease_owner = $2 AND state IN ('leased', 'ruled')
  ), offered AS MATERIALIZED (
    SELECT key, least, place
    FROM unnest($5::text[], $8::timestamptz[]) WITH ORDINALITY AS k(key, least, place)
  ), near AS MATERIALIZED (
    SELECT o.key, h.rank FROM offered o CROSS JOIN LATERAL (${headUnder('o.key')}
    ) h
    WHERE o.place <= $6 + 2
  ), far AS MATERIALIZED (
    SELECT o.key, h.rank FROM offered o CROSS JOIN LATERAL (${headUnder('o.key')}
    ) h
    WHERE o.place > $6 + 2
      AND o.least < COALESCE((SELECT n.rank FROM near n ORDER BY n.rank OFFSET $6 - 1 LIMIT 1), 'infinity')
  ), head AS MATERIALIZED (
    SELECT key, rank, row_number() OVER (ORDER BY rank) AS place
    FROM (SELECT * FROM near UNION ALL SELECT * FROM far) known ORDER BY place LIMIT $6
  ), reach AS MATERIALIZED (
    SELECT COALESCE((SELECT rank FROM head WHERE place = $6), 'infinity') AS rank
  ), seen AS MATERIALIZED (
    SELECT c.* FROM head CROSS JOIN LATERAL (
      SELECT t.id, t.rank, t.slot, t.lease_epoch, t.subject_id, t.claim_key, t.verifies FROM review_task t
      WHERE t.tenant_id = $1 AND t.claim_key = head.key AND t.state = 'open'
        AND t.rank BETWEEN head.rank AND (SELECT rank FROM reach) AND ${notExcluded}
      ORDER BY t.rank LIMIT $6 - head.place + 1
    ) c
  ), candidate AS MATERIALIZED (
    SELECT * FROM (
      SELECT DISTINCT ON (subject_id) id, rank, lease_epoch, claim_key, verifies FROM seen
      ORDER BY subject_id, rank, slot
    ) once ORDER BY rank LIMIT $6
  ), picked AS MATERIALIZED (
    SELECT t.id FROM candidate c JOIN review_task t ON t.id = c.id AND t.claim_key = c.claim_key
      AND t.verifies IS NOT DISTINCT FROM c.verifies AND t.lease_epoch = c.lease_epoch
    WHERE t.state = 'open'
    ORDER BY c.rank, c.id
    LIMIT (SELECT LEAST($3, GREATEST(0, $7 - count(*))) FROM held WHERE state = 'leased')
    FOR UPDATE OF t SKIP LOCKED
  ), leased AS (
    UPDATE review_task t
    SET state = 'leased', lease_owner = $2, lease_epoch = t.lease_epoch + 1, leased_at = now(),
        lease_until = now() + make_interval(secs => $4)
    FROM picked WHERE t.id = picked.id
    RETURNING t.id, t.tenant_id, t.rank, t.lease_epoch, t.lease_until, t.severity
  ), noted AS (
    INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
    SELECT id, tenant_id, 'claimed', $2, lease_epoch FROM leased
  )
  SELECT l.id AS "taskId", l.lease_epoch AS epoch, l.lease_until AS until, l.severity, c.candidates
  FROM (SELECT count(*)::int AS candidates FROM seen) c LEFT JOIN leased l ON true
  ORDER BY l.rank, l.id`;

const openKeys = `
  WITH RECURSIVE step AS (
    (SELECT t.claim_key AS key, t.rank FROM review_task t WHERE t.tenant_id = $1 AND t.state = 'open'
     ORDER BY t.claim_key, t.rank LIMIT 1)
    UNION ALL
    SELECT n.key, n.rank FROM step CROSS JOIN LATERAL (
      SELECT t.claim_key AS key, t.rank FROM review_task t
      WHERE t.tenant_id = $1 AND t.state = 'open' AND t.claim_key > step.key ORDER BY t.claim_key, t.rank LIMIT 1
    ) n
  )`;

/**
 * Keys under which open tasks of tenant `$1` wait. Jumps from key to key along the index of open tasks: cost is one
 * probe per key, whatever the number of tasks.
 */
export const openKeysStatement = `${openKeys} SELECT key FROM step`;

/**
 * What a claim is chosen from: the same keys, each with the rank of its most pressing task as text, the most pressing
 * first, and after them a row for every queue of the tenant that has settings.
 */
export const offeredKeysStatement = `${openKeys}
  SELECT key, rank::text AS head, settings FROM (
    SELECT key, rank, NULL::json AS settings FROM step
    UNION ALL
    SELECT name, NULL, settings FROM review_queue WHERE tenant_id = $1
  ) offered
  ORDER BY rank`;
