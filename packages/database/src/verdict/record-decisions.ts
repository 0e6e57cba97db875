import type { Pool } from 'pg';
import type {
  Decision,
  Evidence,
  Panel,
  ReviewLanguage,
  RuleAction,
  Severity,
} from '@assay/domain';
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
    { readonly type: 'verdict'; readonly closing: Closing } | { readonly type: 'people' };
  /** The first review that people do, or the audit that a machine verdict was drawn for. */
  readonly opens?: NewCase;
}

/** A case for people, with one task per seat. `rankMs` comes from the domain; times are epoch milliseconds. */
export interface NewCase {
  readonly id: string;
  readonly purpose: 'first_review' | 'audit';
  readonly taskIds: readonly string[];
  readonly panel: Panel;
  /** Of having been drawn, for an audit. */
  readonly probability?: number;
  readonly queue: string;
  readonly category: string;
  readonly severity: Severity;
  readonly language: ReviewLanguage;
  readonly claimKey: string;
  readonly rankMs: number;
  readonly dueAtMs: number;
  readonly undoSeconds: number;
  /** SimHash of the text as a signed 64-bit number; absent for texts too short to compare. */
  readonly fingerprint?: bigint;
  readonly bands?: readonly number[];
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
  const { decision, next, opens } = review;
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
    ...(next.type === 'verdict' ? verdictColumns(next.closing) : {}),
    ...(opens === undefined ? {} : caseColumns(opens)),
  };
}

/** What a first machine verdict adds to its decision; the rest of the closing is in the item already. */
function verdictColumns(closing: Closing): object {
  const { event_id, event_type, payload_head, audit_salt, audit_leaf } = closingRow(closing);
  return { verdict: closing.outcome, event_id, event_type, payload_head, audit_salt, audit_leaf };
}

const caseColumns = (opened: NewCase): object => ({
  case_id: opened.id,
  purpose: opened.purpose,
  task_ids: opened.taskIds,
  panel: opened.panel,
  probability: opened.probability ?? null,
  queue: opened.queue,
  category: opened.category,
  task_severity: opened.severity,
  language: opened.language,
  claim_key: opened.claimKey,
  rank: opened.rankMs / 1000,
  due_at: opened.dueAtMs / 1000,
  undo_seconds: opened.undoSeconds,
  fingerprint: opened.fingerprint?.toString() ?? null,
  bands: opened.bands ?? null,
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
      evaluated_at double precision, hits json, case_id uuid, purpose text, task_ids uuid[], panel json,
      probability real, queue text, category text, task_severity text, language text, claim_key text,
      rank double precision, due_at double precision, undo_seconds int, fingerprint bigint, bands int[],
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
  ), cased AS (
    INSERT INTO review_case (id, tenant_id, submission_id, subject_id, purpose, state, decision_round, queue, panel,
      probability)
    SELECT case_id, tenant_id, id, id, purpose, 'open', 1, queue, panel, probability
    FROM item WHERE case_id IS NOT NULL
  ), tasked AS (
    INSERT INTO review_task (id, case_id, slot, submission_id, subject_id, tenant_id, purpose, decision_round, queue,
      category, severity, language, claim_key, home_key, state, rank, due_at, undo_seconds, fingerprint, bands)
    SELECT seat.task_id, case_id, seat.slot, id, id, tenant_id, purpose, 1, queue, category, task_severity, language,
      claim_key, claim_key, 'open', to_timestamp(rank), to_timestamp(due_at), undo_seconds, fingerprint, bands
    FROM item CROSS JOIN LATERAL unnest(task_ids) WITH ORDINALITY AS seat(task_id, slot)
    WHERE case_id IS NOT NULL
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
