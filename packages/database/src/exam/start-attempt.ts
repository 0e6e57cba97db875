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
 * Who wrote one of the items knows its answer and is not examined on it.
 * Problems: `not_found`, `exam_closed`, `same_principal`, `too_many_attempts`.
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
  if (await hasWritten(manager, { tenantId, examId, actor })) return ownItems;
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

async function hasWritten(
  manager: EntityManager,
  { tenantId, examId, actor }: AttemptWish,
): Promise<boolean> {
  const own: unknown[] = await manager.query(
    `SELECT 1 FROM exam x JOIN gold_item g ON ${isDrawn}
     WHERE x.id = $1 AND x.tenant_id = $2 AND g.created_by = $3 LIMIT 1`,
    [examId, tenantId, actor],
  );
  return own.length > 0;
}

const ownItems = failed('same_principal', 'You wrote an item of this exam and know its answer.');

const coolingDown = (leftMs: number): Result<never> => {
  const hours = Math.ceil(leftMs / 3_600_000);
  return failed('too_many_attempts', `The next attempt is possible in ${hours} h.`, {
    retryAfterSeconds: Math.ceil(leftMs / 1000),
  });
};

/** Gold item `g` is asked in exam `x`. */
const isDrawn = `g.tenant_id = x.tenant_id AND g.state = 'active'
  AND (g.set_name = x.set_name OR g.id = ANY(x.item_ids))`;

const insertAttempt = `
  INSERT INTO exam_attempt (id, tenant_id, exam_id, exam_version, actor, category, item_ids, pass_mark, valid_days)
  SELECT $1, $2, x.id, x.version, $4, x.category, drawn.ids, x.pass_mark, x.valid_days
  FROM exam x CROSS JOIN LATERAL (
    SELECT array_agg(g.id ORDER BY random()) AS ids FROM gold_item g WHERE ${isDrawn}
  ) drawn
  WHERE x.id = $3 AND drawn.ids IS NOT NULL RETURNING id`;
