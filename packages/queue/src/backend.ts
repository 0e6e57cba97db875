import type { ConnectionOptions } from 'bullmq';
import type { RedisOptions } from 'ioredis';

/** Where BullMQ keeps its jobs. Either is disposable: what must not be lost is an outbox row. */
export type QueueBackend =
  | { readonly kind: 'redis'; readonly url: string; readonly prefix?: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema?: string };

/** `REDIS_URL` decides: with it BullMQ runs on Redis, without it on its own PostgreSQL backend. */
export const chooseBackend = (env: {
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
}): QueueBackend =>
  env.redisUrl === undefined || env.redisUrl === ''
    ? { kind: 'postgres', url: env.databaseUrl }
    : { kind: 'redis', url: env.redisUrl };

/** Publishers fail fast, because accepting work never waits for Redis. */
export function publisherConnection(url: string): RedisOptions {
  return {
    ...redisAddress(url),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 3000,
    connectTimeout: 2000,
    retryStrategy: reconnectDelayMs,
  };
}

/** Consumers wait for Redis to come back. */
export function consumerConnection(url: string): ConnectionOptions {
  return {
    ...(redisAddress(url) as ConnectionOptions),
    maxRetriesPerRequest: null,
    connectTimeout: 2000,
    retryStrategy: reconnectDelayMs,
  };
}

const reconnectDelayMs = (attempt: number): number => Math.min(100 * 2 ** attempt, 1000);

function redisAddress(text: string): RedisOptions {
  const url = new URL(text);
  return {
    host: url.hostname,
    port: url.port === '' ? 6379 : Number(url.port),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length > 1 ? { db: Number(url.pathname.slice(1)) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}
