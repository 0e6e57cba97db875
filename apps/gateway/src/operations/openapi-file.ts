import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseConfig } from '../config.js';
import { GatewayModule } from '../gateway.module.js';
import { openApiDocument } from './openapi.js';

/** The committed form of the OpenAPI document. In preview mode Nest reads the routes and starts nothing. */
export async function renderOpenApi(): Promise<string> {
  const config = parseConfig({
    DATABASE_URL: 'postgres://localhost/preview',
    ASSAY_SECRET_KEY: 'no secret is needed to draw a document',
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.with(config),
    new FastifyAdapter(),
    { preview: true, logger: false, abortOnError: false },
  );
  const document = openApiDocument(app);
  return `${JSON.stringify(document, null, 2)}\n`;
}
