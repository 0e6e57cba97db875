import type { EntityManager } from 'typeorm';

/**
 * A place in the feed: everything up to and including transaction `xid`, sequence `seq` has been read.
 * Both are decimal strings, for they outgrow a JavaScript number.
 */
export interface FeedPosition {
  readonly xid: string;
  readonly seq: string;
}

/** One event as it goes out; `body` is the JSON that webhooks carry too, byte for byte. */
export interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly position: FeedPosition;
  readonly body: string;
}

export const feedStart: FeedPosition = { xid: '0', seq: '0' };

const lastSequence = '9223372036854775807';

/** Negative when `a` comes before `b`. */
export function comparePositions(a: FeedPosition, b: FeedPosition): number {
  const xids = BigInt(a.xid) - BigInt(b.xid);
  const difference = xids === 0n ? BigInt(a.seq) - BigInt(b.seq) : xids;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/**
 * Reads events in an order that never changes. Sequence numbers alone would: a transaction that took a lower one may
 * commit later and be skipped. So only transactions below the oldest one still running are shown; those above it
 * follow as soon as it ends. Use inside `readAsTenant`.
 */
export class EventFeedStore {
  constructor(private readonly manager: EntityManager) {}

  /** At most `limit` events after `position`, oldest first. One index range. */
  async after(
    tenantId: string,
    position: FeedPosition,
    limit: number,
  ): Promise<readonly FeedEvent[]> {
    const rows: { id: string; type: string; xid: string; seq: string; body: string }[] =
      await this.manager.query(
        `SELECT id, type, xid, seq, payload::text AS body FROM event
       WHERE tenant_id = $1 AND (xid, seq) > ($2::bigint, $3::bigint)
         AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       ORDER BY xid, seq LIMIT $4`,
        [tenantId, position.xid, position.seq, limit],
      );
    return rows.map(({ id, type, xid, seq, body }) => ({ id, type, body, position: { xid, seq } }));
  }

  /** The place after everything that is visible now. */
  async head(): Promise<FeedPosition> {
    const rows: { xid: string }[] = await this.manager.query(
      `SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text AS xid`,
    );
    return { xid: rows[0]?.xid ?? '0', seq: lastSequence };
  }
}
