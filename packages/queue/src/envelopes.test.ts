import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, createTestRedis, until } from '@assay/testing';
import type { QueueBackend } from './backend.js';
import { EnvelopeConsumer, type EnvelopeDelivery } from './envelope-consumer.js';
import { EnvelopePublisher } from './envelope-publisher.js';

const lane = 'realtime';
const deadlineMs = 20_000;

const backends: readonly (readonly [
  string,
  () => Promise<{ backend: QueueBackend; drop: () => Promise<void> }>,
])[] = [
  [
    'Redis',
    () => {
      const redis = createTestRedis();
      const backend = { kind: 'redis', url: redis.url, prefix: redis.prefix } as const;
      return Promise.resolve({ backend, drop: () => redis.drop() });
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const database = await createTestDatabase();
      return {
        backend: { kind: 'postgres', url: database.url } as const,
        drop: () => database.drop(),
      };
    },
  ],
];

describe.each(backends)('envelopes on %s', (_name, open) => {
  let backend: QueueBackend;
  let drop: () => Promise<void>;
  let publisher: EnvelopePublisher;
  const errors: Error[] = [];

  beforeAll(async () => {
    ({ backend, drop } = await open());
    publisher = new EnvelopePublisher(backend, (error) => errors.push(error));
    await until(
      () =>
        publisher.ping().then(
          () => true,
          () => false,
        ),
      { deadlineMs },
    );
  });

  afterAll(async () => {
    await publisher.close();
    await drop();
  });

  const consume = (process: (delivery: EnvelopeDelivery) => Promise<void>): EnvelopeConsumer =>
    new EnvelopeConsumer({
      backend,
      lane,
      concurrency: 2,
      process,
      onError: (error) => errors.push(error),
    });

  it('arrive once with their ids, and the same envelope twice is one envelope', async () => {
    const envelope = { id: randomUUID(), lane, ids: [randomUUID(), randomUUID()] } as const;
    await publisher.publish(envelope);
    await publisher.publish(envelope);
    expect(await publisher.unknown(lane, [envelope.id])).toEqual([]);
    const got: EnvelopeDelivery[] = [];
    const consumer = consume(async (delivery) => void got.push(delivery));
    await until(() => got.length > 0, { deadlineMs });
    await until(async () => (await publisher.unknown(lane, [envelope.id])).length === 1, {
      deadlineMs,
    });
    await consumer.close();
    expect(got).toEqual([{ envelopeId: envelope.id, lane, ids: envelope.ids, restarted: false }]);
  });

  it('come again, marked as restarted, when processing them failed', async () => {
    const id = randomUUID();
    const starts: boolean[] = [];
    const consumer = consume(async ({ envelopeId, restarted }) => {
      if (envelopeId !== id) return;
      starts.push(restarted);
      if (starts.length === 1) throw new Error('the first try fails');
    });
    await publisher.publish({ id, lane, ids: [randomUUID()] });
    await until(() => starts.length === 2, { deadlineMs });
    await consumer.close();
    expect(starts).toEqual([false, true]);
    expect(errors.map(({ message }) => message)).toContain('the first try fails');
  });

  it('are unknown when nobody published them', async () => {
    const stranger = randomUUID();
    expect(await publisher.unknown(lane, [stranger])).toEqual([stranger]);
  });
});
