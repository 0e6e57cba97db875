import type { Pool } from 'pg';
import type { Decision, Evidence, RuleAction, Severity } from '@assay/domain';
import { closingRow, verdictCtes, type Closing, type ClosingRow } from './closing.js';
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
  const items = reviews.map(itemRow);
  const { rows } = await pool.query<RecordedRow>({
    name: 'record-decisions',
    text: recordSql,
    values: [JSON.stringify(items), reviews.map(({ submissionId }) => submissionId)],
  });
  return readRecorded(items, rows);
}

/** One item as the statement reads it; columns of a verdict are there when machine review decided. */
interface ItemRow extends Partial<
  Pick<ClosingRow, 'event_id' | 'event_type' | 'payload_head' | 'audit_salt' | 'audit_leaf'>
> {
  readonly id: string;
  readonly tenant_id: string;
  readonly [column: string]: unknown;
}

function itemRow(review: MachineReview): ItemRow {
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
    ...(next.type === 'task' ? taskColumns(next.task) : verdictColumns(next.closing)),
  };
}

/** What a first machine verdict adds to its decision; the rest of the closing is in the item already. */
function verdictColumns(closing: Closing): object {
  const { event_id, event_type, payload_head, audit_salt, audit_leaf } = closingRow(closing);
  return { verdict: closing.outcome, event_id, event_type, payload_head, audit_salt, audit_leaf };
}

const taskColumns = (task: NewTask): object => ({
  task_id: task.id,
  queue: task.queue,
  category: task.category,
  rank: task.rankMs / 1000,
  due_at: task.dueAtMs / 1000,
  undo_seconds: task.undoSeconds,
});

function readRecorded(items: readonly ItemRow[], rows: readonly RecordedRow[]): Recorded {
  const seen = new Map<string, boolean>();
  for (const row of rows) seen.set(row.id, row.awaited);
  const written = rows.flatMap((row) =>
    row.event_id === null ? [] : [{ ...row, submission_id: row.id, event_id: row.event_id }],
  );
  return {
    submissionIds: [...seen.keys()],
    awaitedIds: [...seen].filter(([, awaited]) => awaited).map(([id]) => id),
    deliveries: readClosed(items, written).deliveries,
  };
}

// The outbox rows are named by an array, not by a join: the table turns over so fast that the planner's idea of its
// size is always wrong, and a sequential scan of it costs more than everything else here.
const recordSql = `
  WITH input AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1::json) AS i(
      id uuid, tenant_id uuid, outcome text, severity text, reasons json, measures json, evidence json,
      policy_version_id uuid, policy_version text, blacklist_version bigint, engine_version text,
      evaluated_at double precision, hits json, task_id uuid, queue text, category text,
      rank double precision, due_at double precision, undo_seconds int,
      verdict text, event_id uuid, event_type text, payload_head text, audit_salt text, audit_leaf text)
  ), gone AS (
    DELETE FROM outbox WHERE submission_id = ANY ($2::uuid[]) RETURNING submission_id AS id, awaited
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
    SELECT id AS submission_id, tenant_id, 1 AS revision, verdict AS outcome, 'first_review' AS cause,
      'machine' AS decided_by, measures, reasons, policy_version, blacklist_version, engine_version,
      NULL::uuid AS task_id, NULL::text AS actor, event_id, event_type, payload_head, audit_salt, audit_leaf
    FROM item WHERE event_id IS NOT NULL
  ), ${verdictCtes}
  SELECT gone.id, gone.awaited, w.event_id, stamp.at, s.id AS delivery_id, s.endpoint_id
  FROM gone CROSS JOIN stamp
  LEFT JOIN written w ON w.submission_id = gone.id
  LEFT JOIN sent s USING (event_id)`;
