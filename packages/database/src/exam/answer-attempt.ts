import {
  expiryOf,
  failed,
  findCategory,
  gradeAttempt,
  isCorrect,
  ok,
  type GivenAnswer,
  type ProblemCode,
  type Result,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { recordAudit } from '../audit/record-audit.js';
import { AttemptStore, type AttemptItem, type StoredAttempt } from './attempt.store.js';
import { examClosed } from './exam.store.js';

export interface PositionedAnswer extends GivenAnswer {
  readonly position: number;
}

export interface AttemptAnswers {
  readonly tenantId: string;
  readonly attemptId: string;
  readonly actor: string;
  readonly answers: readonly PositionedAnswer[];
}

/**
 * Takes answers of one's own attempt; each counts once and stays. The last one closes the attempt and, when enough
 * were right, writes the qualification. All answers of a call are taken or none.
 * Problems: `not_found`, `exam_closed`, `duplicate` for an item that was answered otherwise, `unknown_category`.
 */
export async function answerAttempt(
  manager: EntityManager,
  { tenantId, attemptId, actor, answers }: AttemptAnswers,
): Promise<Result<null>> {
  const store = new AttemptStore(manager, tenantId);
  const attempt = await store.findForAnswers(attemptId);
  if (attempt === undefined || attempt.actor !== actor) {
    return failed('not_found', 'There is no such attempt, or it is not yours.');
  }
  if (attempt.closedAt !== null) return failed('exam_closed', 'This attempt is over.');
  if (attempt.examState === 'closed') return examClosed;
  const items = await store.items(attemptId);
  const fresh: Answered[] = [];
  for (const [index, answer] of answers.entries()) {
    const item = items.find(({ position }) => position === answer.position);
    const checked = checkAnswer({ item, answer, index, fresh });
    if (!checked.ok) return checked;
    if (checked.value !== undefined) fresh.push(checked.value);
  }
  for (const answered of fresh) await writeAnswer(manager, { attempt, tenantId, answered });
  const given = items.filter(({ outcome }) => outcome !== null);
  if (given.length + fresh.length < items.length) return ok(null);
  const correct = [...given, ...fresh].filter((each) => each.correct === true).length;
  await close(manager, { attempt, tenantId, correct, total: items.length });
  return ok(null);
}

interface Answered extends GivenAnswer {
  readonly goldItemId: string;
  readonly correct: boolean;
}

interface Check {
  readonly item: AttemptItem | undefined;
  readonly answer: PositionedAnswer;
  readonly index: number;
  readonly fresh: readonly Answered[];
}

/** `undefined`: the same answer was given before, so nothing is to be written. */
function checkAnswer({ item, answer, index, fresh }: Check): Result<Answered | undefined> {
  const at = `/answers/${index}`;
  if (item === undefined)
    return wrong(at, 'not_found', 'The attempt has no item at this position.');
  const { outcome, category } = answer;
  if (category !== null && findCategory(item.taxonomy, category) === undefined) {
    return wrong(
      `${at}/category`,
      'unknown_category',
      `The category ${category} is not one of ${item.taxonomy}.`,
    );
  }
  const earlier =
    item.outcome === null ? fresh.find(({ goldItemId }) => goldItemId === item.goldItemId) : item;
  if (earlier === undefined) {
    const correct = isCorrect(
      { outcome: item.expectedOutcome, category: item.expectedCategory },
      answer,
    );
    return ok({ goldItemId: item.goldItemId, outcome, category, correct });
  }
  if (earlier.outcome === outcome && earlier.category === category) return ok(undefined);
  return wrong(at, 'duplicate', 'This item was answered before; answers stay as they were given.');
}

function wrong(pointer: string, code: ProblemCode, message: string): Result<never> {
  return failed(code, message, { errors: [{ pointer, code, message }] });
}

async function writeAnswer(
  manager: EntityManager,
  given: {
    readonly attempt: StoredAttempt;
    readonly tenantId: string;
    readonly answered: Answered;
  },
): Promise<void> {
  const { attempt, tenantId, answered } = given;
  await manager.query(
    `INSERT INTO exam_answer (attempt_id, gold_item_id, tenant_id, actor, outcome, category, correct)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      attempt.id,
      answered.goldItemId,
      tenantId,
      attempt.actor,
      answered.outcome,
      answered.category,
      answered.correct,
    ],
  );
}

async function close(
  manager: EntityManager,
  end: {
    readonly attempt: StoredAttempt;
    readonly tenantId: string;
    readonly correct: number;
    readonly total: number;
  },
): Promise<void> {
  const { attempt, tenantId, correct, total } = end;
  const { passed } = gradeAttempt({ correct, total, passMark: attempt.passMark });
  const [closed]: [{ nowMs: number }[], number] = await manager.query(
    `UPDATE exam_attempt SET closed_at = now(), correct = $2, passed = $3 WHERE id = $1
     RETURNING (extract(epoch FROM closed_at) * 1000)::float8 AS "nowMs"`,
    [attempt.id, correct, passed],
  );
  const nowMs = closed[0]?.nowMs;
  if (nowMs === undefined) throw new Error('An attempt that is locked is gone.');
  if (passed) {
    await manager.query(
      `INSERT INTO qualification (id, tenant_id, actor, category, exam_id, attempt_id, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7))`,
      [
        v7(),
        tenantId,
        attempt.actor,
        attempt.category,
        attempt.examId,
        attempt.id,
        expiryOf(nowMs, attempt.validDays) / 1000,
      ],
    );
  }
  await recordAudit(manager, {
    tenantId,
    actor: attempt.actor,
    action: passed ? 'exam.passed' : 'exam.failed',
    subjectType: 'exam_attempt',
    subjectId: attempt.id,
    detail: { examId: attempt.examId, category: attempt.category, correct, total },
  });
}
