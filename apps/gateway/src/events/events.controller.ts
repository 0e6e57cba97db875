import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiProduces, ApiTags } from '@nestjs/swagger';
import { EventListQuery, EventPage, type ListQuery } from '@assay/contracts';
import type { Principal } from '@assay/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { StreamAccess } from '../streams/stream-access.js';
import { EventsService } from './events.service.js';

/** The pull side of webhooks. */
@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly access: StreamAccess,
  ) {}

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
        isStillAllowed: this.access.recheck(request, { actor, permission: 'submissions:read' }),
      }),
    );
    reply.hijack();
  }
}
