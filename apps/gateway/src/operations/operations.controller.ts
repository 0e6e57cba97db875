import { Controller, Get, Header, Redirect, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open } from '../access/needs.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

/** What load balancers and Prometheus ask. */
@ApiExcludeController()
@Controller()
export class OperationsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly readiness: Readiness,
  ) {}

  @Get()
  @Open()
  @Redirect('/console/', 302)
  start(): void {}

  /** Answers as long as the event loop turns. */
  @Get('livez')
  @Open()
  live(): { status: string } {
    return { status: 'alive' };
  }

  @Get('readyz')
  @Open()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const problems = await this.readiness.problems();
    const isReady = Object.keys(problems).length === 0;
    await reply
      .status(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'not_ready', problems });
  }

  @Get('metrics')
  @Open()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  figures(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
