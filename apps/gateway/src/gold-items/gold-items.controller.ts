import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateGoldItem,
  GoldItemBody,
  GoldItemListQuery,
  GoldItemPage,
  IdParams,
  type Page,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { GoldItemsService } from './gold-items.service.js';

/** Content with known answers. Reviewers never see any of these routes. */
@ApiTags('gold items')
@Controller('v1/gold-items')
export class GoldItemsController {
  constructor(private readonly gold: GoldItemsService) {}

  @Get()
  @Needs('reviews:manage')
  @Returns(200, GoldItemPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: GoldItemListQuery }) query: GoldItemListQuery,
  ): Promise<Page<GoldItemBody>> {
    return unwrap(await this.gold.list(actor, query));
  }

  @Post()
  @Needs('reviews:manage')
  @Returns(201, GoldItemBody)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateGoldItem }) body: CreateGoldItem,
  ): Promise<GoldItemBody> {
    return unwrap(await this.gold.create(actor, body));
  }

  @Get(':id')
  @Needs('reviews:manage')
  @Returns(200, GoldItemBody)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<GoldItemBody> {
    return unwrap(await this.gold.find(actor, id));
  }

  @Post(':id/retire')
  @Needs('reviews:manage')
  @Returns(200, GoldItemBody)
  async retire(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<GoldItemBody> {
    return unwrap(await this.gold.retire(actor, id));
  }
}
