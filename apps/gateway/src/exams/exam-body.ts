import type { ExamAttemptBody, ExamBody, QualificationBody } from '@assay/contracts';
import type { AttemptItem, StoredAttempt, StoredExam, StoredQualification } from '@assay/database';
import { gradeAttempt } from '@assay/domain';
import { scoreBody } from '../gold-items/gold-item-body.js';

/** `full` names the items. */
export const examBody = (
  exam: StoredExam,
  { full }: { readonly full: boolean },
): ExamBody & { id: string } => ({
  id: exam.id,
  name: exam.name,
  category: exam.category,
  state: exam.state,
  version: exam.version,
  passMark: exam.passMark,
  validDays: exam.validDays,
  coolDownHours: exam.coolDownHours,
  ...(exam.standardId === null ? {} : { standardId: exam.standardId }),
  itemCount: exam.itemCount,
  ...(full && exam.setName !== null ? { setName: exam.setName } : {}),
  ...(full && exam.itemIds !== null ? { itemIds: [...exam.itemIds] } : {}),
  createdAt: exam.createdAt.toISOString(),
  updatedAt: exam.updatedAt.toISOString(),
  mine: {
    ...(exam.qualifiedUntil === null ? {} : { qualifiedUntil: exam.qualifiedUntil.toISOString() }),
    ...(exam.nextAttemptAt === null ? {} : { nextAttemptAt: exam.nextAttemptAt.toISOString() }),
    ...(exam.openAttemptId === null ? {} : { openAttemptId: exam.openAttemptId }),
  },
});

/** Field by field: an item also carries its answer, which must not slip through. */
export const examAttemptBody = (
  attempt: StoredAttempt,
  items: readonly AttemptItem[],
): ExamAttemptBody => ({
  id: attempt.id,
  examId: attempt.examId,
  category: attempt.category,
  startedAt: attempt.startedAt.toISOString(),
  items: items.map((item) => ({
    position: item.position,
    parts: [...item.parts],
    context: item.context,
    scene: item.scene,
    ...(item.industry === null ? {} : { industry: item.industry }),
    language: item.language,
    taxonomy: item.taxonomy,
    ...(item.outcome === null ? {} : { outcome: item.outcome }),
    ...(item.category === null ? {} : { category: item.category }),
  })),
  ...(attempt.closedAt === null ? {} : { result: resultOf(attempt, attempt.closedAt, items) }),
});

function resultOf(
  { passMark, passed }: StoredAttempt,
  closedAt: Date,
  items: readonly AttemptItem[],
): NonNullable<ExamAttemptBody['result']> {
  const total = items.length;
  const correct = items.filter((item) => item.correct === true).length;
  const hasPassed = passed === true;
  return {
    passed: hasPassed,
    closedAt: closedAt.toISOString(),
    correct,
    total,
    passMark,
    score: scoreBody(gradeAttempt({ correct, total, passMark }).score),
    items: items.map((item) => ({
      position: item.position,
      correct: item.correct === true,
      ...(hasPassed ? { expected: expectedOf(item) } : {}),
    })),
  };
}

const expectedOf = (item: AttemptItem) => ({
  outcome: item.expectedOutcome,
  ...(item.expectedCategory === null ? {} : { category: item.expectedCategory }),
  explanation: item.explanation,
  ...(item.clause === null ? {} : { clause: item.clause }),
});

export const qualificationBody = (
  passed: StoredQualification,
): QualificationBody & { id: string } => ({
  id: passed.id,
  reviewer: passed.actor,
  category: passed.category,
  examId: passed.examId,
  passedAt: passed.passedAt.toISOString(),
  expiresAt: passed.expiresAt.toISOString(),
  inForce: passed.inForce,
  ...(passed.shortenedBy === null ? {} : { shortenedBy: passed.shortenedBy }),
  ...(passed.revokedAt === null ? {} : { revokedAt: passed.revokedAt.toISOString() }),
  ...(passed.revokedReason === null ? {} : { revokedReason: passed.revokedReason }),
});
