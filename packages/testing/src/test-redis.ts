import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { testServerUrl } from './test-servers.js';

export interface TestRedis {
  /** Connection URL, with the password. */
  readonly url: string;
  /** Start of every key of this test file, without a trailing colon. */
  readonly prefix: string;
  /** Removes the keys under the prefix. */
  drop(): Promise<void>;
}

/**
 * A key prefix of one's own on the real Redis of this test run, which other files use at the same time:
 * never FLUSHALL it. Throws when there is no Redis on this machine.
 */
export function createTestRedis(): TestRedis {
  const url = testServerUrl('TEST_REDIS_URL');
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  return { url, prefix, drop: () => dropKeys(url, prefix) };
}

async function dropKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  try {
    const batches = redis.scanStream({ match: `${prefix}*`, count: 1_000 });
    for await (const keys of batches as AsyncIterable<string[]>) {
      if (keys.length > 0) await redis.unlink(...keys);
    }
  } finally {
    redis.disconnect();
  }
}
