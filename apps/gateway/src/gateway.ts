import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { textLimits } from '@assay/domain';
import { RelayServer } from '@assay/relay';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LoggerService } from '@nestjs/common';
import type { Config } from './config.js';
import { GatewayModule } from './gateway.module.js';
import { acceptJsonOnly } from './http/json-body.js';
import { sendProblem } from './http/problem-filter.js';
import { rememberRoutes } from './http/route-methods.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { serveConsole } from './operations/console-files.js';
import { Metrics } from './operations/metrics.js';
import { openApiDocument } from './operations/openapi.js';
import { TenantDirectory } from './tenants/tenant-directory.service.js';

/** The gateway, wired and ready to listen or to be injected into. Rejects when the database cannot be reached. */
export async function createGateway(
  config: Config,
  logger: LoggerService,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: textLimits.maxBodyBytes,
    genReqId: () => randomUUID(),
    trustProxy: false,
    // A body that trickles in must not hold a connection for ever; answers may take their time.
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // No Express-style middleware is used, so its layer on every request is left out.
    skipMiddie: true,
    multipart: false,
    frameworkErrors: (_: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem({
        problem: { code: 'invalid_request', detail: 'The address is not a valid URL.' },
        request,
        reply,
      }),
  });
  const instance = adapter.getInstance() as unknown as FastifyInstance;
  instance.decorateRequest('principal', undefined);
  rememberRoutes(instance);
  addSecurityHeaders(instance, config.http.publicUrl);
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.with(config),
    adapter,
    {
      bodyParser: false,
      logger,
      abortOnError: false,
    },
  );
  acceptJsonOnly(instance);
  app.get(Metrics).watch(instance);
  if (config.consoleDir !== undefined) await serveConsole(instance, config.consoleDir);
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: '/openapi.json',
    raw: ['json'],
  });
  const directory = app.get(TenantDirectory);
  app.connectMicroservice({
    strategy: new RelayServer({
      databaseUrl: config.database.url.reveal(),
      onConnected: () => directory.nudge(),
    }),
  });
  await app.startAllMicroservices();
  await app.init();
  return app;
}
