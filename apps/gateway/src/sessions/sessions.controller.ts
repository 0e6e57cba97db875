import { Body, Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreateSession, MeBody, SwitchTenant } from '@assay/contracts';
import { failed, type Principal } from '@assay/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor, Open, SignedIn } from '../access/needs.js';
import { type SessionCookie, sessionCookie } from '../access/session-cookie.js';
import { CONFIG, type Config } from '../config.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { SessionsService } from './sessions.service.js';

/** Logging in and out of the console. */
@ApiTags('sessions')
@Controller('v1')
export class SessionsController {
  private readonly cookie: SessionCookie;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly sessions: SessionsService,
  ) {
    this.cookie = sessionCookie(config.http.publicUrl);
  }

  @Post('sessions')
  @Open()
  @Returns(201, MeBody)
  async create(
    @Body({ schema: CreateSession }) body: CreateSession,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeBody> {
    const { token, me } = unwrap(await this.sessions.logIn(body, request.ip));
    reply.header('set-cookie', this.cookie.give(token));
    return me;
  }

  @Delete('sessions/current')
  @SignedIn()
  @Returns(204)
  async end(
    @Actor() actor: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.logOut(this.tokenOf(actor, request), actor);
    reply.header('set-cookie', this.cookie.clear());
  }

  @Post('sessions/current/tenant')
  @SignedIn()
  @Returns(200, MeBody)
  async switchTenant(
    @Actor() actor: Principal,
    @Req() request: FastifyRequest,
    @Body({ schema: SwitchTenant }) { tenantId }: SwitchTenant,
  ): Promise<MeBody> {
    return unwrap(await this.sessions.switchTenant(this.tokenOf(actor, request), actor, tenantId));
  }

  @Get('me')
  @SignedIn()
  @Returns(200, MeBody)
  async me(@Actor() actor: Principal): Promise<MeBody> {
    return unwrap(await this.sessions.me(actor));
  }

  private tokenOf(actor: Principal, request: FastifyRequest): string {
    const token = actor.via === 'session' ? this.cookie.read(request.headers.cookie) : undefined;
    return token ?? unwrap(failed('forbidden', 'An API key has no session.'));
  }
}
