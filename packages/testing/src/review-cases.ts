import { randomUUID } from 'node:crypto';

export interface SeatRuling {
  readonly actor: string;
  readonly outcome: 'pass' | 'block' | 'restrict';
  /** `A.3.b` for what does not pass. */
  readonly category?: string | null;
  readonly kind?: 'ruling' | 'content_broken' | 'referral';
  /** Seat on the panel; its place in the list from 1 by default. */
  readonly slot?: number;
  readonly clause?: string;
  readonly handlingMs?: number;
  /** The ruling that settled the cluster this one belongs to. */
  readonly clusterOf?: string;
  /** Of a gold item: whether it was right. */
  readonly correct?: boolean;
}

export interface ReviewCaseWish {
  readonly tenantId: string;
  readonly rulings: readonly SeatRuling[];
  /** `first_review` by default. */
  readonly purpose?: 'first_review' | 'audit' | 'appeal' | 'report' | 'reopened' | 'gold';
  /** `due`: the rulings are given and wait for their settlement; `concluded` by default. */
  readonly state?: 'due' | 'concluded';
  /** Seats; the number of rulings by default. */
  readonly reviewers?: number;
  readonly queue?: string;
  readonly category?: string;
  /** The gold item, or the submission itself. */
  readonly subjectId?: string;
  /** When the rulings were given and the case ended; a second ago by default. */
  readonly at?: Date;
  readonly text?: string;
  readonly model?: string;
  readonly probability?: number;
  readonly policyVersionId?: string;
  /** A verdict of the machine that was there before the case. */
  readonly machine?: {
    readonly outcome: 'pass' | 'block' | 'restrict';
    readonly category?: string;
  };
}

export interface ReviewCase {
  readonly caseId: string;
  readonly submissionId: string;
  readonly rulingIds: readonly string[];
}

interface Pool {
  query(sql: string, params: unknown[]): Promise<unknown>;
}

/** A case with its tasks and rulings as the services leave them, written directly. `pool` may write everything. */
export async function reviewCase(pool: Pool, wish: ReviewCaseWish): Promise<ReviewCase> {
  const made = {
    caseId: randomUUID(),
    submissionId: randomUUID(),
    rulingIds: wish.rulings.map(() => randomUUID()),
  };
  if (wish.purpose !== 'gold') await addSubmission(pool, { wish, made });
  await addCase(pool, { wish, made });
  for (const [at, ruling] of wish.rulings.entries())
    await addRuling(pool, { wish, made, ruling, at });
  return made;
}

const timeOf = ({ at }: ReviewCaseWish): Date => at ?? new Date(Date.now() - 1000);

interface Made {
  readonly wish: ReviewCaseWish;
  readonly made: ReviewCase;
}

async function addSubmission(pool: Pool, { wish, made }: Made): Promise<void> {
  const { tenantId, machine, model, text = 'add me on chat: nobody' } = wish;
  const reasons =
    machine?.outcome === 'pass'
      ? []
      : [
          {
            category: machine?.category ?? 'A.3.b',
            severity: 'medium',
            rule: 'contact',
            message: '',
            spans: [],
          },
        ];
  await pool.query(
    `INSERT INTO submission (id, tenant_id, scene, parts, context, metadata, received_at)
     VALUES ($1, $2, 'chat', $3, $4, '{}', $5)`,
    [
      made.submissionId,
      tenantId,
      JSON.stringify([{ type: 'text', text }]),
      JSON.stringify(model === undefined ? {} : { model }),
      timeOf(wish),
    ],
  );
  await pool.query(
    `INSERT INTO decision (submission_id, round, tenant_id, outcome, severity, reasons, measures, evidence,
       policy_version_id, policy_version, blacklist_version, engine_version, evaluated_at)
     VALUES ($1, 1, $2, $3, 'medium', $4, '[]', '[]', $5, 'chat@1', 7, 'engine@1', now())`,
    [
      made.submissionId,
      tenantId,
      machine === undefined ? 'review' : machine.outcome === 'block' ? 'block' : 'pass',
      JSON.stringify(reasons),
      wish.policyVersionId ?? null,
    ],
  );
  if (machine === undefined) return;
  await pool.query(
    `INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
       policy_version, blacklist_version, engine_version, event_id, decided_at)
     VALUES ($1, 1, $2, $3, 'first_review', 'machine', '[]', $4, 'chat@1', 7, 'engine@1', $5,
       $6)`,
    [
      made.submissionId,
      tenantId,
      machine.outcome,
      JSON.stringify(reasons),
      randomUUID(),
      new Date(timeOf(wish).getTime() - 60_000),
    ],
  );
}

