import { createPostgresBackend, Queue, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import type { Lane } from '@assay/domain';
import { publisherConnection, type QueueBackend } from './backend.js';
import { allLanes, queueName, type ReviewEnvelope } from './jobs.js';

/** The part of BullMQ's queue that publishing needs; the same on both backends. */
export interface LaneQueue {
  add(name: string, data: ReviewEnvelope, options: object): Promise<unknown>;
  getJobState(jobId: string): Promise<string>;
  getJobCounts(...types: string[]): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** One BullMQ queue per lane, once the backend has answered for the first time. */
export interface LaneQueues {
  /** Throws while the backend has never answered. */
  of(lane: Lane): LaneQueue;
  close(): Promise<void>;
}

export const openLaneQueues = (
  backend: QueueBackend,
  onError: (error: Error) => void,
): LaneQueues =>
  backend.kind === 'redis'
    ? new RedisLaneQueues(backend, onError)
    : new PostgresLaneQueues(backend, onError);

/**
 * All lanes share one connection. BullMQ talks to Redis while it is constructed, and a connection that fails fast
 * refuses that until it is ready; so the queues come into being with the first `ready`.
 */
class RedisLaneQueues implements LaneQueues {
  private readonly client: Redis;
  private queues: ReadonlyMap<Lane, LaneQueue> = new Map();

  constructor(backend: Extract<QueueBackend, { kind: 'redis' }>, onError: (error: Error) => void) {
    this.client = new Redis(publisherConnection(backend.url));
    this.client.on('error', onError);
    this.client.once('ready', () => {
      this.queues = new Map(
        allLanes.map((lane) => {
          const queue = new Queue(queueName(lane), {
            connection: this.client,
            ...(backend.prefix === undefined ? {} : { prefix: backend.prefix }),
            streams: { events: { maxLen: 100 } },
          });
          queue.on('error', onError);
          return [lane, queue as unknown as LaneQueue];
        }),
      );
    });
  }

  of(lane: Lane): LaneQueue {
    const queue = this.queues.get(lane);
    if (queue === undefined || this.client.status !== 'ready')
      throw new Error('Redis is not connected.');
    return queue;
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.client.disconnect();
  }
}

class PostgresLaneQueues implements LaneQueues {
  private readonly queues: ReadonlyMap<Lane, LaneQueue>;

  constructor(
    backend: Extract<QueueBackend, { kind: 'postgres' }>,
    onError: (error: Error) => void,
  ) {
    const { Queue: PostgresQueue } = withBackend(createPostgresBackend);
    this.queues = new Map(
      allLanes.map((lane) => {
        const queue = new PostgresQueue(queueName(lane), {
          connection: {
            connectionString: backend.url,
            max: 2,
            migrate: true,
            ...(backend.schema === undefined ? {} : { schema: backend.schema }),
          },
        });
        queue.on('error', onError);
        return [lane, queue as unknown as LaneQueue];
      }),
    );
  }

  of(lane: Lane): LaneQueue {
    const queue = this.queues.get(lane);
    if (queue === undefined) throw new Error(`No queue for lane ${lane}.`);
    return queue;
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }
}
