import type { EntityManager } from 'typeorm';
import { cancelCase } from './cancel-case.js';

/**
 * Ends the first review of a withdrawn submission: its pending tasks are closed, with provisional rulings and drafts.
 * Other people's business with a decided submission (audits, appeals, a panel's late seat) is left alone.
 * Call inside the transaction that withdraws. Waits for a settlement in progress; whoever commits first wins. False
 * when there was no first review to end.
 */
export async function cancelTasksOf(
  manager: EntityManager,
  { submissionId, actor }: { readonly submissionId: string; readonly actor: string },
): Promise<boolean> {
  const [found]: { id: string }[] = await manager.query(
    `SELECT id FROM review_case WHERE submission_id = $1 AND purpose = 'first_review' AND state = 'open'`,
    [submissionId],
  );
  return found !== undefined && cancelCase(manager, { caseId: found.id, actor });
}
