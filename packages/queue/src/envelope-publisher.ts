import type { Lane } from '@assay/domain';
import type { QueueBackend } from './backend.js';
import { reviewJob } from './jobs.js';
import { openLaneQueues, type LaneQueues } from './lane-queues.js';

export interface Envelope {
  readonly id: string;
  readonly lane: Lane;
  readonly ids: readonly string[];
}

/** A completed or failed job that lingers does no more work, so its envelope counts as unknown. */
const liveStates: ReadonlySet<string> = new Set([
  'waiting',
  'active',
  'delayed',
  'prioritized',
  'waiting-children',
]);

/**
 * Puts envelopes on BullMQ. Adding the same envelope id twice adds it once, so a failed publish can simply be
 * repeated. Methods reject while the backend is unreachable; nothing is buffered in memory here.
 */
export class EnvelopePublisher {
  private readonly queues: LaneQueues;

  constructor(backend: QueueBackend, onError: (error: Error) => void) {
    this.queues = openLaneQueues(backend, onError);
  }

  async publish({ id, lane, ids }: Envelope): Promise<void> {
    await this.queues
      .of(lane)
      .add(reviewJob.name, { ids: [...ids] }, { ...reviewJob.options, jobId: id });
  }

  /** Of these envelopes, the ones BullMQ no longer knows. */
  async unknown(lane: Lane, envelopeIds: readonly string[]): Promise<readonly string[]> {
    const queue = this.queues.of(lane);
    const states = await Promise.all(envelopeIds.map((id) => queue.getJobState(id)));
    return envelopeIds.filter((_, index) => !liveStates.has(states[index] ?? 'unknown'));
  }

  /** Rejects when the backend cannot be reached. */
  async ping(): Promise<void> {
    await this.queues.of('realtime').getJobCounts('waiting');
  }

  async close(): Promise<void> {
    await this.queues.close();
  }
}
