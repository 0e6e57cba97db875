import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateTenant,
  IdParams,
  ListQuery,
  type Page,
  TenantBody,
  TenantPage,
  UpdateTenant,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { TenantsService } from './tenants.service.js';

@ApiTags('tenants')
@Controller('v1/tenants')
export class TenantsController {
  constructor(private readonly tenants: TenantsService) {}

  @Get()
  @Needs('tenants:manage')
  @Returns(200, TenantPage)
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<Page<TenantBody>> {
    return unwrap(await this.tenants.list(query));
  }

  @Post()
  @Needs('tenants:manage')
  @Returns(201, TenantBody)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateTenant }) body: CreateTenant,
  ): Promise<TenantBody> {
    return unwrap(await this.tenants.create(actor, body));
  }

  @Get(':id')
  @Needs('tenants:manage')
  @Returns(200, TenantBody)
  async get(@Param({ schema: IdParams }) { id }: IdParams): Promise<TenantBody> {
    return unwrap(await this.tenants.get(id));
  }

  @Patch(':id')
  @Needs('tenants:manage')
  @Returns(200, TenantBody)
  async update(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: UpdateTenant }) body: UpdateTenant,
  ): Promise<TenantBody> {
    return unwrap(await this.tenants.update({ actor, id, body }));
  }
}
