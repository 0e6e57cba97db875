import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@assay/embedded';
import { Program } from '../../lab/program.js';
import type { PrivateStack } from '../../lab/private-stack.js';
import type { Receiver } from '../children.js';
import type { BenchTarget } from '../target.js';

const here = path.dirname(fileURLToPath(import.meta.url));

export interface NaiveTarget extends BenchTarget {
  stop(): Promise<void>;
}

/** The naive gateway and worker on the database, Redis, policy and receiver of a stack whose own services rest. */
export async function startNaive(stack: PrivateStack, receiver: Receiver): Promise<NaiveTarget> {
  const port = await freePort();
  const workerPort = await freePort();
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: stack.databaseUrl,
    REDIS_URL: stack.redisUrl,
    ASSAY_SECRET_KEY: stack.secretKey,
    NAIVE_KEY_PURPOSE: 'credential-pepper',
    PORT: String(port),
    WORKER_PORT: String(workerPort),
  };
  const program = (name: string, readyUrl: string): Program =>
    new Program({
      name,
      entry: path.join(here, `${name}.js`),
      env,
      logFile: path.join(stack.folder, 'logs', `${name}.log`),
      readyUrl,
      answersWith: 'anything',
    });
  const gateway = program('naive-gateway', `http://127.0.0.1:${port}/`);
  const worker = program('naive-worker', `http://127.0.0.1:${workerPort}/`);
  gateway.start();
  worker.start();
  await Promise.all([gateway.ready(), worker.ready()]);
  return {
    name: 'naive',
    baseUrl: `http://127.0.0.1:${port}`,
    apiKey: stack.apiKey,
    undecidedSql: `SELECT count(*) FROM submission s LEFT JOIN decision d ON d.submission_id = s.id
      WHERE s.id > '${firstIdOf(Date.now())}' AND d.submission_id IS NULL`,
    pids: () => ({
      gateway: gateway.pid,
      worker: worker.pid,
      PostgreSQL: stack.postgres.pid,
      Redis: stack.redis?.pid,
      receiver: receiver.pid,
    }),
    stop: async () => {
      await gateway.stop();
      await worker.stop();
    },
  };
}

/** The lowest version 7 id of a moment: everything accepted from then on sorts behind it. */
function firstIdOf(timeMs: number): string {
  const hex = timeMs.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
