import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateWebhookEndpoint,
  DeliveryBody,
  DeliveryListQuery,
  DeliveryPage,
  IdParams,
  ListQuery,
  ReplayDeliveries,
  ReplayResult,
  UpdateWebhookEndpoint,
  WebhookEndpointBody,
  WebhookEndpointPage,
  WebhookEndpointWithSecret,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { DeliveriesService } from './deliveries.service.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';

/** Webhooks: where events go, and what became of them. */
@ApiTags('webhooks')
@Controller('v1/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(
    private readonly endpoints: WebhookEndpointsService,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Post()
  @Needs('webhooks:manage')
  @Returns(201, WebhookEndpointWithSecret)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateWebhookEndpoint }) body: CreateWebhookEndpoint,
  ) {
    return unwrap(await this.endpoints.create(actor, body));
  }

  @Get()
  @Needs('webhooks:manage')
  @Returns(200, WebhookEndpointPage)
  async list(@Actor() actor: Principal, @Query({ schema: ListQuery }) query: ListQuery) {
    return unwrap(await this.endpoints.list(actor, query));
  }

  @Get(':id')
  @Needs('webhooks:manage')
  @Returns(200, WebhookEndpointBody)
  async get(@Actor() actor: Principal, @Param({ schema: IdParams }) { id }: IdParams) {
    return unwrap(await this.endpoints.find(actor, id));
  }

  @Patch(':id')
  @Needs('webhooks:manage')
  @Returns(200, WebhookEndpointBody)
  async change(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: UpdateWebhookEndpoint }) body: UpdateWebhookEndpoint,
  ) {
    return unwrap(await this.endpoints.change(actor, id, body));
  }

  @Delete(':id')
  @Needs('webhooks:manage')
  @Returns(204)
  async remove(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<void> {
    unwrap(await this.endpoints.remove(actor, id));
  }

  @Post(':id/rotate')
  @Needs('webhooks:manage')
  @Returns(200, WebhookEndpointWithSecret)
  async rotate(@Actor() actor: Principal, @Param({ schema: IdParams }) { id }: IdParams) {
    return unwrap(await this.endpoints.rotate(actor, id));
  }

  @Post(':id/test')
  @Needs('webhooks:manage')
  @Returns(202, DeliveryBody)
  async test(@Actor() actor: Principal, @Param({ schema: IdParams }) { id }: IdParams) {
    return unwrap(await this.deliveries.test(actor, id));
  }

  @Get(':id/deliveries')
  @Needs('webhooks:manage')
  @Returns(200, DeliveryPage)
  async log(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Query({ schema: DeliveryListQuery }) query: DeliveryListQuery,
  ) {
    return unwrap(await this.deliveries.list(actor, id, query));
  }

  @Post(':id/replay')
  @Needs('webhooks:manage')
  @Returns(200, ReplayResult)
  async replay(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: ReplayDeliveries }) body: ReplayDeliveries,
  ) {
    return unwrap(await this.deliveries.replay(actor, id, body));
  }
}
