import type { EntityManager } from 'typeorm';
import type { ReviewDraft } from './review-task-view.js';

interface DraftKey {
  readonly tenantId: string;
  readonly taskId: string;
  readonly actor: string;
}

const replace = `ON CONFLICT (task_id, actor) DO UPDATE SET draft = excluded.draft, updated_at = now()`;

/** Saves the draft of a person who holds the task; the caller has the task's row lock. */
export async function saveDraft(
  manager: EntityManager,
  { taskId, actor, tenantId }: DraftKey,
  draft: ReviewDraft,
): Promise<void> {
  await manager.query(
    `INSERT INTO review_draft (task_id, actor, tenant_id, draft) VALUES ($1, $2, $3, $4) ${replace}`,
    [taskId, actor, tenantId, JSON.stringify(draft)],
  );
}

/**
 * Saves the draft of a person who held the task once. Not while the same person holds it under a newer epoch:
 * a forgotten tab must not overwrite what is typed in the current one.
 */
export async function keepLostDraft(
  manager: EntityManager,
  { taskId, actor, tenantId }: DraftKey,
  draft: ReviewDraft,
): Promise<void> {
  await manager.query(
    `INSERT INTO review_draft (task_id, actor, tenant_id, draft)
     SELECT t.id, $2, t.tenant_id, $4::json FROM review_task t
     WHERE t.id = $1 AND t.tenant_id = $3
       AND (t.state = 'open' OR (t.state IN ('leased', 'ruled') AND t.lease_owner <> $2))
       AND EXISTS (SELECT FROM task_event e WHERE e.task_id = t.id AND e.kind = 'claimed' AND e.actor = $2)
     FOR SHARE OF t
     ${replace}`,
    [taskId, actor, tenantId, JSON.stringify(draft)],
  );
}

export async function forgetDraft(
  manager: EntityManager,
  { taskId, actor }: Omit<DraftKey, 'tenantId'>,
): Promise<void> {
  await manager.query(`DELETE FROM review_draft WHERE task_id = $1 AND actor = $2`, [
    taskId,
    actor,
  ]);
}
