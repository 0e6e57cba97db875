import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreatePolicy,
  IdParams,
  PolicyDetail,
  PolicyListQuery,
  PolicyPage,
  UpdatePolicy,
  ValidationResult,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { PoliciesService } from './policies.service.js';

/** Versions of policies: drafts are edited, published ones never change. */
@ApiTags('policies')
@Controller('v1/policies')
export class PoliciesController {
  constructor(private readonly policies: PoliciesService) {}

  @Get()
  @Needs('policies:read')
  @Returns(200, PolicyPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: PolicyListQuery }) query: PolicyListQuery,
  ) {
    return unwrap(await this.policies.list(actor, query));
  }

  @Post()
  @Needs('policies:write')
  @Returns(201, PolicyDetail)
  async draft(
    @Actor() actor: Principal,
    @Body({ schema: CreatePolicy }) body: CreatePolicy,
  ): Promise<PolicyDetail> {
    return unwrap(await this.policies.draft(actor, body));
  }

  @Get(':id')
  @Needs('policies:read')
  @Returns(200, PolicyDetail)
  async find(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<PolicyDetail> {
    return unwrap(await this.policies.find(actor, id));
  }

  @Put(':id')
  @Needs('policies:write')
  @Returns(200, PolicyDetail)
  async edit(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: UpdatePolicy }) { definition }: UpdatePolicy,
  ): Promise<PolicyDetail> {
    return unwrap(await this.policies.edit(actor, id, definition));
  }

  @Delete(':id')
  @Needs('policies:write')
  @Returns(204)
  async remove(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<void> {
    unwrap(await this.policies.remove(actor, id));
  }

  @Post(':id/validate')
  @Needs('policies:read')
  @Returns(200, ValidationResult)
  async validate(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<ValidationResult> {
    return unwrap(await this.policies.validate(actor, id));
  }

  @Post(':id/publish')
  @Needs('policies:publish')
  @Returns(200, PolicyDetail)
  async publish(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<PolicyDetail> {
    return unwrap(await this.policies.publish(actor, id));
  }

  @Post(':id/retire')
  @Needs('policies:publish')
  @Returns(200, PolicyDetail)
  async retire(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<PolicyDetail> {
    return unwrap(await this.policies.retire(actor, id));
  }
}
