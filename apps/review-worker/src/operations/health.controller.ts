import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import type { Database } from '@assay/database';
import { DATABASE } from '../database.js';
import { LivePolicies } from '../policies/live-policies.service.js';
import { Metrics } from './metrics.js';

/** The only HTTP the worker serves: is it alive, is it ready, how is it doing. */
@Controller()
export class HealthController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: LivePolicies,
    private readonly metrics: Metrics,
  ) {}

  @Get('livez')
  livez(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready when PostgreSQL answers and policies are loaded. */
  @Get('readyz')
  async readyz(): Promise<{ readonly status: 'ok' }> {
    try {
      await this.policies.loaded();
      await this.database.pool.query('SELECT 1');
    } catch {
      // The reason is in the log of whoever asked the database; the answer is the same for all of them.
      throw new ServiceUnavailableException('PostgreSQL does not answer.');
    }
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  show(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
