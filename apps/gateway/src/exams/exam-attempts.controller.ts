import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswerExam, ExamAttemptBody, IdParams } from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ExamAttemptsService } from './exam-attempts.service.js';

/** One's own attempts; those of others are not there. */
@ApiTags('exams')
@Controller('v1/exam-attempts')
export class ExamAttemptsController {
  constructor(private readonly attempts: ExamAttemptsService) {}

  @Get(':id')
  @Needs('reviews:work')
  @Returns(200, ExamAttemptBody)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<ExamAttemptBody> {
    return unwrap(await this.attempts.find(actor, id));
  }

  @Post(':id/answers')
  @Needs('reviews:work')
  @Returns(200, ExamAttemptBody)
  async answer(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: AnswerExam }) body: AnswerExam,
  ): Promise<ExamAttemptBody> {
    return unwrap(await this.attempts.answer(actor, id, body));
  }
}
