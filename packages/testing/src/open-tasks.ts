import { randomUUID } from 'node:crypto';

export interface OpenTask {
  /** Of the first seat; the others are in `taskIds`. */
  readonly id: string;
  readonly submissionId: string;
  readonly caseId: string;
  /** One a seat. */
  readonly taskIds: readonly string[];
}

export interface OpenTasksWish {
  readonly tenantId: string;
  /** 1 by default. */
  readonly count?: number;
  readonly queue?: string;
  /** 600 by default: a busy machine must not end the window before the test does. */
  readonly undoSeconds?: number;
  readonly severity?: 'low' | 'medium' | 'high' | 'critical';
  /** Rank of the first task in seconds from now; the others follow one second apart. */
  readonly rankSeconds?: number;
  /** `add me on chat: nobody` by default. */
  readonly text?: string;
  readonly category?: string;
  readonly language?: 'zh' | 'en' | 'other';
  /** `<queue>|<category>|<language>|mild or heavy` by default. */
  readonly claimKey?: string;
  /** One reviewer by default. */
  readonly panel?: {
    readonly reviewers: number;
    readonly agreeing: number;
    readonly arbiter: boolean;
    readonly agreeOn: 'outcome' | 'category';
  };
  readonly fingerprint?: { readonly value: bigint; readonly bands: readonly number[] };
  readonly context?: object;
  readonly authorId?: string;
}

const reasons = [
  {
    category: 'A.3.b',
    severity: 'medium',
    rule: 'contact',
    message: 'Contact',
    spans: [{ part: 0, start: 0, end: 6 }],
  },
];

/**
 * Submissions that machine review has handed to people, with their decision and open task, as the worker leaves them.
 * `pool` is any connection that may write. The category is `A.3.b` by default.
 */
export async function openTasks(
  pool: { query(sql: string, params: unknown[]): Promise<unknown> },
  wish: OpenTasksWish,
): Promise<readonly OpenTask[]> {
  const { tenantId, count = 1, queue = 'default', undoSeconds = 600 } = wish;
  const { severity = 'medium', rankSeconds = 0, category = 'A.3.b', panel = single } = wish;
  const { language = 'en' } = wish;
  const heavy = severity === 'high' || severity === 'critical';
  const tasks = Array.from({ length: count }, () => {
    const taskIds = Array.from({ length: panel.reviewers }, () => randomUUID());
    return { id: taskIds[0]!, submissionId: randomUUID(), caseId: randomUUID(), taskIds };
  });
  await pool.query(openSql, [
    JSON.stringify(
      tasks.map(({ submissionId, caseId, taskIds }) => ({
        submission_id: submissionId,
        case_id: caseId,
        task_ids: taskIds,
      })),
    ),
    tenantId,
    queue,
    undoSeconds,
    severity,
    rankSeconds,
    JSON.stringify(reasons.map((reason) => ({ ...reason, category }))),
    JSON.stringify([{ type: 'text', text: wish.text ?? 'add me on chat: nobody' }]),
    category,
    language,
    wish.claimKey ?? `${queue}|${category}|${language}|${heavy ? 'heavy' : 'mild'}`,
    JSON.stringify(panel),
    wish.fingerprint?.value.toString() ?? null,
    wish.fingerprint?.bands ?? null,
    JSON.stringify(wish.context ?? {}),
    wish.authorId ?? null,
  ]);
  return tasks;
}

const single = { reviewers: 1, agreeing: 1, arbiter: false, agreeOn: 'outcome' } as const;

const openSql = `
  WITH item AS (
    SELECT i.*, row_number() OVER () AS n
    FROM json_to_recordset($1::json) AS i(submission_id uuid, case_id uuid, task_ids uuid[])
  ), submitted AS (
    INSERT INTO submission (id, tenant_id, scene, parts, context, metadata, author_id)
    SELECT submission_id, $2, 'chat', $8, $15, '{}', $16 FROM item
  ), decided AS (
    INSERT INTO decision (submission_id, round, tenant_id, outcome, severity, reasons, measures, evidence,
      policy_version, blacklist_version, engine_version, evaluated_at)
    SELECT submission_id, 1, $2, 'review', $5, $7, '[]', '[]', 'chat@1', 7, 'engine@1', now() FROM item
  ), cased AS (
    INSERT INTO review_case (id, tenant_id, submission_id, subject_id, purpose, state, decision_round, queue, panel)
    SELECT case_id, $2, submission_id, submission_id, 'first_review', 'open', 1, $3, $12 FROM item
  ), tasked AS (
    INSERT INTO review_task (id, case_id, slot, submission_id, subject_id, tenant_id, decision_round, queue, category,
      severity, language, claim_key, home_key, state, rank, due_at, undo_seconds, fingerprint, bands)
    SELECT seat.id, case_id, seat.slot, submission_id, submission_id, $2, 1, $3, $9, $5, $10, $11, $11, 'open',
      now() + make_interval(secs => $6 + n), now() + interval '1 hour', $4, $13, $14
    FROM item CROSS JOIN LATERAL unnest(task_ids) WITH ORDINALITY AS seat(id, slot)
    RETURNING id
  )
  INSERT INTO task_event (task_id, tenant_id, kind, epoch) SELECT id, $2, 'queued', 0 FROM tasked`;
