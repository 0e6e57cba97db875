import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ExamAttemptBody,
  ExamBody,
  ExamListQuery,
  ExamPage,
  IdParams,
  type Page,
  QualificationBody,
  QualificationListQuery,
  QualificationPage,
  RevokeQualification,
  WriteExam,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs, SignedIn } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ExamAttemptsService } from './exam-attempts.service.js';
import { ExamsService } from './exams.service.js';
import { QualificationsService } from './qualifications.service.js';

/** Exams per category, and what people are qualified for. */
@ApiTags('exams')
@Controller('v1/exams')
export class ExamsController {
  constructor(
    private readonly exams: ExamsService,
    private readonly attempts: ExamAttemptsService,
    private readonly qualifications: QualificationsService,
  ) {}

  @Get()
  @SignedIn()
  @Returns(200, ExamPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: ExamListQuery }) query: ExamListQuery,
  ): Promise<Page<ExamBody>> {
    return unwrap(await this.exams.list(actor, query));
  }

  @Post()
  @Needs('reviews:manage')
  @Returns(201, ExamBody)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: WriteExam }) body: WriteExam,
  ): Promise<ExamBody> {
    return unwrap(await this.exams.create(actor, body));
  }

  @Get('qualifications')
  @SignedIn()
  @Returns(200, QualificationPage)
  async passed(
    @Actor() actor: Principal,
    @Query({ schema: QualificationListQuery }) query: QualificationListQuery,
  ): Promise<Page<QualificationBody>> {
    return unwrap(await this.qualifications.list(actor, query));
  }

  @Post('qualifications/:id/revoke')
  @Needs('reviews:manage')
  @Returns(200, QualificationBody)
  async revoke(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: RevokeQualification }) body: RevokeQualification,
  ): Promise<QualificationBody> {
    return unwrap(await this.qualifications.revoke(actor, id, body));
  }

  @Put(':id')
  @Needs('reviews:manage')
  @Returns(200, ExamBody)
  async update(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: WriteExam }) body: WriteExam,
  ): Promise<ExamBody> {
    return unwrap(await this.exams.update(actor, id, body));
  }

  @Post(':id/close')
  @Needs('reviews:manage')
  @Returns(200, ExamBody)
  async close(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<ExamBody> {
    return unwrap(await this.exams.close(actor, id));
  }

  @Post(':id/attempts')
  @Needs('reviews:work')
  @Returns(201, ExamAttemptBody)
  async start(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<ExamAttemptBody> {
    return unwrap(await this.attempts.start(actor, id));
  }
}
