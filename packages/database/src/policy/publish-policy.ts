import { failed, ok, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { nextChange } from '../change/next-change.js';
import { expireQualifications } from '../qualification/expire-qualifications.js';
import { returnedRows } from '../returned-rows.js';
import { categoriesChangedBy } from './categories-changed-by.js';
import { noDraft, type DraftReference } from './draft-policy.js';

/**
 * Publishes a draft and retires the version it replaces, in one transaction under the policy counter. `revision` is
 * the one that was validated: an edit in between makes it stale, so nothing unvalidated is ever published.
 * Of two racing publishes of one draft one wins and the other is told `not_a_draft`. Numbers only go forward: a draft
 * older than what was ever published is `stale_version`, so processes may drop what is older than what they have.
 * Reviewers who passed exams of categories whose rules changed have the grace period to take them again.
 */
export async function publishPolicy(
  manager: EntityManager,
  { revision, ...draft }: DraftReference & { readonly revision: string },
): Promise<Result<string>> {
  const found = await manager.query(
    `SELECT 1 FROM policy_version WHERE id = $1 AND tenant_id = $2 AND state = 'draft'`,
    [draft.id, draft.tenantId],
  );
  if (found.length === 0) return noDraft(manager, draft);
  const change = await categoriesChangedBy(manager, draft.id);
  const changeSeq = await nextChange(manager, 'policy');
  const [row]: { version: number; policy_id: string }[] = await manager.query(
    `SELECT version, policy_id FROM policy_version
     WHERE id = $1 AND tenant_id = $2 AND state = 'draft' AND xmin::text = $3 FOR UPDATE`,
    [draft.id, draft.tenantId, revision],
  );
  if (row === undefined) return noDraft(manager, draft);
  const later = await laterPublished(manager, row);
  if (later !== undefined) {
    return failed('stale_version', `Version ${later} came out after this draft. Write a new one.`);
  }
  // What is published now makes room first: an index allows one published version per policy.
  const replaced = await returnedRows<{ id: string; version: number }>(
    manager,
    `UPDATE policy_version SET state = 'retired', retired_at = now(), change_seq = $2
     WHERE policy_id = $1 AND state = 'published' RETURNING id, version`,
    [row.policy_id, changeSeq],
  );
  await manager.query(
    `UPDATE policy_version SET state = 'published', published_at = now(), published_by = $2, change_seq = $3
     WHERE id = $1 AND state = 'draft'`,
    [draft.id, draft.actor, changeSeq],
  );
  const shortened = await expireQualifications(manager, { tenantId: draft.tenantId, ...change });
  await recordAudit(manager, {
    tenantId: draft.tenantId,
    actor: draft.actor,
    action: 'policy.published',
    subjectType: 'policy_version',
    subjectId: draft.id,
    detail: { version: row.version, changeSeq, replaced: replaced[0]?.id, shortened },
  });
  return ok(draft.id);
}

async function laterPublished(
  manager: EntityManager,
  draft: { readonly policy_id: string; readonly version: number },
): Promise<number | undefined> {
  const [row]: { version: number | null }[] = await manager.query(
    `SELECT max(version) AS version FROM policy_version
     WHERE policy_id = $1 AND version > $2 AND published_at IS NOT NULL`,
    [draft.policy_id, draft.version],
  );
  return row?.version ?? undefined;
}

/** Retires the published version: its scene has no policy until another one is published. */
export async function retirePolicy(
  manager: EntityManager,
  { tenantId, id, actor }: DraftReference,
): Promise<Result<string>> {
  const changeSeq = await nextChange(manager, 'policy');
  const [row] = await returnedRows<{ version: number }>(
    manager,
    `UPDATE policy_version SET state = 'retired', retired_at = now(), change_seq = $3
     WHERE id = $1 AND tenant_id = $2 AND state = 'published' RETURNING version`,
    [id, tenantId, changeSeq],
  );
  if (row === undefined) return notPublished(manager, { tenantId, id });
  await recordAudit(manager, {
    tenantId,
    actor,
    action: 'policy.retired',
    subjectType: 'policy_version',
    subjectId: id,
    detail: { version: row.version, changeSeq },
  });
  return ok(id);
}

async function notPublished(
  manager: EntityManager,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): Promise<Result<never>> {
  const rows: { state: string }[] = await manager.query(
    'SELECT state FROM policy_version WHERE id = $1 AND tenant_id = $2',
    [id, tenantId],
  );
  if (rows[0] === undefined) return failed('not_found', 'There is no such policy version.');
  return failed(
    'invalid_transition',
    `Only a published version retires; this one is ${rows[0].state}.`,
  );
}
