import type { EventType } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { WrittenDelivery } from '../verdict/close-submissions.js';

/** An event that is not a verdict's: `test`, `endpoint.disabled`, `appeal.decided`. */
export interface NewEvent {
  readonly tenantId: string;
  readonly type: EventType;
  /** As `EventBody` of the contracts; fields that are `undefined` are left out. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What it is about, for the delivery log; it belongs into `data` too. */
  readonly submissionId?: string;
  /** Goes to this endpoint alone, whatever it subscribed to; absent: to all enabled subscribers. */
  readonly endpointId?: string;
}

export interface RecordedEvent {
  readonly eventId: string;
  readonly deliveries: readonly WrittenDelivery[];
}

/** Writes an event with its deliveries, due at once, inside the caller's transaction. */
export async function recordEvent(manager: EntityManager, event: NewEvent): Promise<RecordedEvent> {
  const { tenantId, type, data, endpointId, submissionId } = event;
  const eventId = uuidv7();
  const body = JSON.stringify({ id: eventId, type, createdAt: new Date().toISOString(), data });
  const rows: { id: string; endpoint_id: string }[] = await manager.query(
    `WITH written AS (
       INSERT INTO event (id, xid, tenant_id, type, payload, submission_id)
       VALUES ($1, pg_current_xact_id()::text::bigint, $2, $3, $4, $6)
     ), sent AS (
       INSERT INTO delivery (id, event_id, endpoint_id, tenant_id, state, next_attempt_at)
       SELECT assay_uuidv7(), $1, e.id, $2, 'pending', now() FROM webhook_endpoint e
       WHERE e.tenant_id = $2 AND e.disabled_at IS NULL
         AND CASE WHEN $5::uuid IS NULL THEN e.event_types = '{}' OR $3 = ANY (e.event_types) ELSE e.id = $5 END
       RETURNING id, endpoint_id
     ) SELECT id, endpoint_id FROM sent`,
    [eventId, tenantId, type, body, endpointId ?? null, submissionId ?? null],
  );
  return {
    eventId,
    deliveries: rows.map((row) => ({
      id: row.id,
      eventId,
      endpointId: row.endpoint_id,
      tenantId,
      body,
    })),
  };
}
