import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiProduces, ApiTags } from '@nestjs/swagger';
import { EventListQuery, EventPage, type ListQuery } from '@assay/contracts';
import { mayDo, type Principal } from '@assay/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Credentials } from '../access/credentials.js';
import { Actor, Needs } from '../access/needs.js';
import { sessionCookie, type SessionCookie } from '../access/session-cookie.js';
import { CONFIG, type Config } from '../config.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { EventsService } from './events.service.js';

/** The pull side of webhooks. */
@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  private readonly cookie: SessionCookie;

  constructor(
    private readonly events: EventsService,
    private readonly credentials: Credentials,
    @Inject(CONFIG) config: Config,
  ) {
    this.cookie = sessionCookie(config.http.publicUrl);
  }

  @Get()
  @Needs('submissions:read')
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Live stream: go on after this event.',
  })
  @ApiProduces('application/json', 'text/event-stream')
  @Returns(200, EventPage)
  async list(
    @Actor() actor: Principal,
    @Query({ schema: EventListQuery }) query: ListQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!(request.headers.accept ?? '').includes('text/event-stream')) {
      const page = unwrap(await this.events.page(actor.tenantId, query));
      await reply.header('content-type', 'application/json; charset=utf-8').send(page);
      return;
    }
    const header = request.headers['last-event-id'];
    const lastEventId =
      (typeof header === 'string' && header !== '' ? header : undefined) ?? query.cursor;
    unwrap(
      await this.events.subscribe({
        tenantId: actor.tenantId,
        lastEventId,
        response: reply.raw,
        headers: reply.getHeaders() as OutgoingHttpHeaders,
        isStillAllowed: () => this.isStillAllowed(request, actor),
      }),
    );
    reply.hijack();
  }

  private async isStillAllowed({ headers }: FastifyRequest, actor: Principal): Promise<boolean> {
    const token =
      actor.via === 'key'
        ? headers.authorization?.slice(7).trim()
        : this.cookie.read(headers.cookie);
    if (token === undefined) return false;
    const now = await (actor.via === 'key'
      ? this.credentials.byKey(token)
      : this.credentials.bySession(token));
    return now !== undefined && now.tenantId === actor.tenantId && mayDo(now, 'submissions:read');
  }
}
