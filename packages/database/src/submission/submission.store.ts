import type { EntityManager } from 'typeorm';
import type {
  DecidedBy,
  DecisionOutcome,
  Measure,
  Outcome,
  Reason,
  SubmissionStatus,
  VerdictCause,
} from '@assay/domain';
import { decodeCursor, encodeCursor } from '../cursor.js';

export interface StoredVerdict {
  readonly outcome: Outcome;
  readonly revision: number;
  readonly cause: VerdictCause;
  readonly decidedBy: DecidedBy;
  readonly measures: readonly Measure[];
  readonly reasons: readonly Reason[];
  readonly policyVersion: string;
  readonly blacklistVersion: number;
  readonly engineVersion: string;
  readonly decidedAt: string;
}

export interface StoredDecision {
  readonly outcome: DecisionOutcome;
  readonly reasons: readonly Reason[];
  readonly policyVersion: string;
  readonly blacklistVersion: number;
  readonly engineVersion: string;
  readonly evaluatedAt: string;
}

/** A submission with its derived status, latest decision and latest verdict. */
export interface StoredSubmission {
  readonly id: string;
  readonly tenantId: string;
  readonly status: SubmissionStatus;
  readonly scene: string;
  readonly industry: string | null;
  readonly authorId: string | null;
  readonly externalId: string | null;
  readonly receivedAt: Date;
  readonly decision: StoredDecision | null;
  readonly verdict: StoredVerdict | null;
}

export interface StoredContent {
  readonly parts: readonly { readonly type: 'text'; readonly text: string }[];
  readonly context: object;
  readonly metadata: Readonly<Record<string, string>>;
  readonly verdicts: readonly StoredVerdict[];
}

export interface SubmissionFilter {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly scene?: string | undefined;
  readonly externalId?: string | undefined;
  readonly authorId?: string | undefined;
}

/** Reads submissions. Inside `readAsTenant` row-level security keeps it to one tenant; ids of others are absent. */
export class SubmissionStore {
  constructor(private readonly manager: EntityManager) {}

  async findMany(tenantId: string, ids: readonly string[]): Promise<readonly StoredSubmission[]> {
    const rows: SummaryRow[] = await this.manager.query(
      `${summarySql} WHERE s.tenant_id = $1 AND s.id = ANY ($2::uuid[])`,
      [tenantId, ids],
    );
    return rows.map(toSummary);
  }

  /** The content and every verdict revision, oldest first; `undefined` for an id the tenant does not own. */
  async findContent(tenantId: string, id: string): Promise<StoredContent | undefined> {
    const [row]: StoredContent[] = await this.manager.query(
      `SELECT parts, context, metadata, COALESCE((
         SELECT json_agg(${verdictJson('v')} ORDER BY v.revision) FROM verdict v WHERE v.submission_id = s.id
       ), '[]') AS verdicts
       FROM submission s WHERE s.tenant_id = $1 AND s.id = $2`,
      [tenantId, id],
    );
    return row;
  }

  /** One page, newest first. `undefined` when the cursor is not one of ours. */
  async list(
    tenantId: string,
    filter: SubmissionFilter,
  ): Promise<
    { readonly items: readonly StoredSubmission[]; readonly nextCursor?: string } | undefined
  > {
    const after = filter.cursor === undefined ? [null] : decodeCursor(filter.cursor, 1);
    if (after === undefined || (after[0] !== null && !uuid.test(after[0] ?? ''))) return undefined;
    const rows: SummaryRow[] = await this.manager.query(
      `${summarySql}
       WHERE s.tenant_id = $1 AND ($2::uuid IS NULL OR s.id < $2::uuid)
         AND ($3::text IS NULL OR s.scene = $3) AND ($4::text IS NULL OR s.external_id = $4)
         AND ($5::text IS NULL OR s.author_id = $5)
       ORDER BY s.id DESC LIMIT $6`,
      [
        tenantId,
        after[0],
        filter.scene ?? null,
        filter.externalId ?? null,
        filter.authorId ?? null,
        filter.limit + 1,
      ],
    );
    const items = rows.slice(0, filter.limit).map(toSummary);
    const last = items.at(-1);
    return rows.length > filter.limit && last !== undefined
      ? { items, nextCursor: encodeCursor([last.id]) }
      : { items };
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface SummaryRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly scene: string;
  readonly industry: string | null;
  readonly author_id: string | null;
  readonly external_id: string | null;
  readonly received_at: Date;
  readonly pending: boolean;
  readonly decision: StoredDecision | null;
  readonly verdict: StoredVerdict | null;
}

const isoUtc = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const verdictJson = (v: string): string => `json_build_object(
  'outcome', ${v}.outcome, 'revision', ${v}.revision, 'cause', ${v}.cause, 'decidedBy', ${v}.decided_by,
  'measures', ${v}.measures, 'reasons', ${v}.reasons, 'policyVersion', ${v}.policy_version,
  'blacklistVersion', ${v}.blacklist_version, 'engineVersion', ${v}.engine_version,
  'decidedAt', ${isoUtc(`${v}.decided_at`)})`;

const summarySql = `
  SELECT s.id, s.tenant_id, s.scene, s.industry, s.author_id, s.external_id, s.received_at,
    EXISTS (SELECT FROM review_case c WHERE c.submission_id = s.id AND c.state = 'open' AND c.purpose <> 'audit')
      AS pending,
    (SELECT json_build_object('outcome', d.outcome, 'reasons', d.reasons, 'policyVersion', d.policy_version,
       'blacklistVersion', d.blacklist_version, 'engineVersion', d.engine_version,
       'evaluatedAt', ${isoUtc('d.evaluated_at')})
     FROM decision d WHERE d.submission_id = s.id ORDER BY d.round DESC LIMIT 1) AS decision,
    (SELECT ${verdictJson('v')} FROM verdict v WHERE v.submission_id = s.id ORDER BY v.revision DESC LIMIT 1) AS verdict
  FROM submission s`;

function toSummary(row: SummaryRow): StoredSubmission {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    status: statusOf(row),
    scene: row.scene,
    industry: row.industry,
    authorId: row.author_id,
    externalId: row.external_id,
    receivedAt: row.received_at,
    decision: row.decision,
    verdict: row.verdict,
  };
}

/** A verdict with an open case was re-opened (audits show nothing); neither verdict nor case: machine review is still to come. */
function statusOf({ pending, verdict }: Pick<SummaryRow, 'pending' | 'verdict'>): SubmissionStatus {
  if (verdict !== null) return pending ? 'reopened' : 'decided';
  return pending ? 'in_review' : 'accepted';
}
