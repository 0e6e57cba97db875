import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

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

  readonly gold = new Counter({
    name: 'assay_gold_mixed_total',
    help: 'Attempts to put a gold item into a queue, by result.',
    labelNames: ['result'],
    registers: [this.registry],
  });

  readonly nobodyEligible = new Gauge({
    name: 'assay_queue_nobody_eligible',
    help: 'Open tasks that nobody may take, by queue, over all tenants.',
    labelNames: ['queue'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'assay_worker_' });
  }
}
