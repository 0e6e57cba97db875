import type { DeliveryState } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { WrittenDelivery } from '../verdict/close-submissions.js';

/** How long the process that wrote a delivery keeps it to itself before polling may claim it. */
export const expressLeaseMs = 10_000;

/** How long a claimed delivery stays out of sight of other senders. */
export const claimLeaseMs = 30_000;

/** Attempts kept in a delivery's log, newest last. */
export const keptAttempts = 12;

/** A delivery in a sender's hands. */
export interface ClaimedDelivery extends WrittenDelivery {
  /** Finished attempts when it was claimed; the result is only written while this is still so. */
  readonly attempts: number;
  /** JSON array of the attempts so far. */
  readonly attemptLog: string;
}

/** Free places of one endpoint. */
export interface EndpointRoom {
  readonly endpointId: string;
  readonly free: number;
}

/** How one attempt ended. `pending` means: again in `retryInMs`. */
export interface AttemptResult {
  readonly deliveryId: string;
  readonly attemptsSeen: number;
  readonly state: DeliveryState;
  readonly retryInMs: number | null;
  readonly status: number | null;
  readonly error: string | null;
  readonly attemptLog: string;
}

/**
 * Deliveries as the sender moves them: `pending` → `delivered` | `exhausted` | `cancelled`. A pending row is due at
 * `next_attempt_at`; whoever takes it moves that moment past the time it needs (a lease by database time), so a sender
 * that dies only delays it. Results are conditional on state and attempt count: of two senders one counts.
 */
export class DeliveryStore {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Takes due deliveries, oldest first, at most `free` of each endpoint, so that a backlog of one never
   * crowds out another. One statement; cost grows with the endpoints asked for.
   */
  async claimDue(
    rooms: readonly EndpointRoom[],
    limit: number,
  ): Promise<readonly ClaimedDelivery[]> {
    return this.manager.query(claimSql, [
      rooms.map(({ endpointId }) => endpointId),
      rooms.map(({ free }) => free),
      limit,
      claimLeaseMs / 1000,
    ]);
  }

  /** Keeps deliveries that are still being sent out of sight for another lease. */
  async extendLeases(held: readonly Pick<ClaimedDelivery, 'id' | 'attempts'>[]): Promise<void> {
    await this.manager.query(
      `UPDATE delivery d SET next_attempt_at = now() + make_interval(secs => $3)
       FROM unnest($1::uuid[], $2::int[]) AS h(id, attempts)
       WHERE d.id = h.id AND d.state = 'pending' AND d.attempts = h.attempts`,
      [held.map(({ id }) => id), held.map(({ attempts }) => attempts), claimLeaseMs / 1000],
    );
  }

  /** Writes up to 500 results in one statement. Returns how many counted; the others were stale. */
  async recordResults(results: readonly AttemptResult[]): Promise<number> {
    // In one order for all senders, so that two batches never wait for each other in a circle.
    const sorted = results.toSorted((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
    const rows = sorted.map(
      ({
        deliveryId: id,
        attemptsSeen: seen,
        state,
        retryInMs,
        status,
        error,
        attemptLog: log,
      }) => ({
        id,
        seen,
        state,
        retry_in: retryInMs === null ? null : retryInMs / 1000,
        status,
        error,
        log,
      }),
    );
    const [, counted]: [unknown, number] = await this.manager.query(resultSql, [
      JSON.stringify(rows),
      sorted.map(({ deliveryId }) => deliveryId),
    ]);
    return counted;
  }

  /** Gives up an express lease: nobody in this process will send these, so they are due now. */
  async leaveToPolling(ids: readonly string[]): Promise<void> {
    await this.manager.query(
      `UPDATE delivery SET next_attempt_at = now() WHERE id = ANY($1) AND state = 'pending' AND attempts = 0`,
      [ids],
    );
  }

  /** Cancels pending deliveries whose endpoint went away while they were written. Returns how many. */
  async cancelOrphans(): Promise<number> {
    const [, cancelled]: [unknown, number] = await this.manager.query(
      `UPDATE delivery d SET state = 'cancelled', finished_at = now()
       WHERE d.state = 'pending' AND d.next_attempt_at < now() - interval '1 minute' AND NOT EXISTS (
         SELECT FROM webhook_endpoint e WHERE e.id = d.endpoint_id AND e.disabled_at IS NULL)`,
    );
    return cancelled;
  }
}

const claimSql = `
  WITH due AS (
    SELECT d.id FROM unnest($1::uuid[], $2::int[]) AS room(endpoint_id, free)
    CROSS JOIN LATERAL (
      SELECT id FROM delivery
      WHERE state = 'pending' AND endpoint_id = room.endpoint_id AND next_attempt_at <= now()
      ORDER BY next_attempt_at LIMIT room.free FOR UPDATE SKIP LOCKED
    ) d LIMIT $3
  ), claimed AS (
    UPDATE delivery d SET next_attempt_at = now() + make_interval(secs => $4) FROM due WHERE d.id = due.id
    RETURNING d.id, d.event_id, d.endpoint_id, d.tenant_id, d.attempts, d.attempt_log
  )
  SELECT c.id, c.event_id AS "eventId", c.endpoint_id AS "endpointId", c.tenant_id AS "tenantId", c.attempts,
    c.attempt_log::text AS "attemptLog", e.payload::text AS body
  FROM claimed c JOIN event e ON e.id = c.event_id`;

// Rows are named by an array, and the state is compared by a join (`was`), not with a constant: with one the planner reads
// the partial index of pending rows, which it takes for small, while that holds an entry for every delivery since the
// last vacuum.
const resultSql = `
  WITH result AS MATERIALIZED (
    SELECT r.*, 'pending' AS was FROM json_to_recordset($1::json)
      AS r(id uuid, seen int, state text, retry_in float8, status int, error text, log text)
  )
  UPDATE delivery d SET state = r.state, attempts = d.attempts + 1, last_status = r.status, last_error = r.error,
    attempt_log = r.log::json, finished_at = CASE WHEN r.state <> 'pending' THEN now() END,
    next_attempt_at = CASE WHEN r.state = 'pending' THEN now() + make_interval(secs => r.retry_in)
      ELSE d.next_attempt_at END
  FROM result r
  WHERE d.id = ANY ($2::uuid[]) AND d.id = r.id AND d.state = r.was AND d.attempts = r.seen`;
