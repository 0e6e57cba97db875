import type { DeliveryState, EventType } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { claimLeaseMs } from './delivery.store.js';

/** One attempt, as the log keeps it. */
export interface LoggedAttempt {
  readonly at: string;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
}

/** A delivery as people see it. */
export interface DeliveryRow {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: EventType;
  readonly submissionId: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly attemptLog: readonly LoggedAttempt[];
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface DeliveryPageQuery {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly state?: DeliveryState;
  /** Event id of the last row of the previous page. */
  readonly afterEventId?: string;
  readonly limit: number;
}

export interface ReplayRange {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly since: Date;
  readonly until: Date;
  /** Most events one call takes, oldest first. */
  readonly limit: number;
}

export interface Replayed {
  readonly scheduled: number;
  /** Set when the limit ended the call: go on from here. */
  readonly nextSince?: Date;
}

/** What happened to an endpoint's deliveries, and sending them again. There is one delivery per event and endpoint. */
export class DeliveryLogStore {
  constructor(private readonly manager: EntityManager) {}

  /** Newest event first. */
  async page({
    tenantId,
    endpointId,
    state,
    afterEventId,
    limit,
  }: DeliveryPageQuery): Promise<readonly DeliveryRow[]> {
    return this.manager.query(
      `${rowSql} WHERE d.tenant_id = $1 AND d.endpoint_id = $2 AND ($3::text IS NULL OR d.state = $3)
         AND ($4::uuid IS NULL OR d.event_id < $4)
       ORDER BY d.event_id DESC LIMIT $5`,
      [tenantId, endpointId, state ?? null, afterEventId ?? null, limit],
    );
  }

  async find(tenantId: string, deliveryId: string): Promise<DeliveryRow | undefined> {
    const rows: DeliveryRow[] = await this.manager.query(
      `${rowSql} WHERE d.tenant_id = $1 AND d.id = $2`,
      [tenantId, deliveryId],
    );
    return rows[0];
  }

  /** False when the endpoint has no such delivery. One that is being sent right now is left alone. */
  async replayOne(at: {
    tenantId: string;
    endpointId: string;
    deliveryId: string;
  }): Promise<boolean> {
    const found: unknown[] = await this.manager.query(
      `WITH again AS (UPDATE delivery d SET ${again} WHERE d.id = $3 AND d.endpoint_id = $2 AND d.tenant_id = $1
         AND ${replayable})
       SELECT FROM delivery WHERE id = $3 AND endpoint_id = $2 AND tenant_id = $1`,
      [at.tenantId, at.endpointId, at.deliveryId],
    );
    return found.length > 0;
  }

  /**
   * Sends every event of a time range again that the endpoint subscribes to, whether it was delivered or not; events
   * without a delivery (older than the endpoint, or written while it was disabled) get one.
   */
  async replayRange({ tenantId, endpointId, since, until, limit }: ReplayRange): Promise<Replayed> {
    const rows: { scheduled: number; found: number; last: string | null }[] =
      await this.manager.query(replaySql, [
        tenantId,
        endpointId,
        lowestIdAt(since),
        lowestIdAt(until),
        limit,
      ]);
    const row = rows[0];
    if (row === undefined) return { scheduled: 0 };
    if (row.found < limit || row.last === null) return { scheduled: row.scheduled };
    return { scheduled: row.scheduled, nextSince: momentOf(row.last) };
  }
}

/** Event ids are UUIDv7: their first 48 bits are milliseconds, so a time range is an id range. */
function lowestIdAt(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}

const momentOf = (id: string): Date => new Date(parseInt(id.slice(0, 8) + id.slice(9, 13), 16));

const again = `state = 'pending', attempts = 0, next_attempt_at = now(), finished_at = NULL`;

// A pending row due within a lease may be in a sender's hands; it comes soon anyway.
const replayable = `(d.state <> 'pending' OR d.next_attempt_at > now() + interval '${2 * claimLeaseMs} milliseconds')`;

const rowSql = `
  SELECT d.id, d.event_id AS "eventId", e.type AS "eventType", e.submission_id AS "submissionId", d.state, d.attempts,
    d.next_attempt_at AS "nextAttemptAt", d.last_status AS "lastStatus", d.last_error AS "lastError",
    d.attempt_log AS "attemptLog", d.created_at AS "createdAt", d.finished_at AS "finishedAt"
  FROM delivery d JOIN event e ON e.id = d.event_id`;

const replaySql = `
  WITH wanted AS (
    SELECT e.id FROM event e JOIN webhook_endpoint w ON w.id = $2 AND w.tenant_id = $1
    WHERE e.tenant_id = $1 AND e.id >= $3 AND e.id < $4 AND e.type <> 'test'
      AND (w.event_types = '{}' OR e.type = ANY (w.event_types))
    ORDER BY e.id LIMIT $5
  ), again AS (
    UPDATE delivery d SET ${again} FROM wanted
    WHERE d.endpoint_id = $2 AND d.event_id = wanted.id AND ${replayable} RETURNING d.id
  ), added AS (
    INSERT INTO delivery (id, event_id, endpoint_id, tenant_id, state, next_attempt_at)
    SELECT assay_uuidv7(), wanted.id, $2, $1, 'pending', now() FROM wanted
    ON CONFLICT (endpoint_id, event_id) DO NOTHING RETURNING id
  )
  SELECT ((SELECT count(*) FROM again) + (SELECT count(*) FROM added))::int AS scheduled,
    (SELECT count(*) FROM wanted)::int AS found, (SELECT id FROM wanted ORDER BY id DESC LIMIT 1) AS last`;
