import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  BlacklistEntryDetail,
  BlacklistListQuery,
  BlacklistPage,
  EditEntry,
  EntryHitPage,
  IdParams,
  ListQuery,
  MoveEntry,
  ProposeEntry,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { BlacklistEntriesService } from './blacklist-entries.service.js';
import { EntryChangesService } from './entry-changes.service.js';

/** Blacklist entries and their life. Moves ask for `blacklist:propose` or `blacklist:confirm` by themselves. */
@ApiTags('blacklist')
@Controller('v1/blacklist-entries')
export class BlacklistEntriesController {
  constructor(
    private readonly entries: BlacklistEntriesService,
    private readonly changes: EntryChangesService,
  ) {}

  @Get()
  @Needs('blacklist:read')
  @Returns(200, BlacklistPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: BlacklistListQuery }) query: BlacklistListQuery,
  ) {
    return unwrap(await this.entries.list(actor, query));
  }

  @Post()
  @Needs('blacklist:propose')
  @Returns(201, BlacklistEntryDetail)
  async propose(
    @Actor() actor: Principal,
    @Body({ schema: ProposeEntry }) body: ProposeEntry,
  ): Promise<BlacklistEntryDetail> {
    return unwrap(await this.entries.propose(actor, body));
  }

  @Get(':id')
  @Needs('blacklist:read')
  @Returns(200, BlacklistEntryDetail)
  async find(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<BlacklistEntryDetail> {
    return unwrap(await this.entries.detail(actor, id));
  }

  @Patch(':id')
  @Needs('blacklist:read')
  @Returns(200, BlacklistEntryDetail)
  async edit(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: EditEntry }) body: EditEntry,
  ): Promise<BlacklistEntryDetail> {
    return unwrap(await this.changes.edit(actor, id, body));
  }

  @Post(':id/transitions')
  @Needs('blacklist:read')
  @Returns(200, BlacklistEntryDetail)
  async move(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: MoveEntry }) body: MoveEntry,
  ): Promise<BlacklistEntryDetail> {
    return unwrap(await this.changes.move(actor, id, body));
  }

  @Get(':id/hits')
  @Needs('blacklist:read')
  @Returns(200, EntryHitPage)
  async hits(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Query({ schema: ListQuery }) query: ListQuery,
  ) {
    return unwrap(await this.entries.hits(actor, id, query));
  }
}
