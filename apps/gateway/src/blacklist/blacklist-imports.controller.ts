import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  IdParams,
  ImportConfirmation,
  ImportEntries,
  ImportPage,
  ImportResult,
  ListQuery,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { BlacklistImportsService } from './blacklist-imports.service.js';

/** Importing files of entries. */
@ApiTags('blacklist')
@Controller('v1/blacklist-imports')
export class BlacklistImportsController {
  constructor(private readonly imports: BlacklistImportsService) {}

  @Get()
  @Needs('blacklist:read')
  @Returns(200, ImportPage)
  async list(@Actor() actor: Principal, @Query({ schema: ListQuery }) query: ListQuery) {
    return unwrap(await this.imports.list(actor, query));
  }

  @Post()
  @Needs('blacklist:propose')
  @Returns(200, ImportResult)
  async importEntries(
    @Actor() actor: Principal,
    @Body({ schema: ImportEntries }) body: ImportEntries,
  ): Promise<ImportResult> {
    return unwrap(await this.imports.importEntries(actor, body));
  }

  @Post(':id/confirm')
  @Needs('blacklist:confirm')
  @Returns(200, ImportConfirmation)
  async confirm(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<ImportConfirmation> {
    return unwrap(await this.imports.confirm(actor, id));
  }
}
