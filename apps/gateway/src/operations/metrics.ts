import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

type Observe = (seconds: number) => void;

/** Figures for Prometheus; other parts of the gateway add their own to `registry`. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly duration = new Histogram({
    name: 'assay_http_request_duration_seconds',
    help: 'Time to answer, by route and class of status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'assay_gateway_' });
  }

  /** Labels are resolved once per route and status class; a request costs one look-up and one observation. */
  watch(instance: FastifyInstance): void {
    const observers = new WeakMap<object, Observe[]>();
    instance.addHook('onResponse', (request, reply, done) => {
      const { config, url, method } = request.routeOptions;
      let byClass = observers.get(config);
      if (byClass === undefined) observers.set(config, (byClass = []));
      const statusClass = Math.floor(reply.statusCode / 100);
      const observe = (byClass[statusClass] ??= this.observer({
        method: String(method ?? request.method),
        route: url ?? 'unknown',
        status: `${statusClass}xx`,
      }));
      observe(reply.elapsedTime / 1000);
      done();
    });
  }

  private observer(labels: { method: string; route: string; status: string }): Observe {
    const child = this.duration.labels(labels);
    return (seconds) => child.observe(seconds);
  }
}
