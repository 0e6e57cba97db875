import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { RelayServer } from '@assay/relay';
import type { Config } from './config.js';
import { LivePolicies } from './policies/live-policies.service.js';
import { ReviewWorkerModule } from './review-worker.module.js';

/** The review worker: a Nest microservice on the relay, with health and metrics over HTTP. Ready to listen. */
export async function createReviewWorker(
  config: Config,
  logger: LoggerService,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    ReviewWorkerModule.with(config),
    // Health and figures only: no answer is worth holding up a stop for.
    new FastifyAdapter({ skipMiddie: true, forceCloseConnections: true }),
    { logger, abortOnError: false },
  );
  const relay = new RelayServer({
    databaseUrl: config.database.url.reveal(),
    onConnected: () => app.get(LivePolicies).nudge(),
  });
  app.connectMicroservice({ strategy: relay });
  await app.startAllMicroservices();
  return app;
}
