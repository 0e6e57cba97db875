import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

/** Figures for Prometheus. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly reviewed = new Counter({
    name: 'assay_machine_reviews_total',
    help: 'Submissions that machine review ended, by decision.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  readonly stale = new Counter({
    name: 'assay_stale_reviews_total',
    help: 'Results that came too late: the submission was taken care of already.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'assay_worker_' });
  }
}
