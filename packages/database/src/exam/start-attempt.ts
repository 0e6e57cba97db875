import { coolDownLeftMs, failed, ok, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { examClosed, noExam } from './exam.store.js';

export interface AttemptWish {
  readonly tenantId: string;
  readonly examId: string;
  readonly actor: string;
}

/**
 * Starts an attempt, or answers the one that is open: items are drawn once and keep their order, so that nobody shops
 * for other ones. The next attempt waits for the cool-down of the exam. Answers the attempt's id.
 * Problems: `not_found`, `exam_closed`, `too_many_attempts`.
 */
export async function startAttempt(
  manager: EntityManager,
  { tenantId, examId, actor }: AttemptWish,
): Promise<Result<string>> {
  // The lock lets attempts of one exam start one after another, so that a cool-down cannot be raced.
  const [exam]: ExamRow[] = await manager.query(
    `SELECT state, cool_down_hours AS "coolDownHours" FROM exam
     WHERE id = $1 AND tenant_id = $2 FOR UPDATE`,
    [examId, tenantId],
  );
  if (exam === undefined) return noExam;
  if (exam.state === 'closed') return examClosed;
  const last = await lastAttempt(manager, { examId, actor });
  if (last !== undefined && last.closedAtMs === null) return ok(last.id);
  const leftMs = coolDownLeftMs({
    lastClosedAtMs: last?.closedAtMs ?? undefined,
    coolDownHours: exam.coolDownHours,
    nowMs: last?.nowMs ?? 0,
  });
  if (leftMs > 0) return coolingDown(leftMs);
  const id = v7();
  const started: unknown[] = await manager.query(insertAttempt, [id, tenantId, examId, actor]);
  if (started.length > 0) return ok(id);
  return failed('exam_closed', 'This exam has no items at the moment.');
}

interface ExamRow {
  readonly state: string;
  readonly coolDownHours: number;
}

async function lastAttempt(
  manager: EntityManager,
  { examId, actor }: Omit<AttemptWish, 'tenantId'>,
): Promise<{ id: string; closedAtMs: number | null; nowMs: number } | undefined> {
  const [row]: { id: string; closedAtMs: number | null; nowMs: number }[] = await manager.query(
    `SELECT id, (extract(epoch FROM closed_at) * 1000)::float8 AS "closedAtMs",
       (extract(epoch FROM now()) * 1000)::float8 AS "nowMs"
     FROM exam_attempt WHERE exam_id = $1 AND actor = $2 ORDER BY closed_at DESC NULLS FIRST LIMIT 1`,
    [examId, actor],
  );
  return row;
}

const coolingDown = (leftMs: number): Result<never> => {
  const hours = Math.ceil(leftMs / 3_600_000);
  return failed('too_many_attempts', `The next attempt is possible in ${hours} h.`, {
    retryAfterSeconds: Math.ceil(leftMs / 1000),
  });
};

const insertAttempt = `
  INSERT INTO exam_attempt (id, tenant_id, exam_id, exam_version, actor, category, item_ids, pass_mark, valid_days)
  SELECT $1, $2, x.id, x.version, $4, x.category, drawn.ids, x.pass_mark, x.valid_days
  FROM exam x CROSS JOIN LATERAL (
    SELECT array_agg(g.id ORDER BY random()) AS ids FROM gold_item g
    WHERE g.tenant_id = $2 AND g.state = 'active' AND (g.set_name = x.set_name OR g.id = ANY(x.item_ids))
  ) drawn
  WHERE x.id = $3 AND drawn.ids IS NOT NULL RETURNING id`;