async function addCase(pool: Pool, { wish, made }: Made): Promise<void> {
  const {
    tenantId,
    rulings,
    purpose = 'first_review',
    state = 'concluded',
    at = timeOf(wish),
  } = wish;
  const reviewers = wish.reviewers ?? rulings.length;
  const panel = { reviewers, agreeing: reviewers, arbiter: reviewers > 1, agreeOn: 'outcome' };
  const concluded = state === 'concluded';
  await pool.query(
    `INSERT INTO review_case (id, tenant_id, submission_id, subject_id, purpose, state, decision_round, queue, panel,
       probability, outcome, agreed, created_at, concluded_at)
     VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11, $12, $13)`,
    [
      made.caseId,
      tenantId,
      made.submissionId,
      wish.subjectId ?? made.submissionId,
      purpose,
      concluded ? 'concluded' : 'open',
      wish.queue ?? 'default',
      JSON.stringify(panel),
      wish.probability ?? null,
      concluded ? (rulings.at(-1)?.outcome ?? null) : null,
      concluded ? new Set(rulings.map(({ outcome }) => outcome)).size === 1 : null,
      at,
      concluded ? at : null,
    ],
  );
}

async function addRuling(
  pool: Pool,
  { wish, made, ruling, at: place }: Made & { readonly ruling: SeatRuling; readonly at: number },
): Promise<void> {
  const { purpose = 'first_review', state = 'concluded', at = timeOf(wish) } = wish;
  const { slot = place + 1, outcome, actor } = ruling;
  const taskId = randomUUID();
  const subjectId = wish.subjectId ?? made.submissionId;
  const due = state === 'due';
  await pool.query(
    `INSERT INTO review_task (id, case_id, slot, tenant_id, submission_id, subject_id, purpose, decision_round, queue,
       category, severity, claim_key, home_key, state, rank, due_at, undo_seconds, lease_owner, lease_epoch, settles_at,
       closed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, 'medium', 'k', 'k', $10, $11, $11, 10, $12, 1, $11, $13)`,
    [
      taskId,
      made.caseId,
      slot,
      wish.tenantId,
      made.submissionId,
      subjectId,
      purpose,
      wish.queue ?? 'default',
      wish.category ?? 'A.3.b',
      due ? 'ruled' : 'settled',
      at,
      actor,
      due ? null : at,
    ],
  );
  const category = ruling.category ?? (outcome === 'pass' ? null : 'A.3.b');
  await pool.query(
    `INSERT INTO ruling (id, task_id, case_id, slot, subject_id, submission_id, tenant_id, epoch, actor, kind, outcome,
       category, clause, measures, state, settles_at, created_at, handling_ms, cluster_of)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, $12, '[]', $13, $14, $15, $16, $17)`,
    [
      made.rulingIds[place],
      taskId,
      made.caseId,
      slot,
      subjectId,
      made.submissionId,
      wish.tenantId,
      actor,
      ruling.kind ?? 'ruling',
      outcome,
      category,
      ruling.clause ?? null,
      due ? 'provisional' : 'final',
      at,
      // One after the other, as people speak.
      new Date(at.getTime() + place),
      ruling.handlingMs ?? null,
      ruling.clusterOf ?? null,
    ],
  );
  if (ruling.correct === undefined) return;
  await pool.query(
    `INSERT INTO gold_ruling (ruling_id, tenant_id, gold_item_id, actor, category, outcome, correct, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      made.rulingIds[place],
      wish.tenantId,
      subjectId,
      actor,
      wish.category ?? 'A.3.b',
      outcome,
      ruling.correct,
      at,
    ],
  );
}
