import { changedCategories, policyVersionName, type PolicyDefinition } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** Categories whose rules a publish changes, and what to call the cause. */
export interface CategoriesChanged {
  readonly categories: readonly string[];
  readonly cause: string;
}

/**
 * Compares a draft with the version that was published last before it; a policy's first version changes nothing that
 * people were examined on. Reads whole definitions, so call it before any lock: a version that comes out in between
 * counts what lies between itself and the same predecessor, so nothing is missed.
 */
export async function categoriesChangedBy(
  manager: EntityManager,
  versionId: string,
): Promise<CategoriesChanged> {
  const [row]: ComparedRow[] = await manager.query(
    `SELECT p.name, v.version, v.definition AS after, (
       SELECT b.definition FROM policy_version b
       WHERE b.policy_id = v.policy_id AND b.published_at IS NOT NULL AND b.version < v.version
       ORDER BY b.version DESC LIMIT 1) AS before
     FROM policy_version v JOIN policy p ON p.id = v.policy_id WHERE v.id = $1`,
    [versionId],
  );
  if (row === undefined) return { categories: [], cause: '' };
  const { before, after } = row;
  return {
    categories: before === null ? [] : changedCategories(before, after),
    cause: policyVersionName(row),
  };
}

interface ComparedRow {
  readonly name: string;
  readonly version: number;
  readonly before: PolicyDefinition | null;
  readonly after: PolicyDefinition;
}
