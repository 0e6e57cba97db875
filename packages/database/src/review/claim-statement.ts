/**
 * Picks, leases and notes in one statement. `$1` tenant, `$2` actor, `$3` count, `$4` lease seconds, `$5` queue.
 * The walk follows a partial index over open tasks in the order of their rank and stops after `count` rows, so its
 * cost does not grow with the queue. `MATERIALIZED`: a planner that ran the locking part twice would lease too many.
 * `seen` is the row as the statement began: a task that was claimed and given back before it could be locked is passed
 * over, because a skip made in that moment is not visible here.
 */
export const claimStatement = (queue: string | undefined): string => `
  WITH picked AS MATERIALIZED (
    SELECT t.id FROM review_task t
    JOIN review_task seen ON seen.id = t.id AND seen.lease_epoch = t.lease_epoch
    WHERE t.tenant_id = $1 AND t.state = 'open' ${queue === undefined ? '' : inQueue}
      AND NOT EXISTS (SELECT FROM review_task_skip s WHERE s.task_id = t.id AND s.actor = $2)
      AND NOT EXISTS (
        SELECT FROM ruling r
        WHERE r.submission_id = t.submission_id AND r.actor = $2 AND r.state IN ('provisional', 'final'))
    ORDER BY ${queue === undefined ? 't.rank' : 't.queue, t.rank'} LIMIT $3
    FOR UPDATE OF t SKIP LOCKED
  ), leased AS (
    UPDATE review_task t
    SET state = 'leased', lease_owner = $2, lease_epoch = t.lease_epoch + 1,
        lease_until = now() + make_interval(secs => $4)
    FROM picked WHERE t.id = picked.id
    RETURNING t.id, t.tenant_id, t.rank, t.lease_epoch, t.lease_until
  ), noted AS (
    INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
    SELECT id, tenant_id, 'claimed', $2, lease_epoch FROM leased
  )
  SELECT id AS "taskId", lease_epoch AS epoch, lease_until AS until FROM leased ORDER BY rank, id`;

/**
 * An equality would let the planner walk all queues by rank and filter, which is slow when another queue fills the
 * front. A range with `ORDER BY queue, rank` leaves it only the index that starts with the queue.
 */
const inQueue = 'AND t.queue >= $5 AND t.queue <= $5';
