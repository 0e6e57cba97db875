import type { DecidedBy, Measure, Outcome, Reason, VerdictCause } from '@assay/domain';
import { verdictEventType } from '@assay/domain';
import { newId } from '../random-pool.js';
import { auditLeaf } from '../audit/audit-leaf.js';

/** What ends (or revises) a submission: everything a verdict row, its event and its audit leaf need. */
export interface Closing {
  readonly submissionId: string;
  readonly tenantId: string;
  readonly externalId: string | null;
  readonly revision: number;
  readonly outcome: Outcome;
  readonly cause: VerdictCause;
  readonly decidedBy: DecidedBy;
  readonly measures: readonly Measure[];
  readonly reasons: readonly Reason[];
  readonly policyVersion: string;
  readonly blacklistVersion: number;
  readonly engineVersion: string;
  readonly taskId?: string;
  /** Principal of a person; absent for the machine. */
  readonly actor?: string;
}

/**
 * One closing as the statement reads it. The event body is JSON cut at the two places where the
 * database's own time goes in, so that verdict row and event can never disagree about it.
 */
export interface ClosingRow {
  readonly submission_id: string;
  readonly tenant_id: string;
  readonly revision: number;
  readonly outcome: string;
  readonly cause: string;
  readonly decided_by: string;
  readonly measures: readonly Measure[];
  readonly reasons: readonly Reason[];
  readonly policy_version: string;
  readonly blacklist_version: number;
  readonly engine_version: string;
  readonly task_id: string | null;
  readonly actor: string | null;
  readonly event_id: string;
  readonly event_type: string;
  readonly payload_head: string;
  readonly audit_salt: string;
  readonly audit_leaf: string;
}

/** `payload_head + stamp + payloadMiddle + stamp + payloadTail` is the event body. */
export const payloadMiddle = '"}},"createdAt":"';
export const payloadTail = '"}';

export function closingRow(closing: Closing): ClosingRow {
  const eventId = newId();
  const eventType = verdictEventType(closing);
  const { salt, leaf } = auditLeaf({
    tenantId: closing.tenantId,
    actor: closing.actor ?? closing.decidedBy,
    action: eventType,
    subjectType: 'submission',
    subjectId: closing.submissionId,
    detail: auditDetail(closing),
  });
  return {
    submission_id: closing.submissionId,
    tenant_id: closing.tenantId,
    revision: closing.revision,
    outcome: closing.outcome,
    cause: closing.cause,
    decided_by: closing.decidedBy,
    measures: closing.measures,
    reasons: closing.reasons,
    policy_version: closing.policyVersion,
    blacklist_version: closing.blacklistVersion,
    engine_version: closing.engineVersion,
    task_id: closing.taskId ?? null,
    actor: closing.actor ?? null,
    event_id: eventId,
    event_type: eventType,
    payload_head: payloadHead(closing, eventId, eventType),
    audit_salt: salt.toString('hex'),
    audit_leaf: leaf.toString('hex'),
  };
}

/** Detail of a verdict's audit entry; the statement writes the same fields in the same order. */
const auditDetail = (closing: Closing): Record<string, unknown> => ({
  revision: closing.revision,
  outcome: closing.outcome,
  cause: closing.cause,
});

function payloadHead(closing: Closing, eventId: string, eventType: string): string {
  const verdict = JSON.stringify({
    outcome: closing.outcome,
    revision: closing.revision,
    cause: closing.cause,
    decidedBy: closing.decidedBy,
    ...(closing.measures.length > 0 ? { measures: closing.measures } : {}),
    reasons: closing.reasons,
    policyVersion: closing.policyVersion,
    blacklistVersion: closing.blacklistVersion,
    engineVersion: closing.engineVersion,
  });
  const external =
    closing.externalId === null ? '' : `"externalId":${JSON.stringify(closing.externalId)},`;
  return (
    `{"id":"${eventId}","type":"${eventType}","data":{"submissionId":"${closing.submissionId}",${external}` +
    `"verdict":${verdict.slice(0, -1)},"decidedAt":"`
  );
}

/** Columns of `json_to_recordset` for a ClosingRow. */
export const closingColumns = `
  submission_id uuid, tenant_id uuid, revision int, outcome text, cause text, decided_by text,
  measures json, reasons json, policy_version text, blacklist_version bigint, engine_version text,
  task_id uuid, actor text, event_id uuid, event_type text, payload_head text, audit_salt text, audit_leaf text`;

/**
 * The one door for verdicts, as CTEs over a relation `closing` with the columns above. Writes verdict, event,
 * deliveries and audit entry together; a revision that exists already writes nothing at all.
 * `written` holds the verdicts that were written, `sent` their deliveries.
 *
 * What was written is joined with its closing once (`closed`). Joined again beside the endpoints, the planner, who takes
 * either side for ten rows, compared every closing with every verdict: 40,000 comparisons for a full envelope.
 */
export const verdictCtes = `
  stamp AS (
    SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
  ), written AS (
    INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
      policy_version, blacklist_version, engine_version, supersedes, task_id, actor, event_id, decided_at)
    SELECT submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
      policy_version, blacklist_version, engine_version, NULLIF(revision - 1, 0), task_id, actor, event_id,
      date_trunc('milliseconds', now())
    FROM closing
    ON CONFLICT (submission_id, revision) DO NOTHING
    RETURNING event_id, submission_id
  ), closed AS MATERIALIZED (
    SELECT c.* FROM closing c JOIN written USING (event_id)
  ), event_written AS (
    INSERT INTO event (id, xid, tenant_id, type, submission_id, revision, payload)
    SELECT c.event_id, pg_current_xact_id()::text::bigint, c.tenant_id, c.event_type, c.submission_id, c.revision,
      (c.payload_head || stamp.at || '${payloadMiddle}' || stamp.at || '${payloadTail}')::json
    FROM closed c CROSS JOIN stamp
  ), sent AS (
    INSERT INTO delivery (id, event_id, endpoint_id, tenant_id, state, next_attempt_at)
    SELECT assay_uuidv7(), c.event_id, e.id, c.tenant_id, 'pending', now() + interval '10 seconds'
    FROM closed c
    JOIN webhook_endpoint e ON e.tenant_id = c.tenant_id AND e.disabled_at IS NULL
      AND (e.event_types = '{}' OR c.event_type = ANY (e.event_types))
    RETURNING id, event_id, endpoint_id
  ), audited AS (
    INSERT INTO audit_entry (tenant_id, actor, action, subject_type, subject_id, detail, salt, leaf)
    SELECT c.tenant_id, COALESCE(c.actor, c.decided_by), c.event_type, 'submission', c.submission_id::text,
      ('{"revision":' || c.revision || ',"outcome":"' || c.outcome || '","cause":"' || c.cause || '"}')::json,
      decode(c.audit_salt, 'hex'), decode(c.audit_leaf, 'hex')
    FROM closed c
  )`;
