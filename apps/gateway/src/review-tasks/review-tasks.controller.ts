import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ClaimedTasks,
  ClaimTasks,
  CreateRuling,
  EscalateTask,
  Heartbeat,
  IdParams,
  LeaseBody,
  LeaseEpoch,
  MovedTask,
  ReferTask,
  ReviewTaskBody,
  ReviewTaskListQuery,
  ReviewTaskPage,
  RulingBody,
  SimilarTasks,
  TaskEventPage,
  TransferTask,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs, SignedIn } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ChangesReviews } from '../queues/changes-reviews.js';
import { ReviewClaimsService } from './review-claims.service.js';
import { ReviewDeskService } from './review-desk.service.js';
import { ReviewWorkService } from './review-work.service.js';

/** The review desk: tasks are claimed under a lease, worked on, and ruled on or given back. */
@ApiTags('review tasks')
@Controller('v1')
export class ReviewTasksController {
  constructor(
    private readonly work: ReviewWorkService,
    private readonly desk: ReviewDeskService,
    private readonly claims: ReviewClaimsService,
  ) {}

  @Post('review-tasks/claim')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(200, ClaimedTasks)
  async claim(
    @Actor() actor: Principal,
    @Body({ schema: ClaimTasks }) body: ClaimTasks,
  ): Promise<ClaimedTasks> {
    return unwrap(await this.claims.claim(actor, body));
  }

  @Get('review-tasks')
  @Needs('reviews:read')
  @Returns(200, ReviewTaskPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: ReviewTaskListQuery }) query: ReviewTaskListQuery,
  ): Promise<ReviewTaskPage> {
    return unwrap(await this.desk.list(actor, query));
  }

  @Get('review-tasks/mine')
  @Needs('reviews:work')
  @Returns(200, ClaimedTasks)
  mine(@Actor() actor: Principal): Promise<ClaimedTasks> {
    return this.desk.mine(actor);
  }

  @Get('review-tasks/:id')
  @SignedIn()
  @Returns(200, ReviewTaskBody)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<ReviewTaskBody> {
    return unwrap(await this.desk.task(actor, id));
  }

  @Get('review-tasks/:id/events')
  @SignedIn()
  @Returns(200, TaskEventPage)
  async events(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<TaskEventPage> {
    return unwrap(await this.desk.events(actor, id));
  }

  @Post('review-tasks/:id/heartbeat')
  @Needs('reviews:work')
  @Returns(200, LeaseBody)
  async heartbeat(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: Heartbeat }) body: Heartbeat,
  ): Promise<LeaseBody> {
    return unwrap(await this.work.heartbeat(actor, id, body));
  }

  @Post('review-tasks/:id/release')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(204)
  async release(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: LeaseEpoch }) body: LeaseEpoch,
  ): Promise<void> {
    unwrap(await this.work.release(actor, id, body));
  }

  @Post('review-tasks/:id/skip')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(204)
  async skip(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: LeaseEpoch }) body: LeaseEpoch,
  ): Promise<void> {
    unwrap(await this.work.skip(actor, id, body));
  }

  @Get('review-tasks/:id/similar')
  @Needs('reviews:work')
  @Returns(200, SimilarTasks)
  async similar(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<SimilarTasks> {
    return unwrap(await this.claims.similar(actor, id));
  }

  @Post('review-tasks/:id/escalate')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(200, MovedTask)
  async escalate(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: EscalateTask }) body: EscalateTask,
  ): Promise<MovedTask> {
    return unwrap(await this.work.escalate(actor, id, body));
  }

  @Post('review-tasks/:id/transfer')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(200, MovedTask)
  async transfer(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: TransferTask }) body: TransferTask,
  ): Promise<MovedTask> {
    return unwrap(await this.work.transfer(actor, id, body));
  }

  @Post('review-tasks/:id/refer')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(201, RulingBody)
  async refer(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: ReferTask }) body: ReferTask,
  ): Promise<RulingBody> {
    return unwrap(await this.work.refer(actor, id, body));
  }

  @Post('review-tasks/:id/rulings')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(201, RulingBody)
  async rule(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: CreateRuling }) body: CreateRuling,
  ): Promise<RulingBody> {
    return unwrap(await this.work.rule(actor, id, body));
  }

  @Post('review-tasks/:id/undo')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(200, ReviewTaskBody)
  async undo(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<ReviewTaskBody> {
    return unwrap(await this.work.undo(actor, id));
  }
}
