import { z } from 'zod';
import { lanes, type Lane } from '@assay/domain';

/** Ids one envelope may carry. */
export const maxEnvelopeIds = 200;

/**
 * The one job of the spine: an envelope of submission ids to review. No content travels through the queue.
 * The job id is the envelope id that the outbox rows carry.
 */
export const ReviewEnvelope = z.strictObject({ ids: z.array(z.uuid()).min(1).max(maxEnvelopeIds) });
export type ReviewEnvelope = z.infer<typeof ReviewEnvelope>;

/** Every job: its queue, payload and how often BullMQ may start it. */
export const reviewJob = {
  name: 'review-envelope',
  payload: ReviewEnvelope,
  /** A crash while an envelope runs must never fail it for good; poison items are counted in PostgreSQL. */
  options: {
    attempts: 1_000_000,
    // Does not grow: after a long outage of the database everything resumes within a second.
    backoff: { type: 'fixed', delay: 1000, jitter: 0.5 },
    removeOnComplete: true,
    removeOnFail: true,
  },
} as const;

export const queueName = (lane: Lane): string => `assay-review-${lane}`;

export const allLanes: readonly Lane[] = lanes;
