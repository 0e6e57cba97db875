import type { Outcome } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { newId } from '../../random-pool.js';
import type { HeardCase } from './load-cases.js';

/** One more seat for the arbiter of a panel that does not agree: the same content, for none of those who ruled. */
export async function openArbitration(
  manager: EntityManager,
  { caseId, panel }: Pick<HeardCase, 'caseId' | 'panel'>,
): Promise<void> {
  await manager.query(
    `WITH tasked AS (
       INSERT INTO review_task (id, case_id, slot, tenant_id, submission_id, subject_id, purpose, decision_round, queue,
         category, severity, language, claim_key, home_key, level, state, rank, due_at, undo_seconds, fingerprint, bands)
       SELECT $2, case_id, $3, tenant_id, submission_id, subject_id, purpose, decision_round, queue, category, severity,
         language, home_key, home_key, level, 'open', rank, due_at, undo_seconds, fingerprint, bands
       FROM review_task WHERE case_id = $1 ORDER BY slot LIMIT 1
       RETURNING id, case_id, tenant_id
     ), excluded AS (
       -- Whoever had a part in what the case is about keeps out of its arbitration, too.
       INSERT INTO review_task_skip (task_id, actor, tenant_id, reason)
       SELECT DISTINCT t.id, s.actor, t.tenant_id, s.reason
       FROM tasked t JOIN review_task o ON o.case_id = t.case_id JOIN review_task_skip s ON s.task_id = o.id
       WHERE s.reason = 'conflict'
     )
     INSERT INTO task_event (task_id, tenant_id, kind, epoch) SELECT id, tenant_id, 'queued', 0 FROM tasked`,
    [caseId, newId(), panel.reviewers + 1],
  );
}

/**
 * Ends a case. Seats nobody has taken are closed; whoever holds one finishes, and what they say counts for agreement.
 */
export async function cancelOpenSeats(
  manager: EntityManager,
  ended: { readonly caseId: string; readonly outcome: Outcome; readonly agreed: boolean },
): Promise<void> {
  await manager.query(
    `WITH ended AS (
       UPDATE review_case SET state = 'concluded', concluded_at = now(), outcome = $2, agreed = $3
       WHERE id = $1 AND state = 'open' RETURNING id
     ), cancelled AS (
       UPDATE review_task t SET state = 'cancelled', closed_at = now()
       FROM ended WHERE t.case_id = ended.id AND t.state = 'open' RETURNING t.id, t.tenant_id, t.lease_epoch
     )
     INSERT INTO task_event (task_id, tenant_id, kind, epoch)
     SELECT id, tenant_id, 'cancelled', lease_epoch FROM cancelled`,
    [ended.caseId, ended.outcome, ended.agreed],
  );
}
