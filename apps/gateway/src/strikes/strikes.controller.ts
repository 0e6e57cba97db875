import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AuthorStrikesBody,
  IdParams,
  LiftStrike,
  StrikeQuery,
  StrikeTermsAnswer,
  StrikeTermsBody,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { StrikesService } from './strikes.service.js';

@ApiTags('disputes')
@Controller('v1/strikes')
export class StrikesController {
  constructor(private readonly strikes: StrikesService) {}

  @Get()
  @Needs('appeals:read')
  @Returns(200, AuthorStrikesBody)
  ofAuthor(
    @Actor() actor: Principal,
    @Query({ schema: StrikeQuery }) { authorId }: StrikeQuery,
  ): Promise<AuthorStrikesBody> {
    return this.strikes.ofAuthor(actor, authorId);
  }

  @Get('terms')
  @Needs('appeals:read')
  @Returns(200, StrikeTermsAnswer)
  async terms(@Actor() actor: Principal): Promise<StrikeTermsAnswer> {
    const terms = await this.strikes.terms(actor);
    return terms === undefined ? {} : { terms };
  }

  @Put('terms')
  @Needs('reviews:manage')
  @Returns(200, StrikeTermsBody)
  putTerms(
    @Actor() actor: Principal,
    @Body({ schema: StrikeTermsBody }) body: StrikeTermsBody,
  ): Promise<StrikeTermsBody> {
    return this.strikes.putTerms(actor, body);
  }

  @Post(':id/lift')
  @Needs('reviews:manage')
  @Returns(200, AuthorStrikesBody)
  async lift(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: LiftStrike }) { reason }: LiftStrike,
  ): Promise<AuthorStrikesBody> {
    return unwrap(await this.strikes.lift({ actor, id, reason }));
  }
}
