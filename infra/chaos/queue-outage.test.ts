import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startRedis, type RunningServer } from '@assay/embedded';
import { EnvelopeConsumer, EnvelopePublisher } from '@assay/queue';
import { until } from '@assay/testing';

const lane = 'realtime';
const deadlineMs = 20_000;

describe('an outage of Redis', () => {
  let redis: RunningServer;
  const dataDir = mkdtempSync(path.join(tmpdir(), 'assay-queue-'));

  afterAll(async () => {
    await redis.stop();
  });

  it('makes publishing fail at once, and both ends go on by themselves when it is over', async () => {
    redis = await startRedis({ dataDir, password: 'outage' });
    const { url, port } = redis;
    const backend = { kind: 'redis', url } as const;
    const publisher = new EnvelopePublisher(backend, () => undefined);
    await until(
      () =>
        publisher.ping().then(
          () => true,
          () => false,
        ),
      { deadlineMs },
    );
    const got: string[] = [];
    const consumer = new EnvelopeConsumer({
      backend,
      lane,
      concurrency: 1,
      process: async ({ envelopeId }) => void got.push(envelopeId),
      onError: () => undefined,
    });
    await redis.kill();
    await until(
      () =>
        publisher.ping().then(
          () => false,
          () => true,
        ),
      { deadlineMs },
    );
    const id = randomUUID();
    await expect(publisher.publish({ id, lane, ids: [randomUUID()] })).rejects.toThrow();
    redis = await startRedis({ dataDir, password: 'outage', port });
    await until(
      () =>
        publisher.publish({ id, lane, ids: [randomUUID()] }).then(
          () => true,
          () => false,
        ),
      { deadlineMs },
    );
    await until(() => got.includes(id), { deadlineMs });
    await consumer.close();
    await publisher.close();
  }, 60_000);

  it('from the start does not keep a publisher from working later', async () => {
    await redis.kill();
    const { url, port } = redis;
    const publisher = new EnvelopePublisher({ kind: 'redis', url }, () => undefined);
    await expect(
      publisher.publish({ id: randomUUID(), lane, ids: [randomUUID()] }),
    ).rejects.toThrow('not connected');
    redis = await startRedis({ dataDir, password: 'outage', port });
    await until(
      () =>
        publisher.ping().then(
          () => true,
          () => false,
        ),
      { deadlineMs },
    );
    await publisher.close();
  }, 60_000);
});
