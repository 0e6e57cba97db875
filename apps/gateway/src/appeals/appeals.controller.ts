import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AppealBody,
  AppealListQuery,
  AppealPage,
  AppealTermsBody,
  CreateAppeal,
  IdParams,
  type Page,
  RejectAppeal,
  ReopenedSiblingsBody,
  ReopenSiblings,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ChangesReviews } from '../queues/changes-reviews.js';
import { AppealsService } from './appeals.service.js';

@ApiTags('disputes')
@Controller('v1/appeals')
export class AppealsController {
  constructor(private readonly appeals: AppealsService) {}

  @Post()
  @Needs('appeals:write')
  @ChangesReviews()
  @Returns(201, AppealBody)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateAppeal }) body: CreateAppeal,
  ): Promise<AppealBody> {
    return unwrap(await this.appeals.lodge(actor, body));
  }

  @Get()
  @Needs('appeals:read')
  @Returns(200, AppealPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: AppealListQuery }) query: AppealListQuery,
  ): Promise<Page<AppealBody>> {
    return unwrap(await this.appeals.list(actor, query));
  }

  /** The published clocks. */
  @Get('terms')
  @Needs('appeals:read')
  @Returns(200, AppealTermsBody)
  terms(@Actor() actor: Principal): Promise<AppealTermsBody> {
    return this.appeals.terms(actor);
  }

  @Put('terms')
  @Needs('reviews:manage')
  @Returns(200, AppealTermsBody)
  putTerms(
    @Actor() actor: Principal,
    @Body({ schema: AppealTermsBody }) body: AppealTermsBody,
  ): Promise<AppealTermsBody> {
    return this.appeals.putTerms(actor, body);
  }

  @Get(':id')
  @Needs('appeals:read')
  @Returns(200, AppealBody)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<AppealBody> {
    return unwrap(await this.appeals.find(actor, id));
  }

  @Post(':id/withdraw')
  @Needs('appeals:write')
  @ChangesReviews()
  @Returns(200, AppealBody)
  async withdraw(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<AppealBody> {
    return unwrap(await this.appeals.withdraw(actor, id));
  }

  @Post(':id/accept')
  @Needs('reviews:manage')
  @ChangesReviews()
  @Returns(200, AppealBody)
  async accept(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<AppealBody> {
    return unwrap(await this.appeals.accept(actor, id));
  }

  @Post(':id/reject')
  @Needs('reviews:manage')
  @Returns(200, AppealBody)
  async reject(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: RejectAppeal }) { reason }: RejectAppeal,
  ): Promise<AppealBody> {
    return unwrap(await this.appeals.reject({ actor, id, reason }));
  }

  @Post(':id/siblings')
  @Needs('reviews:manage')
  @ChangesReviews()
  @Returns(200, ReopenedSiblingsBody)
  async siblings(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: ReopenSiblings }) body: ReopenSiblings,
  ): Promise<ReopenedSiblingsBody> {
    return unwrap(await this.appeals.siblings({ actor, id, body }));
  }
}
