import {
  changedClauseCategories,
  failed,
  ok,
  type Result,
  type StandardClause,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { expireQualifications } from '../qualification/expire-qualifications.js';
import { returnedRows } from '../returned-rows.js';
import { auditStandard, noStandardDraft, type StandardReference } from './draft-standard.js';

/**
 * Publishes a draft and retires the version it replaces. People who passed exams of categories whose clauses changed
 * have the grace period to take them again; a first version changes nothing they were examined on.
 * Problems: `not_found`, `not_a_draft`, `stale_version` for a draft that is older than what was ever published.
 */
export async function publishStandard(
  manager: EntityManager,
  draft: StandardReference,
): Promise<Result<number>> {
  const { tenantId, standardId, version, actor } = draft;
  // One publish of a standard after another: each sees what the one before left.
  await manager.query('SELECT 1 FROM standard WHERE id = $1 AND tenant_id = $2 FOR UPDATE', [
    standardId,
    tenantId,
  ]);
  const versions: VersionRow[] = await manager.query(
    `SELECT s.name, v.version, v.state, v.clauses FROM standard_version v JOIN standard s ON s.id = v.standard_id
     WHERE v.standard_id = $1 AND v.tenant_id = $2
       AND (v.version = $3 OR v.published_at IS NOT NULL) ORDER BY v.version DESC`,
    [standardId, tenantId, version],
  );
  const fresh = versions.find((row) => row.version === version);
  if (fresh?.state !== 'draft') return noStandardDraft(manager, draft);
  const [newest] = versions;
  if (newest !== undefined && newest.version > version) {
    return failed(
      'stale_version',
      `Version ${newest.version} came out after this draft. Write a new one.`,
    );
  }
  await manager.query(
    `UPDATE standard_version SET state = 'retired', retired_at = now() WHERE standard_id = $1 AND state = 'published'`,
    [standardId],
  );
  await manager.query(
    `UPDATE standard_version SET state = 'published', published_at = now(), published_by = $3
     WHERE standard_id = $1 AND version = $2 AND state = 'draft'`,
    [standardId, version, actor],
  );
  const [, before] = versions;
  const categories = before ? changedClauseCategories(before.clauses, fresh.clauses) : [];
  const cause = `${fresh.name}@${version}`;
  const shortened = await expireQualifications(manager, { tenantId, categories, cause });
  await auditStandard(manager, draft, { action: 'standard.published', categories, shortened });
  return ok(version);
}

interface VersionRow {
  readonly name: string;
  readonly version: number;
  readonly state: string;
  readonly clauses: readonly StandardClause[];
}

/** Takes the published version out of use. Problems: `not_found`, `invalid_transition`. */
export async function retireStandard(
  manager: EntityManager,
  reference: StandardReference,
): Promise<Result<number>> {
  const { tenantId, standardId, version } = reference;
  const rows = await returnedRows(
    manager,
    `UPDATE standard_version SET state = 'retired', retired_at = now()
     WHERE standard_id = $1 AND tenant_id = $2 AND version = $3 AND state = 'published' RETURNING id`,
    [standardId, tenantId, version],
  );
  if (rows.length === 0) {
    const found: unknown[] = await manager.query(
      'SELECT 1 FROM standard_version WHERE standard_id = $1 AND tenant_id = $2 AND version = $3',
      [standardId, tenantId, version],
    );
    return found.length === 0
      ? failed('not_found', 'There is no such version of this standard.')
      : failed('invalid_transition', 'Only a published version retires.');
  }
  await auditStandard(manager, reference, { action: 'standard.retired' });
  return ok(version);
}
