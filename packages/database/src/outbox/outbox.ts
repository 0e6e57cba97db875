import type { Pool } from 'pg';
import type { Lane } from '@assay/domain';

/**
 * Gives waiting rows of a lane to an envelope, fair between tenants: the oldest row of every tenant first, then the
 * second oldest, and so on. `SKIP LOCKED` keeps replicas apart. Returns the ids, at most `limit`.
 */
export async function claimWaiting(
  pool: Pool,
  {
    lane,
    envelopeId,
    limit,
  }: { readonly lane: Lane; readonly envelopeId: string; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'outbox-claim',
    // The lateral walk reads at most `limit` rows per tenant from the partial index, however long a backlog is.
    text: `
      WITH RECURSIVE tenants AS (
        (SELECT tenant_id FROM outbox WHERE lane = $1 AND envelope_id IS NULL ORDER BY lane, tenant_id LIMIT 1)
        UNION ALL
        SELECT (SELECT o.tenant_id FROM outbox o
                WHERE o.lane = $1 AND o.envelope_id IS NULL AND o.tenant_id > t.tenant_id
                ORDER BY o.lane, o.tenant_id LIMIT 1)
        FROM tenants t WHERE t.tenant_id IS NOT NULL
      ), ranked AS (
        SELECT w.submission_id, w.turn FROM tenants t CROSS JOIN LATERAL (
          SELECT o.submission_id, row_number() OVER (ORDER BY o.submission_id) AS turn FROM (
            SELECT submission_id FROM outbox
            WHERE lane = $1 AND envelope_id IS NULL AND tenant_id = t.tenant_id
            ORDER BY submission_id LIMIT $3
          ) o
        ) w
        WHERE t.tenant_id IS NOT NULL
        ORDER BY w.turn, w.submission_id LIMIT $3
      ), locked AS (
        SELECT o.submission_id FROM outbox o JOIN ranked r USING (submission_id)
        WHERE o.envelope_id IS NULL FOR UPDATE OF o SKIP LOCKED
      )
      UPDATE outbox o SET envelope_id = $2, dispatched_at = now()
      FROM locked WHERE o.submission_id = locked.submission_id AND o.envelope_id IS NULL
      RETURNING o.submission_id AS id`,
    values: [lane, envelopeId, limit],
  });
  return rows.map(({ id }) => id);
}

/** How many ids of a lane wait for an envelope (bounded by `bound`) and how many travel in one. */
export async function outboxDepth(
  pool: Pool,
  lane: Lane,
  bound: number,
): Promise<{ readonly waiting: number; readonly dispatched: number }> {
  const { rows } = await pool.query<{ waiting: number; dispatched: number }>({
    name: 'outbox-depth',
    text: `SELECT
      (SELECT count(*)::int FROM (
        SELECT FROM outbox WHERE lane = $1 AND envelope_id IS NULL LIMIT $2) w) AS waiting,
      (SELECT count(*)::int FROM (
        SELECT FROM outbox WHERE lane = $1 AND envelope_id IS NOT NULL LIMIT $2) d) AS dispatched`,
    values: [lane, bound],
  });
  return rows[0] ?? { waiting: 0, dispatched: 0 };
}

export interface StaleEnvelope {
  readonly envelopeId: string;
  readonly lane: Lane;
}

/** Envelopes whose oldest row was dispatched more than `olderThanMs` ago and is still undecided. Database time. */
export async function staleEnvelopes(
  pool: Pool,
  olderThanMs: number,
  limit: number,
): Promise<readonly StaleEnvelope[]> {
  const { rows } = await pool.query<{ envelope_id: string; lane: Lane }>(
    `SELECT DISTINCT envelope_id, lane FROM outbox
     WHERE envelope_id IS NOT NULL AND dispatched_at < now() - $1 * interval '1 millisecond' LIMIT $2`,
    [olderThanMs, limit],
  );
  return rows.map((row) => ({ envelopeId: row.envelope_id, lane: row.lane }));
}

/** Takes rows back from envelopes that BullMQ no longer knows, so that the dispatcher sends them again. */
export async function releaseEnvelopes(
  pool: Pool,
  envelopeIds: readonly string[],
  olderThanMs: number,
): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE outbox SET envelope_id = NULL, dispatched_at = NULL
     WHERE envelope_id = ANY ($1::uuid[]) AND dispatched_at < now() - $2 * interval '1 millisecond'`,
    [envelopeIds, olderThanMs],
  );
  return rowCount ?? 0;
}

/** Counts a start of one item that is processed alone, before it is processed. `undefined` when it is decided. */
export async function noteAttempt(pool: Pool, submissionId: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ attempts: number }>(
    'UPDATE outbox SET attempts = attempts + 1 WHERE submission_id = $1 RETURNING attempts',
    [submissionId],
  );
  return rows[0]?.attempts;
}
