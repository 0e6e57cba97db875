import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateStandard,
  IdParams,
  ListQuery,
  type Page,
  type StandardBody,
  StandardDetail,
  StandardExport,
  StandardImportResult,
  StandardPage,
  StandardVersionBody,
  StandardVersionParams,
  WriteStandardVersion,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs, SignedIn } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ChangesReviews } from '../queues/changes-reviews.js';
import { StandardChangesService } from './standard-changes.service.js';
import { StandardExchangeService } from './standard-exchange.service.js';
import { StandardsService } from './standards.service.js';

/** What people judge by: clauses with examples, in versions that never change once published. */
@ApiTags('standards')
@Controller('v1/standards')
export class StandardsController {
  constructor(
    private readonly standards: StandardsService,
    private readonly changes: StandardChangesService,
    private readonly exchange: StandardExchangeService,
  ) {}

  @Get()
  @SignedIn()
  @Returns(200, StandardPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: ListQuery }) query: ListQuery,
  ): Promise<Page<StandardBody>> {
    return unwrap(await this.standards.list(actor, query));
  }

  @Post()
  @Needs('reviews:manage')
  @Returns(201, StandardDetail)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateStandard }) body: CreateStandard,
  ): Promise<StandardDetail> {
    return unwrap(await this.changes.create(actor, body));
  }

  @Post('import')
  @Needs('reviews:manage')
  @ChangesReviews()
  @Returns(201, StandardImportResult)
  async import(
    @Actor() actor: Principal,
    @Body({ schema: StandardExport }) body: StandardExport,
  ): Promise<StandardImportResult> {
    return unwrap(await this.exchange.import(actor, body));
  }

  @Get(':id')
  @SignedIn()
  @Returns(200, StandardDetail)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<StandardDetail> {
    return unwrap(await this.standards.find(actor, id));
  }

  @Get(':id/export')
  @Needs('reviews:manage')
  @Returns(200, StandardExport)
  async export(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<StandardExport> {
    return unwrap(await this.exchange.export(actor, id));
  }

  @Post(':id/versions')
  @Needs('reviews:manage')
  @Returns(201, StandardVersionBody)
  async draft(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: WriteStandardVersion }) body: WriteStandardVersion,
  ): Promise<StandardVersionBody> {
    return unwrap(await this.changes.draft(actor, id, body));
  }

  @Get(':id/versions/:version')
  @SignedIn()
  @Returns(200, StandardVersionBody)
  async version(
    @Actor() actor: Principal,
    @Param({ schema: StandardVersionParams }) params: StandardVersionParams,
  ): Promise<StandardVersionBody> {
    return unwrap(await this.standards.version(actor, params));
  }

  @Put(':id/versions/:version')
  @Needs('reviews:manage')
  @Returns(200, StandardVersionBody)
  async edit(
    @Actor() actor: Principal,
    @Param({ schema: StandardVersionParams }) params: StandardVersionParams,
    @Body({ schema: WriteStandardVersion }) body: WriteStandardVersion,
  ): Promise<StandardVersionBody> {
    return unwrap(await this.changes.edit(actor, params, body));
  }

  @Post(':id/versions/:version/publish')
  @Needs('reviews:manage')
  @ChangesReviews()
  @Returns(200, StandardVersionBody)
  async publish(
    @Actor() actor: Principal,
    @Param({ schema: StandardVersionParams }) params: StandardVersionParams,
  ): Promise<StandardVersionBody> {
    return unwrap(await this.changes.publish(actor, params));
  }

  @Post(':id/versions/:version/retire')
  @Needs('reviews:manage')
  @Returns(200, StandardVersionBody)
  async retire(
    @Actor() actor: Principal,
    @Param({ schema: StandardVersionParams }) params: StandardVersionParams,
  ): Promise<StandardVersionBody> {
    return unwrap(await this.changes.retire(actor, params));
  }
}
