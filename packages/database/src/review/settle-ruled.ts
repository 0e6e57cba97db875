import { settle, type Measure, type Outcome, type Reason } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { closeSubmissions, type WrittenDelivery } from '../verdict/close-submissions.js';
import type { Closing } from '../verdict/closing.js';

/** What a settlement wrote. `deliveries` may be sent as soon as the transaction is committed. */
export interface Settled {
  readonly submissionIds: readonly string[];
  readonly deliveries: readonly WrittenDelivery[];
}

interface RuledRow {
  readonly taskId: string;
  readonly rulingId: string;
  readonly submissionId: string;
  readonly tenantId: string;
  readonly externalId: string | null;
  readonly actor: string;
  readonly outcome: Outcome;
  readonly category: string | null;
  readonly note: string | null;
  readonly measures: readonly Measure[];
  readonly reasons: readonly Reason[];
  readonly policyVersion: string;
  readonly blacklistVersion: string;
  readonly engineVersion: string;
  readonly revision: number;
}

/**
 * Turns the provisional rulings of these tasks into verdicts and closes the tasks. The caller holds the row locks of
 * tasks in state `ruled`. Throws when a verdict was not written, so that no task is closed without one.
 */
export async function settleRuled(
  manager: EntityManager,
  taskIds: readonly string[],
): Promise<Settled> {
  if (taskIds.length === 0) return { submissionIds: [], deliveries: [] };
  const rows: RuledRow[] = await manager.query(ruledRows, [taskIds]);
  if (rows.length !== taskIds.length) throw new Error('A ruled task has no provisional ruling.');
  const closed = await closeSubmissions(manager, rows.map(toClosing));
  if (closed.submissionIds.length !== rows.length) {
    throw new Error('Another revision came in between; the ruling is settled on the next try.');
  }
  await manager.query(closeTasks, [taskIds, rows.map(({ rulingId }) => rulingId)]);
  return closed;
}

function toClosing(row: RuledRow): Closing {
  const settlement = settle(row.reasons, row);
  return {
    submissionId: row.submissionId,
    tenantId: row.tenantId,
    externalId: row.externalId,
    revision: row.revision,
    outcome: settlement.outcome,
    cause: 'first_review',
    decidedBy: 'human',
    measures: settlement.measures,
    reasons: settlement.reasons,
    policyVersion: row.policyVersion,
    blacklistVersion: Number(row.blacklistVersion),
    engineVersion: row.engineVersion,
    taskId: row.taskId,
    actor: row.actor,
  };
}

const ruledRows = `
  SELECT t.id AS "taskId", r.id AS "rulingId", t.submission_id AS "submissionId", t.tenant_id AS "tenantId",
         s.external_id AS "externalId", r.actor, r.outcome, r.category, r.note, r.measures, d.reasons,
         d.policy_version AS "policyVersion", d.blacklist_version AS "blacklistVersion",
         d.engine_version AS "engineVersion",
         COALESCE((SELECT max(v.revision) FROM verdict v WHERE v.submission_id = t.submission_id), 0) + 1 AS revision
  FROM review_task t
  JOIN ruling r ON r.task_id = t.id AND r.epoch = t.lease_epoch AND r.state = 'provisional'
  JOIN submission s ON s.id = t.submission_id
  JOIN decision d ON d.submission_id = t.submission_id AND d.round = t.decision_round
  WHERE t.id = ANY($1) AND t.state = 'ruled'`;

const closeTasks = `
  WITH settled AS (
    UPDATE review_task SET state = 'settled', closed_at = now(), lease_until = NULL
    WHERE id = ANY($1) AND state = 'ruled' RETURNING id, tenant_id, lease_epoch
  ), made_final AS (
    UPDATE ruling SET state = 'final' WHERE id = ANY($2) AND state = 'provisional'
  ), forgotten AS (
    DELETE FROM review_draft w USING settled s WHERE w.task_id = s.id
  ), noted AS (
    INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
    SELECT id, tenant_id, 'settled', NULL, lease_epoch FROM settled
  )
  SELECT id FROM settled`;
