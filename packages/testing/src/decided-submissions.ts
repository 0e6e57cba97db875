import { randomUUID } from 'node:crypto';

interface Pool {
  query(sql: string, params: unknown[]): Promise<unknown>;
}

export interface DecidedWish {
  readonly tenantId: string;
  /** `block` by default. */
  readonly outcome?: 'pass' | 'block' | 'restrict';
  /** `machine` by default. */
  readonly decidedBy?: 'machine' | 'human';
  /** Who ruled, when `decidedBy` is `human`. */
  readonly actor?: string;
  readonly severity?: 'low' | 'medium' | 'high' | 'critical';
  /** `A.3.b` by default. */
  readonly category?: string;
  /** Id of the rule that hit; `contact` by default. */
  readonly rule?: string;
  /** The blacklist entry that hit, instead of a rule. */
  readonly entry?: string;
  readonly transforms?: readonly string[];
  readonly authorId?: string;
  readonly externalId?: string;
  readonly decidedDaysAgo?: number;
  readonly cause?: 'first_review' | 'withdrawal';
}

/** A submission with decision, verdict revision 1 and its event, as the services leave them. Returns its id. */
export async function decidedSubmission(pool: Pool, wish: DecidedWish): Promise<string> {
  const { tenantId, outcome = 'block', severity = 'medium', category = 'A.3.b' } = wish;
  const { decidedBy = 'machine', rule = 'contact', entry, transforms } = wish;
  const id = randomUUID();
  const eventId = randomUUID();
  const reason = {
    category,
    severity,
    rule: entry === undefined ? rule : 'blacklist',
    ...(entry === undefined ? {} : { entry }),
    message: 'contact bait',
    spans: [{ part: 0, start: 0, end: 6 }],
    ...(transforms === undefined ? {} : { transforms }),
  };
  const reasons = JSON.stringify(outcome === 'pass' ? [] : [reason]);
  await pool.query(
    `WITH submitted AS (
       INSERT INTO submission (id, tenant_id, scene, parts, context, metadata, author_id, external_id)
       VALUES ($1, $2, 'chat', '[{"type":"text","text":"add me on chat: nobody"}]', '{}', '{}', $3, $4)
     ), decided AS (
       INSERT INTO decision (submission_id, round, tenant_id, outcome, severity, reasons, measures, evidence,
         policy_version, blacklist_version, engine_version, evaluated_at)
       VALUES ($1, 1, $2, $5, $6, $7, '[]', '[]', 'chat@1', 7, 'engine@1', now())
     ), told AS (
       INSERT INTO event (id, xid, tenant_id, type, submission_id, revision, payload)
       VALUES ($8, pg_current_xact_id()::text::bigint, $2, 'verdict.created', $1, 1, '{}')
     )
     INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
       policy_version, blacklist_version, engine_version, event_id, actor, decided_at)
     VALUES ($1, 1, $2, $9, $10, $11, $12, $7, 'chat@1', 7, 'engine@1', $8, $13,
       date_trunc('milliseconds', now()) - make_interval(days => $14))`,
    [
      id,
      tenantId,
      wish.authorId ?? null,
      wish.externalId ?? null,
      decidedBy === 'human' ? 'review' : outcome === 'block' ? 'block' : 'pass',
      severity,
      reasons,
      eventId,
      outcome,
      wish.cause ?? 'first_review',
      decidedBy,
      JSON.stringify(outcome === 'restrict' ? [{ kind: 'demote' }] : []),
      wish.actor ?? null,
      wish.decidedDaysAgo ?? 0,
    ],
  );
  return id;
}

export interface DueRuling {
  readonly actor: string;
  readonly outcome: 'pass' | 'block' | 'restrict';
  readonly category?: string | null;
  readonly measures?: readonly object[];
  readonly kind?: 'ruling' | 'content_broken' | 'referral';
  readonly referral?: { readonly authority: 'legal' | 'authority'; readonly note: string | null };
}

/**
 * Rules on the first open task of a submission for a purpose, as if the undo window were over already. The next
 * settlement makes it final.
 */
export async function giveDueRuling(
  pool: Pool,
  about: { readonly submissionId: string; readonly purpose: string },
  given: DueRuling,
): Promise<void> {
  const { actor, outcome, kind = 'ruling', measures = [], referral } = given;
  const category = given.category ?? (outcome === 'pass' ? null : 'A.3.b');
  await pool.query(
    `WITH ruled AS (
       UPDATE review_task SET state = 'ruled', lease_owner = $3, lease_epoch = lease_epoch + 1,
         settles_at = now() - interval '1 second'
       WHERE id = (SELECT id FROM review_task WHERE submission_id = $1 AND purpose = $2 AND state = 'open' LIMIT 1)
       RETURNING *
     )
     INSERT INTO ruling (id, task_id, case_id, slot, subject_id, submission_id, tenant_id, epoch, actor, kind, outcome,
       category, measures, referral, state, settles_at)
     SELECT $4, id, case_id, slot, subject_id, submission_id, tenant_id, lease_epoch, $3, $5, $6, $7, $8, $9,
       'provisional', settles_at FROM ruled`,
    [
      about.submissionId,
      about.purpose,
      actor,
      randomUUID(),
      kind,
      outcome,
      category,
      JSON.stringify(measures),
      referral === undefined ? null : JSON.stringify(referral),
    ],
  );
}
