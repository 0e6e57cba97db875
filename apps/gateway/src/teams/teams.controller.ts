import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateTeam,
  IdParams,
  ListQuery,
  type Page,
  TeamBody,
  TeamPage,
  UpdateTeam,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { TeamsService } from './teams.service.js';

@ApiTags('teams')
@Controller('v1/teams')
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  @Get()
  @Needs('teams:manage')
  @Returns(200, TeamPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: ListQuery }) query: ListQuery,
  ): Promise<Page<TeamBody>> {
    return unwrap(await this.teams.list(actor, query));
  }

  @Post()
  @Needs('teams:manage')
  @Returns(201, TeamBody)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateTeam }) body: CreateTeam,
  ): Promise<TeamBody> {
    return unwrap(await this.teams.create(actor, body));
  }

  @Patch(':id')
  @Needs('teams:manage')
  @Returns(200, TeamBody)
  async update(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: UpdateTeam }) body: UpdateTeam,
  ): Promise<TeamBody> {
    return unwrap(await this.teams.update({ actor, id, body }));
  }

  @Delete(':id')
  @Needs('teams:manage')
  @Returns(204)
  async remove(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<void> {
    unwrap(await this.teams.remove(actor, id));
  }
}
