/**
 * Picks, leases and notes in one statement. `$1` tenant, `$2` actor, `$3` count, `$4` lease seconds, `$5` claim keys,
 * `$6` how deep to look under each key, `$7` leases one person may hold.
 * Under every key the walk follows a partial index over open tasks in the order of their rank and stops after `$6`
 * rows, so its cost grows with the keys of the person and not with the queue. `MATERIALIZED`: a planner that ran the
 * locking part twice would lease too many. Locks are taken on what was picked only, in the order of the rank.
 * `lease_epoch` as the statement began: a task that was claimed and given back before it could be locked is passed
 * over, because a skip made in that moment is not visible here.
 * Answers one row more than leases, with how many tasks there were to choose from.
 */
export const claimStatement = `
  WITH candidate AS MATERIALIZED (
    SELECT DISTINCT ON (c.subject_id) c.id, c.rank, c.lease_epoch
    FROM unnest($5::text[]) AS k(key) CROSS JOIN LATERAL (
      SELECT t.id, t.rank, t.slot, t.lease_epoch, t.subject_id FROM review_task t
      WHERE t.tenant_id = $1 AND t.claim_key = k.key AND t.state = 'open'
        AND NOT EXISTS (SELECT FROM review_task_skip s WHERE s.task_id = t.id AND s.actor = $2)
        AND NOT EXISTS (
          SELECT FROM ruling r
          WHERE r.subject_id = t.subject_id AND r.actor = $2 AND r.state IN ('provisional', 'final'))
        AND NOT EXISTS (
          SELECT FROM review_task h WHERE h.tenant_id = $1 AND h.lease_owner = $2 AND h.subject_id = t.subject_id
            AND h.state IN ('leased', 'ruled'))
      ORDER BY t.rank LIMIT $6
    ) c
    ORDER BY c.subject_id, c.rank, c.slot
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
  FROM (SELECT count(*)::int AS candidates FROM candidate) c LEFT JOIN leased l ON true
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
