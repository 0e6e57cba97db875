import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PutQueue, QueueBody, QueueLoadPage, QueuePage, QueueParams } from '@assay/contracts';
import { mayDo, type Principal } from '@assay/domain';
import { Actor, Needs } from '../access/needs.js';
import { unwrap } from '../http/problem-exception.js';
import { Returns } from '../http/returns.js';
import { ChangesReviews } from './changes-reviews.js';
import { coarseCounts } from './coarse-counts.js';
import { QueueFigures } from './queue-figures.js';
import { QueuesService } from './queues.service.js';

/** Queues of review tasks: what waits in them, and how they work. */
@ApiTags('queues')
@Controller('v1/queues')
export class QueuesController {
  constructor(
    private readonly queues: QueuesService,
    private readonly figures: QueueFigures,
  ) {}

  @Get()
  @Needs('reviews:work')
  @Returns(200, QueuePage)
  async list(@Actor() actor: Principal): Promise<QueuePage> {
    const { exact, seats } = await this.figures.queues(actor.tenantId);
    return mayDo(actor, 'reviews:read') ? exact : coarseCounts(seats);
  }

  @Get('load')
  @Needs('reviews:read')
  @Returns(200, QueueLoadPage)
  load(@Actor() { tenantId }: Principal): Promise<QueueLoadPage> {
    return this.figures.load(tenantId);
  }

  @Get(':name')
  @Needs('reviews:work')
  @Returns(200, QueueBody)
  async get(
    @Actor() actor: Principal,
    @Param({ schema: QueueParams }) { name }: QueueParams,
  ): Promise<QueueBody> {
    return unwrap(await this.queues.get(actor, name));
  }

  @Put(':name')
  @Needs('reviews:manage')
  @ChangesReviews()
  @Returns(200, QueueBody)
  async put(
    @Actor() actor: Principal,
    @Param({ schema: QueueParams }) { name }: QueueParams,
    @Body({ schema: PutQueue }) change: PutQueue,
  ): Promise<QueueBody> {
    return unwrap(await this.queues.put(actor, { name, change }));
  }
}
