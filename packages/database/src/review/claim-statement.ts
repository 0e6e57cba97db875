/** What person `$2` may not take: skipped, content ruled on before, content in their hands, a check of their own cluster. */
const notExcluded = `
  NOT EXISTS (SELECT FROM review_task_skip s WHERE s.task_id = t.id AND s.actor = $2 OFFSET 0)
  AND NOT EXISTS (
    SELECT FROM ruling r
    WHERE r.subject_id = t.subject_id AND r.actor = $2 AND r.state IN ('provisional', 'final') OFFSET 0)
  AND NOT EXISTS (
    SELECT FROM review_task h WHERE h.tenant_id = $1 AND h.lease_owner = $2 AND h.subject_id = t.subject_id
      AND h.state IN ('leased', 'ruled') OFFSET 0)
  AND (t.verifies IS NULL OR NOT EXISTS (SELECT FROM ruling v WHERE v.id = t.verifies AND v.actor = $2 OFFSET 0))`;

/**
 * Picks, leases and notes in one statement. `$1` tenant, `$2` actor, `$3` count, `$4` lease seconds, `$5` claim keys,
 * `$6` how many tasks to look at, `$7` leases one person may hold.
 * Under every key the walk follows a partial index over open tasks in the order of their rank to the first that the
 * person may take. The `$6` most pressing tasks lie under the `$6` keys with the most pressing heads, and fewer of them
 * under a key the more heads come before its own; only those are followed further. So the cost grows with the keys of
 * the person and not with the queue. `OFFSET 0` keeps the exclusions as probes of one row each: as anti joins, the
 * planner at times read all that the person ever ruled on or skipped. On 100 000 tasks with 54, 10 and 2 keys both
 * together took the fastest claim from 6.4, 4.9 and 4.1 ms to 2.9, 2.3 and 1.6. `MATERIALIZED`: a planner that ran the
 * locking part twice would lease too many. Locks are taken on what was picked only, in the order of the rank.
 * `lease_epoch` as the statement began: a task that was claimed and given back before it could be locked is passed
 * over, because a skip made in that moment is not visible here.
 * Answers one row more than leases, with how many tasks were looked at, seats of one panel counted apart.
 */
export const claimStatement = `
  WITH head AS MATERIALIZED (
    SELECT k.key, h.rank, row_number() OVER (ORDER BY h.rank) AS place FROM unnest($5::text[]) AS k(key) CROSS JOIN LATERAL (
      SELECT t.rank FROM review_task t
      WHERE t.tenant_id = $1 AND t.claim_key = k.key AND t.state = 'open' AND ${notExcluded}
      ORDER BY t.rank LIMIT 1
    ) h
    ORDER BY place LIMIT $6
  ), seen AS MATERIALIZED (
    SELECT c.* FROM head CROSS JOIN LATERAL (
      SELECT t.id, t.rank, t.slot, t.lease_epoch, t.subject_id FROM review_task t
      WHERE t.tenant_id = $1 AND t.claim_key = head.key AND t.state = 'open' AND t.rank >= head.rank
        AND ${notExcluded}
      ORDER BY t.rank LIMIT $6 - head.place + 1
    ) c
  ), candidate AS MATERIALIZED (
    SELECT DISTINCT ON (subject_id) id, rank, lease_epoch FROM seen ORDER BY subject_id, rank, slot
  ), picked AS MATERIALIZED (
    SELECT t.id FROM candidate c JOIN review_task t ON t.id = c.id AND t.lease_epoch = c.lease_epoch
    WHERE t.state = 'open'
    ORDER BY c.rank, c.id
    LIMIT (SELECT LEAST($3, GREATEST(0, $7 - count(*))) FROM review_task h
           WHERE h.tenant_id = $1 AND h.lease_owner = $2 AND h.state = 'leased')
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

/**
 * Keys under which open tasks of tenant `$1` wait. Jumps from key to key along the index of open tasks: cost is one
 * probe per key, whatever the number of tasks.
 */
export const openKeysStatement = `
  WITH RECURSIVE step AS (
    (SELECT t.claim_key AS key FROM review_task t WHERE t.tenant_id = $1 AND t.state = 'open'
     ORDER BY t.claim_key LIMIT 1)
    UNION ALL
    SELECT (SELECT t.claim_key FROM review_task t
            WHERE t.tenant_id = $1 AND t.state = 'open' AND t.claim_key > step.key ORDER BY t.claim_key LIMIT 1)
    FROM step WHERE step.key IS NOT NULL
  )
  SELECT key FROM step WHERE key IS NOT NULL`;
