import 'reflect-metadata';
import type { Server } from 'node:http';
import { parseConfig } from './config.js';
import { createGateway } from './gateway.js';
import { watchConnections } from './http/leave-connections.js';
import { JsonLogger } from './operations/json-logger.js';
import { Readiness } from './operations/readiness.js';

const stopDeadlineMs = 25_000;

const logger = new JsonLogger();
const config = parseConfig(process.env);
const app = await createGateway(config, logger);
const server = app.getHttpServer() as Server;
const leaveConnections = watchConnections(server);
await app.listen({ host: config.http.host, port: config.http.port });
logger.log({ event: 'listening', url: await app.getUrl() }, 'gateway');

let isStopping = false;

async function stop(reason: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  logger.log({ event: 'stopping', reason }, 'gateway');
  app.get(Readiness).stop();
  setTimeout(() => process.exit(1), stopDeadlineMs).unref();
  setInterval(leaveIdleConnections, 50).unref();
  await app.close();
  process.exit(0);
}

// A kept-alive connection that is answered while the gateway stops would hold it up until it times out.
function leaveIdleConnections(): void {
  if (!server.listening) leaveConnections();
}

process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
if (config.endsWithParent) {
  process.on('disconnect', () => void stop('parent disconnected'));
  process.stdin.on('close', () => void stop('parent closed stdin')).resume();
}
