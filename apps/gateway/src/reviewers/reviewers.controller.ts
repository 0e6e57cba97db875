import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CareBody,
  ListQuery,
  OwnReviewerBody,
  type Page,
  ReviewerBody,
  ReviewerPage,
  ReviewerParams,
  SetPresence,
  UpdateOwnReviewer,
  UpdateReviewer,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ChangesReviews } from '../queues/changes-reviews.js';
import { OwnReviewerService } from './own-reviewer.service.js';
import { ReviewersService } from './reviewers.service.js';

/** People who review: what they may take, what they would rather not see, and what the day asked of them. */
@ApiTags('reviewers')
@Controller('v1/reviewers')
export class ReviewersController {
  constructor(
    private readonly own: OwnReviewerService,
    private readonly reviewers: ReviewersService,
  ) {}

  @Get()
  @Needs('reviews:manage')
  @Returns(200, ReviewerPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: ListQuery }) query: ListQuery,
  ): Promise<Page<ReviewerBody>> {
    return unwrap(await this.reviewers.list(actor, query));
  }

  @Get('me')
  @Needs('reviews:work')
  @Returns(200, OwnReviewerBody)
  me(@Actor() actor: Principal): Promise<OwnReviewerBody> {
    return this.own.find(actor);
  }

  @Put('me')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(200, OwnReviewerBody)
  async updateMe(
    @Actor() actor: Principal,
    @Body({ schema: UpdateOwnReviewer }) body: UpdateOwnReviewer,
  ): Promise<OwnReviewerBody> {
    return unwrap(await this.own.update(actor, body));
  }

  @Put('me/presence')
  @Needs('reviews:work')
  @ChangesReviews()
  @Returns(200, CareBody)
  presence(
    @Actor() actor: Principal,
    @Body({ schema: SetPresence }) body: SetPresence,
  ): Promise<CareBody> {
    return this.own.setPresence(actor, body);
  }

  @Put(':userId')
  @Needs('reviews:manage')
  @ChangesReviews()
  @Returns(200, ReviewerBody)
  async update(
    @Actor() actor: Principal,
    @Param({ schema: ReviewerParams }) { userId }: ReviewerParams,
    @Body({ schema: UpdateReviewer }) body: UpdateReviewer,
  ): Promise<ReviewerBody> {
    return unwrap(await this.reviewers.update(actor, userId, body));
  }
}
