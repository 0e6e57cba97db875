import { createPostgresBackend, withBackend, Worker, type Job } from 'bullmq';
import type { Lane } from '@assay/domain';
import { consumerConnection, type QueueBackend } from './backend.js';
import { queueName, ReviewEnvelope } from './jobs.js';

export interface EnvelopeDelivery {
  readonly envelopeId: string;
  readonly lane: Lane;
  readonly ids: readonly string[];
  /** The envelope was started before and did not finish: process its items one by one. */
  readonly restarted: boolean;
}

export interface ConsumerOptions {
  readonly backend: QueueBackend;
  readonly lane: Lane;
  /** Envelopes processed at the same time by this process. */
  readonly concurrency: number;
  readonly process: (delivery: EnvelopeDelivery) => Promise<void>;
  readonly onError: (error: Error) => void;
}

const stopWithinMs = 20_000;

interface BullWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'active', listener: () => void): unknown;
  pause(doNotWaitActive?: boolean): Promise<void>;
  close(force?: boolean): Promise<void>;
}

/**
 * Takes envelopes of one lane off BullMQ. At least once: `process` must be safe to repeat.
 * A crashed holder's envelope comes back after its lock (10 s) and one stalled check (5 s).
 */
export class EnvelopeConsumer {
  private readonly worker: BullWorker;
  /** Epoch ms when this consumer last got an envelope; a watchdog compares it with waiting work. */
  lastFetchedAtMs = Date.now();

  constructor(options: ConsumerOptions) {
    this.worker = openWorker(options, async (job) => {
      this.lastFetchedAtMs = Date.now();
      try {
        await options.process(toDelivery(options.lane, job));
      } catch (error) {
        // BullMQ keeps the reason to itself and starts the job again.
        options.onError(error as Error);
        throw error;
      }
    });
    this.worker.on('error', options.onError);
  }

  /** Stops fetching, waits for running envelopes up to 20 s, then lets go; their locks lapse. */
  async close(): Promise<void> {
    const closed = this.worker.close();
    const timer = new AbortController();
    await Promise.race([closed, delay(stopWithinMs, timer.signal)]);
    timer.abort();
  }
}

function toDelivery(lane: Lane, job: Job<ReviewEnvelope>): EnvelopeDelivery {
  const { ids } = ReviewEnvelope.parse(job.data);
  return {
    envelopeId: job.id ?? '',
    lane,
    ids,
    restarted: job.attemptsStarted > 1 || job.attemptsMade > 0,
  };
}

function openWorker(
  options: ConsumerOptions,
  handler: (job: Job<ReviewEnvelope>) => Promise<void>,
): BullWorker {
  const { backend, lane, concurrency } = options;
  const shared = {
    concurrency,
    lockDuration: 10_000,
    stalledInterval: 5000,
    maxStalledCount: 1_000_000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    // An idle worker looks again after a second even when the wake-up of a blocking read got lost.
    drainDelay: 1,
    runRetryDelay: 500,
  };
  if (backend.kind === 'redis') {
    return new Worker<ReviewEnvelope>(queueName(lane), handler, {
      ...shared,
      connection: consumerConnection(backend.url),
      ...(backend.prefix === undefined ? {} : { prefix: backend.prefix }),
    }) as unknown as BullWorker;
  }
  const postgres = withBackend(createPostgresBackend);
  return new postgres.Worker<ReviewEnvelope>(queueName(lane), handler, {
    ...shared,
    connection: {
      connectionString: backend.url,
      max: concurrency + 2,
      migrate: true,
      ...(backend.schema === undefined ? {} : { schema: backend.schema }),
    },
  }) as unknown as BullWorker;
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
