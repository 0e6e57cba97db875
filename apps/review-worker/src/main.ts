import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { parseConfig } from './config.js';
import { createReviewWorker } from './review-worker.js';

const stopDeadlineMs = 25_000;

const logger = new ConsoleLogger({ json: true, colors: false });
const config = parseConfig(process.env);
const app = await createReviewWorker(config, logger);
await app.listen({ host: config.http.host, port: config.http.port });
logger.log({ event: 'listening', url: await app.getUrl() }, 'review-worker');

let isStopping = false;

async function stop(reason: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  logger.log({ event: 'stopping', reason }, 'review-worker');
  setTimeout(() => process.exit(1), stopDeadlineMs).unref();
  await app.close();
  process.exit(0);
}

process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
if (config.endsWithParent) {
  process.on('disconnect', () => void stop('parent disconnected'));
  process.stdin.on('close', () => void stop('parent closed stdin')).resume();
}
