import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateIndustryList,
  IndustryListBody,
  IndustryListPage,
  ListQuery,
  SetSubscription,
  SubscriptionBody,
  SubscriptionPage,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { IndustryListsService } from './industry-lists.service.js';

/** Industry lists and subscriptions to them. A subscription lets others' entries act, so it needs the second role. */
@ApiTags('blacklist')
@Controller('v1')
export class IndustryListsController {
  constructor(private readonly lists: IndustryListsService) {}

  @Get('industry-lists')
  @Needs('blacklist:read')
  @Returns(200, IndustryListPage)
  async list(@Actor() actor: Principal, @Query({ schema: ListQuery }) query: ListQuery) {
    return unwrap(await this.lists.list(actor, query));
  }

  @Post('industry-lists')
  @Needs('blacklist:confirm')
  @Returns(201, IndustryListBody)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateIndustryList }) body: CreateIndustryList,
  ): Promise<IndustryListBody> {
    return unwrap(await this.lists.create(actor, body));
  }

  @Get('subscriptions')
  @Needs('blacklist:read')
  @Returns(200, SubscriptionPage)
  subscriptions(@Actor() actor: Principal) {
    return this.lists.subscriptions(actor);
  }

  @Put('subscriptions')
  @Needs('blacklist:confirm')
  @Returns(200, SubscriptionBody)
  async subscribe(
    @Actor() actor: Principal,
    @Body({ schema: SetSubscription }) body: SetSubscription,
  ): Promise<SubscriptionBody> {
    return unwrap(await this.lists.subscribe(actor, body));
  }
}
