import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findRedisServer, startPostgres, startRedis, type RunningServer } from '@assay/embedded';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Settings } from './settings.js';
import { StartProblem } from './start-problem.js';

/** PostgreSQL and the queue's backend: given ones, or own ones that this process keeps running. */
export interface Storage {
  readonly databaseUrl: string;
  /** Absent: the queue runs on PostgreSQL. */
  readonly redisUrl: string | undefined;
  /** One line each, for the person at the terminal. */
  readonly words: readonly string[];
  stop(): Promise<void>;
}

interface KeptServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startStorage(settings: Settings): Promise<Storage> {
  // Given ones are asked first: a wrong address is said before anything is started.
  if (settings.databaseUrl) await assertDatabaseAnswers(settings.databaseUrl);
  if (settings.redisUrl) await assertRedisAnswers(settings.redisUrl);
  const database = await openDatabase(settings);
  try {
    const queue = await openQueue(settings);
    return {
      databaseUrl: database.url,
      redisUrl: queue.url,
      words: [database.word, queue.word],
      stop: async () => {
        await queue.stop?.();
        await database.stop?.();
      },
    };
  } catch (error) {
    await database.stop?.();
    throw error;
  }
}

type Opened<Url> = { url: Url; word: string; stop?: () => Promise<void> };

async function openDatabase(settings: Settings): Promise<Opened<string>> {
  if (settings.databaseUrl) {
    return { url: settings.databaseUrl, word: 'PostgreSQL: DATABASE_URL' };
  }
  const dataDir = path.join(settings.dataDir, 'postgres');
  const logFile = path.join(settings.logsDir, 'postgres.log');
  const password = settings.credentials.databasePassword;
  const server = await keepRunning('PostgreSQL', (port) =>
    startPostgres({ dataDir, password, logFile, ...(port && { port }) }),
  );
  return { ...server, word: `PostgreSQL: own, data in ${dataDir}` };
}

async function openQueue(settings: Settings): Promise<Opened<string | undefined>> {
  if (settings.redisUrl) {
    return { url: settings.redisUrl, word: 'queue: Redis at REDIS_URL' };
  }
  const binary = findRedisServer();
  if (!binary) {
    const word =
      'queue: PostgreSQL (about a third of the speed; install redis-server or set REDIS_URL for Redis)';
    return { url: undefined, word };
  }
  const dataDir = path.join(settings.dataDir, 'redis');
  const logFile = path.join(settings.logsDir, 'redis.log');
  const password = settings.credentials.redisPassword;
  const server = await keepRunning('Redis', (port) =>
    startRedis({ dataDir, password, logFile, ...(port && { port }) }),
  );
  return { ...server, word: `queue: own Redis (${binary}), data in ${dataDir}` };
}

// A server that dies is started again on the same port, so that the services only have to reconnect.
async function keepRunning(
  name: string,
  start: (port?: number) => Promise<RunningServer>,
): Promise<KeptServer> {
  let server = await start();
  const { url, port } = server;
  let isStopping = false;
  const watch = async (): Promise<void> => {
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
      const { code, signal } = await server.exited;
      if (isStopping) return;
      console.error(`${name} ended (${signal ?? `exit code ${code}`}); starting it again`);
      await sleep(pauseMs);
      try {
        if (!isStopping) server = await start(port);
        pauseMs = 100;
      } catch (error) {
        console.error(`${name}: ${(error as Error).message}`);
      }
    }
  };
  void watch();
  return {
    url,
    stop: () => {
      isStopping = true;
      return server.stop();
    },
  };
}

async function assertDatabaseAnswers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new StartProblem(`DATABASE_URL is set, but PostgreSQL does not answer there: ${reason}`, {
      cause,
    });
  } finally {
    await client.end();
  }
}

async function assertRedisAnswers(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
  });
  const failures: Error[] = [];
  client.on('error', (error) => failures.push(error));
  try {
    await client.connect();
    await client.ping();
  } catch (cause) {
    const reason = failures[0]?.message || (cause as Error).message;
    throw new StartProblem(`REDIS_URL is set, but Redis does not answer there: ${reason}`, {
      cause,
    });
  } finally {
    client.disconnect();
  }
}
