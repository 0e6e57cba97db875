import { failed, ok, type LocalText, type Result, type StandardClause } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { recordAudit } from '../audit/record-audit.js';
import { returnedRows } from '../returned-rows.js';

/** What a version says. `reviewAt` is a calendar day, `YYYY-MM-DD`. */
export interface StandardContent {
  readonly clauses: readonly StandardClause[];
  readonly reviewAt: string;
}

export interface NewStandard extends StandardContent {
  readonly tenantId: string;
  readonly actor: string;
  readonly name: string;
  readonly title: LocalText;
  readonly taxonomy: string;
  readonly goldSet: string | null;
}

/** One version of a standard of one tenant, and who is changing it. */
export interface StandardReference {
  readonly tenantId: string;
  readonly standardId: string;
  readonly version: number;
  readonly actor: string;
}

/** A new standard with its first draft. `duplicate` when the name is taken. Answers the standard's id. */
export async function createStandard(
  manager: EntityManager,
  standard: NewStandard,
): Promise<Result<string>> {
  const { tenantId, actor, name, title, taxonomy, goldSet } = standard;
  const id = v7();
  const rows: unknown[] = await manager.query(
    `INSERT INTO standard (id, tenant_id, name, title, taxonomy, gold_set, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, name) DO NOTHING RETURNING id`,
    [id, tenantId, name, JSON.stringify(title), taxonomy, goldSet, actor],
  );
  if (rows.length === 0) return failed('duplicate', `There is already a standard "${name}".`);
  const drafted = await draftStandard(manager, { ...standard, standardId: id });
  return drafted.ok ? ok(id) : drafted;
}

/** The next version of a standard, as a draft. Answers its number. Problems: `not_found`. */
export async function draftStandard(
  manager: EntityManager,
  draft: StandardContent & Omit<StandardReference, 'version'>,
): Promise<Result<number>> {
  const { tenantId, standardId, actor, clauses, reviewAt } = draft;
  // The lock makes two drafts of one standard take different numbers.
  const found: unknown[] = await manager.query(
    'SELECT 1 FROM standard WHERE id = $1 AND tenant_id = $2 FOR UPDATE',
    [standardId, tenantId],
  );
  if (found.length === 0) return failed('not_found', 'There is no such standard.');
  const [row]: { version: number }[] = await manager.query(
    `INSERT INTO standard_version (id, standard_id, tenant_id, version, state, clauses, review_at, created_by)
     SELECT $1, $2, $3, 1 + COALESCE(max(version), 0), 'draft', $4, $5::date, $6
     FROM standard_version WHERE standard_id = $2 RETURNING version`,
    [v7(), standardId, tenantId, JSON.stringify(clauses), reviewAt, actor],
  );
  if (row === undefined) throw new Error('An insert answered no row.');
  const reference = { tenantId, standardId, actor, version: row.version };
  await auditStandard(manager, reference, { action: 'standard.drafted' });
  return ok(row.version);
}

/** Replaces what a draft says. Problems: `not_found`, `not_a_draft`. */
export async function updateStandardDraft(
  manager: EntityManager,
  { clauses, reviewAt, ...draft }: StandardReference & StandardContent,
): Promise<Result<number>> {
  const rows = await returnedRows(
    manager,
    `UPDATE standard_version SET clauses = $4, review_at = $5::date, updated_at = now()
     WHERE standard_id = $1 AND tenant_id = $2 AND version = $3 AND state = 'draft' RETURNING id`,
    [draft.standardId, draft.tenantId, draft.version, JSON.stringify(clauses), reviewAt],
  );
  if (rows.length === 0) return noStandardDraft(manager, draft);
  await auditStandard(manager, draft, { action: 'standard.edited' });
  return ok(draft.version);
}

/** Why a conditional write on a draft found no row. */
export async function noStandardDraft(
  manager: EntityManager,
  { tenantId, standardId, version }: StandardReference,
): Promise<Result<never>> {
  const [row]: { state: string }[] = await manager.query(
    'SELECT state FROM standard_version WHERE standard_id = $1 AND tenant_id = $2 AND version = $3',
    [standardId, tenantId, version],
  );
  if (row === undefined) return failed('not_found', 'There is no such version of this standard.');
  return failed(
    'not_a_draft',
    `This version is ${row.state} and never changes. Write a new draft.`,
  );
}

export const auditStandard = (
  manager: EntityManager,
  { tenantId, standardId, version, actor }: StandardReference,
  { action, ...detail }: { readonly action: string } & Readonly<Record<string, unknown>>,
): Promise<void> =>
  recordAudit(manager, {
    tenantId,
    actor,
    action,
    subjectType: 'standard',
    subjectId: standardId,
    detail: { version, ...detail },
  });
