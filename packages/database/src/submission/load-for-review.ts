import type { Pool } from 'pg';
import type { Submission } from '@assay/domain';

/** The part of a submission that machine review reads. What no detector looks at stays in the database. */
export type ReviewableSubmission = Pick<
  Submission,
  'id' | 'tenantId' | 'scene' | 'industry' | 'parts' | 'externalId'
>;

interface ReviewRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly scene: string;
  readonly industry: string | null;
  readonly parts: Submission['parts'];
  readonly external_id: string | null;
}

/** The submissions of an envelope that still wait for machine review. Decided ones are left out. */
export async function loadForReview(
  pool: Pool,
  ids: readonly string[],
): Promise<readonly ReviewableSubmission[]> {
  const { rows } = await pool.query<ReviewRow>({
    name: 'load-for-review',
    text: `SELECT s.id, s.tenant_id, s.scene, s.industry, s.parts, s.external_id
           FROM outbox o JOIN submission s ON s.id = o.submission_id WHERE o.submission_id = ANY ($1::uuid[])`,
    values: [ids],
  });
  return rows.map((row) => ({
    id: row.id,
    tenantId: row.tenant_id,
    scene: row.scene,
    industry: row.industry,
    parts: row.parts,
    externalId: row.external_id,
  }));
}
