import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import {
  AcceptedBody,
  BatchResult,
  CreateSubmission,
  CreateSubmissionBatch,
  IdParams,
  SubmissionBody,
  SubmissionDetail,
  SubmissionListQuery,
  SubmissionPage,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import type { FastifyReply } from 'fastify';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ChangesReviews } from '../queues/changes-reviews.js';
import { BatchService } from './batch.service.js';
import { idempotencyKey, waitSeconds } from './request-headers.js';
import { whenGone } from './when-gone.js';
import { SubmitService } from './submit.service.js';
import { SubmissionsService } from './submissions.service.js';

/** Handing over generated content and reading what became of it. */
@ApiTags('submissions')
@Controller('v1')
export class SubmissionsController {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly submit: SubmitService,
    private readonly batches: BatchService,
  ) {}

  @Post('submissions')
  @Needs('submissions:write')
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A repeat with this key returns the same id.',
  })
  @ApiHeader({
    name: 'Prefer',
    required: false,
    description: '`wait=N`: answer after machine review, at most N s.',
  })
  @Returns(202, AcceptedBody)
  @Returns(200, SubmissionBody)
  async create(
    @Actor() actor: Principal,
    @Headers() headers: Record<string, string | undefined>,
    @Body({ schema: CreateSubmission }) body: CreateSubmission,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedBody | SubmissionBody> {
    const seconds = unwrap(waitSeconds(headers));
    const answer = unwrap(
      await this.submit.submit({
        actor,
        body,
        idempotencyKey: unwrap(idempotencyKey(headers)),
        waitSeconds: seconds,
        gone: seconds > 0 ? whenGone(reply) : undefined,
      }),
    );
    reply.status(answer.reviewed ? 200 : 202);
    if (answer.replayed) reply.header('idempotency-replayed', 'true');
    return answer.body;
  }

  @Post('submission-batches')
  @Needs('submissions:write')
  @Returns(200, BatchResult)
  async createBatch(
    @Actor() actor: Principal,
    @Body({ schema: CreateSubmissionBatch }) body: CreateSubmissionBatch,
  ): Promise<BatchResult> {
    return this.batches.accept(actor, body.items);
  }

  @Get('submissions')
  @Needs('submissions:read')
  @Returns(200, SubmissionPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: SubmissionListQuery }) query: SubmissionListQuery,
  ) {
    return unwrap(await this.submissions.list(actor, query));
  }

  @Get('submissions/:id')
  @Needs('submissions:read')
  @Returns(200, SubmissionDetail)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<SubmissionDetail> {
    return unwrap(await this.submissions.detail(actor, id));
  }

  @Post('submissions/:id/withdraw')
  @Needs('submissions:write')
  @ChangesReviews()
  @Returns(200, SubmissionBody)
  async withdraw(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<SubmissionBody> {
    return unwrap(await this.submissions.withdraw(actor, id));
  }
}
