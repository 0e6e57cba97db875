import {
  standingOf,
  type Outcome,
  type Reason,
  type StrikeTerms,
  type VerdictCause,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import type { Database } from '../connection.js';
import { DisputeTermsStore } from '../dispute/dispute-terms.store.js';
import { recordEvent } from '../event/record-event.js';
import { newId } from '../random-pool.js';
import { liftStrikesOf } from './lift-strikes.js';
import { StrikeStore } from './strike.store.js';

/** Tenants that count strikes. */
export async function tenantsWithStrikes({
  dataSource,
}: Pick<Database, 'dataSource'>): Promise<readonly string[]> {
  const rows: { id: string }[] = await dataSource.query(
    'SELECT tenant_id AS id FROM dispute_terms WHERE strike IS NOT NULL ORDER BY tenant_id',
  );
  return rows.map(({ id }) => id);
}

export interface Projected {
  /** Verdicts that were read; `limit` of them means that there may be more. */
  readonly read: number;
  /** Authors that reached the limit with one of them. */
  readonly reached: readonly string[];
}

/**
 * Reads the tenant's next verdicts in the order of the event feed and keeps its strikes by them. One process at a time
 * works on a tenant; verdicts, strikes, events and the place that was reached are written together, so each verdict
 * counts once however often this is interrupted. Transactions that are still running are waited for, never skipped.
 */
export function projectStrikes(
  { dataSource }: Pick<Database, 'dataSource'>,
  { tenantId, limit }: { readonly tenantId: string; readonly limit: number },
): Promise<Projected> {
  return dataSource.transaction(async (manager) => {
    const [place]: (Place & { readonly since: Date })[] = await manager.query(
      'SELECT xid, seq, since FROM strike_checkpoint WHERE tenant_id = $1 FOR UPDATE SKIP LOCKED',
      [tenantId],
    );
    const terms = await new DisputeTermsStore(manager, tenantId).strikeTerms();
    if (place === undefined || terms === undefined) return { read: 0, reached: [] };
    const verdicts: VerdictRow[] = await manager.query(nextVerdicts, [
      tenantId,
      place.xid,
      place.seq,
      limit,
    ]);
    const last = verdicts.at(-1);
    if (last === undefined) return { read: 0, reached: [] };
    const counting = verdicts.filter(({ decidedAt }) => decidedAt >= place.since);
    await countDecided(manager, tenantId, counting);
    const reached: string[] = [];
    for (const verdict of counting) {
      const author = await apply(manager, { tenantId, terms, verdict });
      if (author !== undefined) reached.push(author);
    }
    await manager.query(
      'UPDATE strike_checkpoint SET xid = $2, seq = $3, updated_at = now() WHERE tenant_id = $1',
      [tenantId, last.xid, last.seq],
    );
    return { read: verdicts.length, reached };
  });
}

interface Place {
  readonly xid: string;
  readonly seq: string;
}

interface VerdictRow extends Place {
  readonly submissionId: string;
  readonly revision: number;
  readonly outcome: Outcome;
  readonly cause: VerdictCause;
  readonly reasons: readonly Reason[];
  readonly decidedAt: Date;
  readonly authorId: string | null;
  readonly externalId: string | null;
  /** False when a later revision is known already; then that one speaks. */
  readonly newest: boolean;
  readonly nowMs: string;
}

const nextVerdicts = `
  SELECT e.xid, e.seq, v.submission_id AS "submissionId", v.revision, v.outcome, v.cause, v.reasons,
    v.decided_at AS "decidedAt", s.author_id AS "authorId", s.external_id AS "externalId",
    NOT EXISTS (SELECT FROM verdict n WHERE n.submission_id = v.submission_id AND n.revision > v.revision) AS newest,
    extract(epoch FROM now()) * 1000 AS "nowMs"
  FROM event e
  JOIN verdict v ON v.submission_id = e.submission_id AND v.revision = e.revision
  JOIN submission s ON s.id = e.submission_id
  WHERE e.tenant_id = $1 AND (e.xid, e.seq) > ($2::bigint, $3::bigint)
    AND e.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
  ORDER BY e.xid, e.seq LIMIT $4`;

async function countDecided(
  manager: EntityManager,
  tenantId: string,
  verdicts: readonly VerdictRow[],
): Promise<void> {
  const authors = verdicts.flatMap(({ revision, cause, authorId }) =>
    revision === 1 && cause !== 'withdrawal' && authorId !== null ? [authorId] : [],
  );
  if (authors.length === 0) return;
  await manager.query(
    `INSERT INTO author_tally (tenant_id, author_id, decided)
     SELECT $1, a.id, count(*)::int FROM unnest($2::text[]) AS a(id) GROUP BY a.id
     ON CONFLICT (tenant_id, author_id) DO UPDATE SET decided = author_tally.decided + excluded.decided`,
    [tenantId, authors],
  );
}

interface Application {
  readonly tenantId: string;
  readonly terms: StrikeTerms;
  readonly verdict: VerdictRow;
}

/** The author who reached the limit with this verdict, if so. */
async function apply(
  manager: EntityManager,
  { tenantId, terms, verdict }: Application,
): Promise<string | undefined> {
  if (!verdict.newest || verdict.authorId === null) return undefined;
  if (!isMisdeed(verdict)) {
    await liftStrikesOf(manager, { submissionId: verdict.submissionId, reason: verdict.cause });
    return undefined;
  }
  const { authorId } = verdict;
  const store = new StrikeStore(manager, tenantId);
  const nowMs = Number(verdict.nowMs);
  const before = standingOf(await store.ofAuthor(authorId), nowMs, terms);
  const strikeId = await strike(manager, { tenantId, authorId, verdict });
  if (strikeId === undefined || before.reached) return undefined;
  const after = standingOf(await store.ofAuthor(authorId), nowMs, terms);
  if (!after.reached) return undefined;
  await manager.query('UPDATE strike SET reached = true WHERE id = $1', [strikeId]);
  await announce(manager, { tenantId, authorId, verdict, terms, standing: after });
  return authorId;
}

/** A block for a reason of its own. Restrictions help an author, and broken content is nobody's misdeed. */
const isMisdeed = ({ outcome, cause, reasons }: VerdictRow): boolean =>
  outcome === 'block' &&
  cause !== 'withdrawal' &&
  reasons[0] !== undefined &&
  reasons[0].category !== 'system';

/** One strike per submission. One that a person lifted stays lifted; one that a revision lifted comes back. */
async function strike(
  manager: EntityManager,
  made: { readonly tenantId: string; readonly authorId: string; readonly verdict: VerdictRow },
): Promise<string | undefined> {
  const { tenantId, authorId, verdict } = made;
  const [strongest] = verdict.reasons;
  const transforms = verdict.reasons.flatMap((reason) => reason.transforms ?? []);
  const [row]: { id: string }[] = await manager.query(
    `INSERT INTO strike (id, tenant_id, author_id, submission_id, revision, category, severity, transforms, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (submission_id) DO UPDATE SET revision = excluded.revision, category = excluded.category,
       severity = excluded.severity, transforms = excluded.transforms, lifted_at = NULL, lifted_by = NULL,
       lift_reason = NULL
     WHERE strike.revision < excluded.revision AND COALESCE(strike.lifted_by, 'machine') = 'machine'
     RETURNING id`,
    [
      newId(),
      tenantId,
      authorId,
      verdict.submissionId,
      verdict.revision,
      strongest?.category,
      strongest?.severity,
      [...new Set(transforms)],
      verdict.decidedAt,
    ],
  );
  return row?.id;
}

async function announce(
  manager: EntityManager,
  crossing: Application & {
    readonly authorId: string;
    readonly standing: { readonly weight: number; readonly counted: number };
  },
): Promise<void> {
  const { tenantId, authorId, verdict, terms, standing } = crossing;
  const { submissionId, externalId } = verdict;
  const author = {
    id: authorId,
    weight: standing.weight,
    strikes: standing.counted,
    limit: terms.count,
    windowDays: terms.windowDays,
  };
  const data = { submissionId, externalId: externalId ?? undefined, author };
  await recordEvent(manager, { tenantId, type: 'author.strikes_reached', submissionId, data });
  await recordAudit(manager, {
    tenantId,
    actor: 'machine',
    action: 'author.strikes_reached',
    subjectType: 'submission',
    subjectId: submissionId,
    detail: { weight: standing.weight, strikes: standing.counted },
  });
}
