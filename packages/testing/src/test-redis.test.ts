import { Redis } from 'ioredis';
import { createTestRedis } from './test-redis.js';

test('dropping removes the keys under the prefix and no others', async () => {
  const mine = createTestRedis();
  const other = createTestRedis();
  const redis = new Redis(mine.url);
  await redis.set(`${mine.prefix}:a`, '1');
  await redis.set(`${other.prefix}:a`, '1');
  await mine.drop();
  expect(await redis.exists(`${mine.prefix}:a`)).toBe(0);
  expect(await redis.exists(`${other.prefix}:a`)).toBe(1);
  await other.drop();
  redis.disconnect();
});
