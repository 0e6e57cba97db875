import { failed, ok, type PolicyDefinition, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { recordAudit } from '../audit/record-audit.js';
import { returnedRows } from '../returned-rows.js';

export interface NewDraft {
  readonly tenantId: string;
  readonly actor: string;
  readonly name: string;
  readonly scene: string;
  readonly industry: string | null;
  readonly definition: PolicyDefinition;
}

/** A draft of one tenant and who is changing it. */
export interface DraftReference {
  readonly tenantId: string;
  readonly id: string;
  readonly actor: string;
}

/**
 * Writes a draft: the first version of a new policy, or the next one of the policy with the same name, scene and
 * industry. `duplicate` when name or scene belong to another policy. Answers the version's id.
 */
export async function createDraft(
  manager: EntityManager,
  draft: NewDraft,
): Promise<Result<string>> {
  const policyId = await findOrCreatePolicy(manager, draft);
  if (!policyId.ok) return policyId;
  const id = v7();
  const [row]: { version: number }[] = await manager.query(
    `INSERT INTO policy_version (id, policy_id, tenant_id, version, state, definition, created_by)
     SELECT $1, $2, $3, 1 + COALESCE(max(version), 0), 'draft', $4, $5 FROM policy_version WHERE policy_id = $2
     RETURNING version`,
    [id, policyId.value, draft.tenantId, JSON.stringify(draft.definition), draft.actor],
  );
  await audit(manager, { ...draft, id }, { action: 'policy.drafted', version: row?.version });
  return ok(id);
}

/** Replaces the definition of a draft. `not_a_draft` once it was published. */
export async function updateDraft(
  manager: EntityManager,
  { definition, ...draft }: DraftReference & { readonly definition: PolicyDefinition },
): Promise<Result<string>> {
  const rows = await returnedRows<{ version: number }>(
    manager,
    `UPDATE policy_version SET definition = $3, updated_at = now()
     WHERE id = $1 AND tenant_id = $2 AND state = 'draft' RETURNING version`,
    [draft.id, draft.tenantId, JSON.stringify(definition)],
  );
  if (rows[0] === undefined) return noDraft(manager, draft);
  await audit(manager, draft, { action: 'policy.edited', version: rows[0].version });
  return ok(draft.id);
}

/**
 * Removes a draft, and with its only version the policy, so that name and scene are free again. Published and retired
 * versions stay: decisions name them.
 */
export async function deleteDraft(
  manager: EntityManager,
  draft: DraftReference,
): Promise<Result<string>> {
  const rows = await returnedRows<{ version: number; policy_id: string }>(
    manager,
    `DELETE FROM policy_version WHERE id = $1 AND tenant_id = $2 AND state = 'draft' RETURNING version, policy_id`,
    [draft.id, draft.tenantId],
  );
  if (rows[0] === undefined) return noDraft(manager, draft);
  await removeIfEmpty(manager, rows[0].policy_id);
  await audit(manager, draft, { action: 'policy.deleted', version: rows[0].version });
  return ok(draft.id);
}

/** Why a conditional write on a draft found no row. */
export async function noDraft(
  manager: EntityManager,
  { tenantId, id }: DraftReference,
): Promise<Result<never>> {
  const [row]: { state: string }[] = await manager.query(
    'SELECT state FROM policy_version WHERE id = $1 AND tenant_id = $2',
    [id, tenantId],
  );
  if (row === undefined) return failed('not_found', 'There is no such policy version.');
  if (row.state === 'draft') {
    return failed('stale_version', 'Somebody edited this draft meanwhile. Validate it again.');
  }
  return failed(
    'not_a_draft',
    `This version is ${row.state} and never changes. Write a new draft.`,
  );
}

/** Locks before it looks: a draft that is being written at the same moment must be seen. */
async function removeIfEmpty(manager: EntityManager, policyId: string): Promise<void> {
  await manager.query('SELECT 1 FROM policy WHERE id = $1 FOR UPDATE', [policyId]);
  await manager.query(
    'DELETE FROM policy WHERE id = $1 AND NOT EXISTS (SELECT FROM policy_version WHERE policy_id = $1)',
    [policyId],
  );
}

async function findOrCreatePolicy(
  manager: EntityManager,
  draft: NewDraft,
): Promise<Result<string>> {
  const { tenantId, name, scene, industry } = draft;
  await manager.query(
    `INSERT INTO policy (id, tenant_id, name, scene, industry) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [v7(), tenantId, name, scene, industry ?? ''],
  );
  // The lock makes two drafts of one policy take different numbers.
  const rows: { id: string; name: string; scene: string; industry: string }[] = await manager.query(
    `SELECT id, name, scene, industry FROM policy
     WHERE tenant_id = $1 AND (name = $2 OR (scene = $3 AND industry = $4)) ORDER BY id FOR UPDATE`,
    [tenantId, name, scene, industry ?? ''],
  );
  const same = rows.find(
    (row) => row.name === name && row.scene === scene && row.industry === (industry ?? ''),
  );
  if (same !== undefined) return ok(same.id);
  const other = rows[0];
  // Removed between the two statements.
  if (other === undefined) return findOrCreatePolicy(manager, draft);
  return failed(
    'duplicate',
    other.name === name
      ? `Policy "${name}" is already the one of scene "${other.scene}".`
      : `This scene already has the policy "${other.name}". Add a version to it.`,
  );
}

const audit = (
  manager: EntityManager,
  { tenantId, actor, id }: DraftReference,
  { action, version }: { readonly action: string; readonly version: number | undefined },
): Promise<void> =>
  recordAudit(manager, {
    tenantId,
    actor,
    action,
    subjectType: 'policy_version',
    subjectId: id,
    detail: { version },
  });
