import type { Pool } from 'pg';
import type { GenerationContext, Submission, TextPart } from '@assay/domain';

interface ReviewRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly scene: string;
  readonly industry: string | null;
  readonly parts: readonly TextPart[];
  readonly context: GenerationContext;
  readonly author_id: string | null;
  readonly external_id: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly received_at: Date;
}

/** The submissions of an envelope that still wait for machine review. Decided ones are left out. */
export async function loadForReview(
  pool: Pool,
  ids: readonly string[],
): Promise<readonly Submission[]> {
  const { rows } = await pool.query<ReviewRow>({
    name: 'load-for-review',
    text: `SELECT s.id, s.tenant_id, s.scene, s.industry, s.parts, s.context, s.author_id, s.external_id,
             s.metadata, s.received_at
           FROM outbox o JOIN submission s ON s.id = o.submission_id WHERE o.submission_id = ANY ($1::uuid[])`,
    values: [ids],
  });
  return rows.map((row) => ({
    id: row.id,
    tenantId: row.tenant_id,
    scene: row.scene,
    industry: row.industry,
    parts: row.parts,
    context: row.context,
    authorId: row.author_id,
    externalId: row.external_id,
    metadata: row.metadata,
    receivedAtMs: row.received_at.getTime(),
  }));
}
