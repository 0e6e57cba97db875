import type { Pool } from 'pg';
import type { Lane } from '@assay/domain';
import { queryWithin } from '../query-within.js';

/** What a platform handed over, checked by the contract. */
export interface SubmissionContent {
  readonly scene: string;
  readonly industry: string | null;
  readonly parts: readonly unknown[];
  readonly context: object;
  readonly authorId: string | null;
  readonly externalId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** One submission to store. */
export interface NewSubmission {
  readonly id: string;
  readonly tenantId: string;
  /** From `serialiseContent`. */
  readonly content: string;
  readonly lane: Lane;
  /** A caller of the gateway waits for the outcome. */
  readonly awaited: boolean;
  /** `bodyHash` is 64 hex digits. */
  readonly idempotency: { readonly key: string; readonly bodyHash: string } | null;
}

/** Longer than any healthy batch, shorter than clients wait. */
const acceptDeadlineMs = 10_000;

/**
 * The content as the JSON that the statement reads. Made once per submission and also what the body hash is taken of, so
 * metadata comes in a fixed order.
 */
export function serialiseContent(content: SubmissionContent): string {
  return JSON.stringify({
    scene: content.scene,
    industry: content.industry,
    parts: content.parts,
    context: content.context,
    author_id: content.authorId,
    external_id: content.externalId,
    metadata: inOrder(content.metadata),
  });
}

function inOrder(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const keys = Object.keys(metadata);
  if (keys.length < 2) return metadata;
  return Object.fromEntries(keys.sort().map((key) => [key, metadata[key] ?? '']));
}

/**
 * Stores a batch in one statement: idempotency keys, submissions and outbox rows, or nothing.
 * With `envelopeId` the rows count as dispatched under that envelope from the start.
 *
 * Returns the ids that were stored. A missing id lost a race for its idempotency key: read the winner with
 * `findIdempotent`. Keys are inserted in a fixed order, so that two batches cannot deadlock. Rejects with
 * `DeadlineExceeded` after 10 s: the rows may be stored or not, and a repeat under the same keys finds out.
 */
export async function acceptSubmissions(
  pool: Pool,
  rows: readonly NewSubmission[],
  envelopeId: string | null,
): Promise<ReadonlySet<string>> {
  const result = await queryWithin<{ id: string }>(
    pool,
    {
      name: 'accept-submissions',
      text: acceptSql,
      values: [`[${rows.map(toRow).join(',')}]`, envelopeId],
    },
    acceptDeadlineMs,
  );
  return new Set(result.rows.map(({ id }) => id));
}

function toRow({ id, tenantId, content, lane, awaited, idempotency }: NewSubmission): string {
  const keyed =
    idempotency === null
      ? ''
      : `"key":${JSON.stringify(idempotency.key)},"body_hash":"${idempotency.bodyHash}",`;
  const head = `{"id":"${id}","tenant_id":"${tenantId}","lane":"${lane}","awaited":${awaited},`;
  return head + keyed + content.slice(1);
}

const acceptSql = `
  WITH input AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1::json) AS i(
      id uuid, tenant_id uuid, scene text, industry text, parts json, context json, author_id text,
      external_id text, metadata json, lane text, awaited boolean, key text, body_hash text)
  ), keyed AS (
    INSERT INTO idempotency (tenant_id, key, submission_id, body_hash)
    SELECT tenant_id, key, id, decode(body_hash, 'hex') FROM input WHERE key IS NOT NULL ORDER BY tenant_id, key, id
    ON CONFLICT (tenant_id, key) DO NOTHING
    RETURNING submission_id
  ), fresh AS MATERIALIZED (
    SELECT input.* FROM input LEFT JOIN keyed ON keyed.submission_id = input.id
    WHERE input.key IS NULL OR keyed.submission_id IS NOT NULL
  ), stored AS (
    INSERT INTO submission (id, tenant_id, scene, industry, parts, context, author_id, external_id, metadata)
    SELECT id, tenant_id, scene, industry, parts, context, author_id, external_id, metadata FROM fresh
  ), boxed AS (
    INSERT INTO outbox (submission_id, tenant_id, lane, awaited, envelope_id, dispatched_at)
    SELECT id, tenant_id, lane, awaited, $2::uuid, CASE WHEN $2::uuid IS NULL THEN NULL ELSE now() END FROM fresh
    RETURNING submission_id
  )
  SELECT submission_id AS id FROM boxed`;

export interface IdempotentMatch {
  readonly tenantId: string;
  readonly key: string;
  readonly submissionId: string;
  readonly bodyHash: string;
}

/** The submissions that own these idempotency keys. Rejects with `DeadlineExceeded` after 10 s. */
export async function findIdempotent(
  pool: Pool,
  keys: readonly { readonly tenantId: string; readonly key: string }[],
): Promise<readonly IdempotentMatch[]> {
  const { rows } = await queryWithin<{
    tenant_id: string;
    key: string;
    submission_id: string;
    body_hash: string;
  }>(
    pool,
    {
      text: `SELECT i.tenant_id, i.key, i.submission_id, encode(i.body_hash, 'hex') AS body_hash
        FROM unnest($1::uuid[], $2::text[]) AS k(tenant_id, key) JOIN idempotency i USING (tenant_id, key)`,
      values: [keys.map(({ tenantId }) => tenantId), keys.map(({ key }) => key)],
    },
    acceptDeadlineMs,
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    key: row.key,
    submissionId: row.submission_id,
    bodyHash: row.body_hash,
  }));
}
