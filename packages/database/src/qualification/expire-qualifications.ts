import { graceDays } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { returnedRows } from '../returned-rows.js';

export interface CategoryChange {
  readonly tenantId: string;
  readonly categories: readonly string[];
  /** What changed, e.g. `chat@4`; kept with every qualification that ends earlier for it. */
  readonly cause: string;
}

/**
 * Makes qualifications of these categories end after the grace period; what ends earlier keeps its end. Answers how
 * many ended up shorter. Call it in the transaction that makes the change.
 */
export async function expireQualifications(
  manager: EntityManager,
  { tenantId, categories, cause }: CategoryChange,
): Promise<number> {
  if (categories.length === 0) return 0;
  const shortened = await returnedRows(
    manager,
    `UPDATE qualification SET expires_at = now() + make_interval(days => $4), shortened_by = $3
     WHERE tenant_id = $1 AND category = ANY($2) AND revoked_reason IS NULL
       AND expires_at > now() + make_interval(days => $4)
     RETURNING id`,
    [tenantId, categories, cause, graceDays],
  );
  return shortened.length;
}
