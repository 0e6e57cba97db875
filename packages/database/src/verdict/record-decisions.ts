import type { Pool } from 'pg';
import type { Decision, Evidence, RuleAction, Severity } from '@assay/domain';
import {
  closingColumns,
  closingRow,
  verdictCtes,
  type Closing,
  type ClosingRow,
} from './closing.js';
import { readClosed, type WrittenDelivery } from './close-submissions.js';

/** What machine review found about one submission, and what follows from it. */
export interface MachineReview {
  readonly submissionId: string;
  readonly tenantId: string;
  readonly decision: Decision;
  readonly evidence: readonly Evidence[];
  readonly policyVersionId: string | null;
  readonly policyVersion: string;
  readonly blacklistVersion: number;
  readonly engineVersion: string;
  readonly evaluatedAtMs: number;
  readonly hits: readonly { readonly entryId: string; readonly action: RuleAction }[];
  readonly next:
    | { readonly type: 'verdict'; readonly closing: Closing }
    | { readonly type: 'task'; readonly task: NewTask };
}

/** A task for people. `rankMs` comes from the domain; times are epoch milliseconds. */
export interface NewTask {
  readonly id: string;
  readonly queue: string;
  readonly category: string;
  readonly severity: Severity;
  readonly rankMs: number;
  readonly dueAtMs: number;
  readonly undoSeconds: number;
}

export interface Recorded {
  /** Submissions this call decided or sent to people. The others were taken care of by somebody else. */
  readonly submissionIds: readonly string[];
  /** Of those, the ones a caller of the gateway is waiting for. */
  readonly awaitedIds: readonly string[];
  readonly deliveries: readonly WrittenDelivery[];
}

interface RecordedRow {
  readonly id: string;
  readonly awaited: boolean;
  readonly event_id: string | null;
  readonly at: string;
  readonly delivery_id: string | null;
  readonly endpoint_id: string | null;
}

/**
 * Ends machine review for a batch in one statement: whoever removes the outbox row owns the outcome, so a second
 * worker with the same ids writes nothing. Rejects as a whole when one item is bad; callers then go one by one.
 */
export async function recordDecisions(
  pool: Pool,
  reviews: readonly MachineReview[],
): Promise<Recorded> {
  const closings: ClosingRow[] = [];
  const items: unknown[] = [];
  for (const review of reviews) {
    items.push(itemRow(review));
    if (review.next.type === 'verdict') closings.push(closingRow(review.next.closing));
  }
  const { rows } = await pool.query<RecordedRow>({
    name: 'record-decisions',
    text: recordSql,
    values: [JSON.stringify(items), JSON.stringify(closings)],
  });
  return readRecorded(closings, rows);
}

function itemRow(review: MachineReview): unknown {
  const { decision, next } = review;
  return {
    id: review.submissionId,
    tenant_id: review.tenantId,
    outcome: decision.outcome,
    severity: decision.severity,
    reasons: decision.reasons,
    measures: decision.measures,
    evidence: review.evidence,
    policy_version_id: review.policyVersionId,
    policy_version: review.policyVersion,
    blacklist_version: review.blacklistVersion,
    engine_version: review.engineVersion,
    evaluated_at: review.evaluatedAtMs / 1000,
    ...(review.hits.length > 0
      ? { hits: review.hits.map(({ entryId, action }) => ({ entry_id: entryId, action })) }
      : {}),
    ...(next.type === 'task' ? taskColumns(next.task) : {}),
  };
}

const taskColumns = (task: NewTask): object => ({
  task_id: task.id,
  queue: task.queue,
  category: task.category,
  rank: task.rankMs / 1000,
  due_at: task.dueAtMs / 1000,
  undo_seconds: task.undoSeconds,
});

function readRecorded(closings: readonly ClosingRow[], rows: readonly RecordedRow[]): Recorded {
  const seen = new Map<string, boolean>();
  for (const row of rows) seen.set(row.id, row.awaited);
  const withEvent = rows.flatMap((row) =>
    row.event_id === null ? [] : [{ ...row, submission_id: row.id, event_id: row.event_id }],
  );
  return {
    submissionIds: [...seen.keys()],
    awaitedIds: [...seen].filter(([, awaited]) => awaited).map(([id]) => id),
    deliveries: readClosed(closings, withEvent).deliveries,
  };
}

const recordSql = `
  WITH input AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1::json) AS i(
      id uuid, tenant_id uuid, outcome text, severity text, reasons json, measures json, evidence json,
      policy_version_id uuid, policy_version text, blacklist_version bigint, engine_version text,
      evaluated_at double precision, hits json, task_id uuid, queue text, category text,
      rank double precision, due_at double precision, undo_seconds int)
  ), gone AS (
    DELETE FROM outbox o USING input i WHERE o.submission_id = i.id RETURNING o.submission_id AS id, o.awaited
  ), item AS MATERIALIZED (
    SELECT i.* FROM input i JOIN gone USING (id)
  ), decided AS (
    INSERT INTO decision (submission_id, round, tenant_id, outcome, severity, reasons, measures, evidence,
      policy_version_id, policy_version, blacklist_version, engine_version, evaluated_at)
    SELECT id, 1, tenant_id, outcome, severity, reasons, measures, evidence,
      policy_version_id, policy_version, blacklist_version, engine_version, to_timestamp(evaluated_at)
    FROM item
  ), hit AS (
    INSERT INTO blacklist_hit (entry_id, submission_id, tenant_id, action)
    SELECT h.entry_id, item.id, item.tenant_id, h.action
    FROM item CROSS JOIN LATERAL json_to_recordset(item.hits) AS h(entry_id uuid, action text)
    WHERE item.hits IS NOT NULL
    ON CONFLICT DO NOTHING
  ), tasked AS (
    INSERT INTO review_task (id, submission_id, tenant_id, decision_round, queue, category, severity, state,
      rank, due_at, undo_seconds)
    SELECT task_id, id, tenant_id, 1, queue, category, severity, 'open',
      to_timestamp(rank), to_timestamp(due_at), undo_seconds
    FROM item WHERE task_id IS NOT NULL
    RETURNING id, tenant_id
  ), queued AS (
    INSERT INTO task_event (task_id, tenant_id, kind, epoch) SELECT id, tenant_id, 'queued', 0 FROM tasked
  ), closing AS MATERIALIZED (
    SELECT c.* FROM json_to_recordset($2::json) AS c(${closingColumns}) JOIN gone ON gone.id = c.submission_id
  ), ${verdictCtes}
  SELECT gone.id, gone.awaited, w.event_id, stamp.at, s.id AS delivery_id, s.endpoint_id
  FROM gone CROSS JOIN stamp
  LEFT JOIN written w ON w.submission_id = gone.id
  LEFT JOIN sent s USING (event_id)`;
