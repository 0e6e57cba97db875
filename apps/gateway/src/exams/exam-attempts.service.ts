import { Inject, Injectable } from '@nestjs/common';
import type { AnswerExam, ExamAttemptBody } from '@assay/contracts';
import { answerAttempt, AttemptStore, startAttempt, type Database } from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { examAttemptBody } from './exam-body.js';

/** Taking an exam. Every method is one transaction. */
@Injectable()
export class ExamAttemptsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The open attempt, or a new one. Problems: `not_found`, `exam_closed`, `same_principal`, `too_many_attempts`. */
  start(actor: Principal, examId: string): Promise<Result<ExamAttemptBody>> {
    return this.database.dataSource.transaction(async (manager) => {
      const { tenantId, id } = actor;
      const started = await startAttempt(manager, { tenantId, examId, actor: id });
      return started.ok ? show(manager, actor, started.value) : started;
    });
  }

  /** Problems: `not_found`. */
  find(actor: Principal, attemptId: string): Promise<Result<ExamAttemptBody>> {
    return this.database.dataSource.transaction((manager) => show(manager, actor, attemptId));
  }

  /** Problems: `not_found`, `exam_closed`, `duplicate`, `unknown_category`. */
  answer(
    actor: Principal,
    attemptId: string,
    { answers }: AnswerExam,
  ): Promise<Result<ExamAttemptBody>> {
    return this.database.dataSource.transaction(async (manager) => {
      const answered = await answerAttempt(manager, {
        tenantId: actor.tenantId,
        attemptId,
        actor: actor.id,
        answers: answers.map(({ category = null, ...answer }) => ({ ...answer, category })),
      });
      return answered.ok ? show(manager, actor, attemptId) : answered;
    });
  }
}

async function show(
  manager: EntityManager,
  actor: Principal,
  attemptId: string,
): Promise<Result<ExamAttemptBody>> {
  const store = new AttemptStore(manager, actor.tenantId);
  const attempt = await store.find(attemptId);
  if (attempt?.actor !== actor.id) {
    return failed('not_found', 'There is no such attempt, or it is not yours.');
  }
  return ok(examAttemptBody(attempt, await store.items(attemptId)));
}
