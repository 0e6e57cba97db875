import { randomUUID } from 'node:crypto';

export interface OpenTask {
  readonly id: string;
  readonly submissionId: string;
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
 * `pool` is any connection that may write. The text is `add me on chat: nobody`, the category `A.3.b`.
 */
export async function openTasks(
  pool: { query(sql: string, params: unknown[]): Promise<unknown> },
  wish: OpenTasksWish,
): Promise<readonly OpenTask[]> {
  const { tenantId, count = 1, queue = 'default', undoSeconds = 600 } = wish;
  const { severity = 'medium', rankSeconds = 0 } = wish;
  const tasks = Array.from({ length: count }, () => ({
    id: randomUUID(),
    submissionId: randomUUID(),
  }));
  await pool.query(
    `WITH item AS (
       SELECT id, submission_id, n FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS i(id, submission_id, n)
     ), submitted AS (
       INSERT INTO submission (id, tenant_id, scene, parts, context, metadata)
       SELECT submission_id, $3, 'chat', '[{"type":"text","text":"add me on chat: nobody"}]', '{}', '{}' FROM item
     ), decided AS (
       INSERT INTO decision (submission_id, round, tenant_id, outcome, severity, reasons, measures, evidence,
         policy_version, blacklist_version, engine_version, evaluated_at)
       SELECT submission_id, 1, $3, 'review', $6, $8, '[]', '[]', 'chat@1', 7, 'engine@1', now() FROM item
     ), queued AS (
       INSERT INTO task_event (task_id, tenant_id, kind, epoch) SELECT id, $3, 'queued', 0 FROM item
     )
     INSERT INTO review_task (id, submission_id, tenant_id, decision_round, queue, category, severity, state, rank,
       due_at, undo_seconds)
     SELECT id, submission_id, $3, 1, $4, 'A.3.b', $6, 'open', now() + make_interval(secs => $7 + n),
       now() + interval '1 hour', $5
     FROM item`,
    [
      tasks.map(({ id }) => id),
      tasks.map(({ submissionId }) => submissionId),
      tenantId,
      queue,
      undoSeconds,
      severity,
      rankSeconds,
      JSON.stringify(reasons),
    ],
  );
  return tasks;
}
