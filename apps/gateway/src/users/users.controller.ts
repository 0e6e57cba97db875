import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateUser,
  IdParams,
  ListQuery,
  type Page,
  UpdateUser,
  UserBody,
  UserPage,
} from '@assay/contracts';
import type { Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Needs('users:manage')
  @Returns(200, UserPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: ListQuery }) query: ListQuery,
  ): Promise<Page<UserBody>> {
    return unwrap(await this.users.list(actor, query));
  }

  @Post()
  @Needs('users:manage')
  @Returns(201, UserBody)
  async create(
    @Actor() actor: Principal,
    @Body({ schema: CreateUser }) body: CreateUser,
  ): Promise<UserBody> {
    return unwrap(await this.users.create(actor, body));
  }

  @Get(':id')
  @Needs('users:manage')
  @Returns(200, UserBody)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
  ): Promise<UserBody> {
    return unwrap(await this.users.get(actor, id));
  }

  @Patch(':id')
  @Needs('users:manage')
  @Returns(200, UserBody)
  async update(
    @Actor() actor: Principal,
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: UpdateUser }) body: UpdateUser,
  ): Promise<UserBody> {
    return unwrap(await this.users.update({ actor, id, body }));
  }
}
