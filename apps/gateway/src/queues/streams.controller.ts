import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { DeskNews, QueueLoadPage } from '@assay/contracts';
import { mayDo, type Principal } from '@assay/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { StreamAccess } from '../streams/stream-access.js';
import { LiveReviewsService } from './live-reviews.service.js';

/** What happens in the queues, as server-sent events. Nothing is replayed: a stream begins with how things are. */
@Controller('v1')
export class StreamsController {
  constructor(
    private readonly live: LiveReviewsService,
    private readonly access: StreamAccess,
  ) {}

  /** Events `queues` (exact for those who may read reviews), `care` of the caller, and `standards`. */
  @Get('review-tasks/stream')
  @ApiTags('review tasks')
  @Needs('reviews:work')
  @ApiProduces('text/event-stream')
  @Returns(200, DeskNews)
  desk(
    @Actor() actor: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const isLead = mayDo(actor, 'reviews:read');
    const mayWork = this.access.recheck(request, { actor, permission: 'reviews:work' });
    const mayRead = this.access.recheck(request, { actor, permission: 'reviews:read' });
    unwrap(
      this.live.subscribe({
        actor,
        topic: isLead ? 'lead_desk' : 'desk',
        response: reply.raw,
        headers: reply.getHeaders() as OutgoingHttpHeaders,
        isStillAllowed: isLead ? async () => (await mayWork()) && mayRead() : mayWork,
      }),
    );
    reply.hijack();
  }

  /** Event `load`. */
  @Get('queues/stream')
  @ApiTags('queues')
  @Needs('reviews:read')
  @ApiProduces('text/event-stream')
  @Returns(200, QueueLoadPage)
  load(
    @Actor() actor: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    unwrap(
      this.live.subscribe({
        actor,
        topic: 'load',
        response: reply.raw,
        headers: reply.getHeaders() as OutgoingHttpHeaders,
        isStillAllowed: this.access.recheck(request, { actor, permission: 'reviews:read' }),
      }),
    );
    reply.hijack();
  }
}
