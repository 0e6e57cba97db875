import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ApiKeyBody,
  ApiKeyPage,
  CreateApiKey,
  CreatedApiKey,
  IdParams,
  ListQuery,
  type Page,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ApiKeysService } from './api-keys.service.js';

@ApiTags('api keys')
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @Needs('keys:manage')
  @Returns(200, ApiKeyPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: ListQuery }) query: ListQuery,
  ): Promise<Page<ApiKeyBody>> {
    return unwrap(await this.keys.list(actor, query));
  }

  @Post()
  @Needs('keys:manage')
  @Returns(201, CreatedApiKey)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateApiKey }) body: CreateApiKey,
  ): Promise<CreatedApiKey> {
    return unwrap(await this.keys.create(actor, body));
  }

  @Delete(':id')
  @Needs('keys:manage')
  @Returns(204)
  async revoke(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<void> {
    unwrap(await this.keys.revoke(actor, id));
  }
}
