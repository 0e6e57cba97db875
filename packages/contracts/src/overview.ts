import { z } from 'zod';
import { deciders, outcomes } from '@assay/domain';
import { Id, Timestamp } from './list.js';

/** `GET /v1/overview`: the caller's tenant over the last 24 hours. */
export const OverviewBody = z
  .object({
    at: Timestamp,
    submissions24h: z.int(),
    decided24h: z.int(),
    /** Accepted and not yet reviewed by the machine. */
    waiting: z.int(),
    openTasks: z.int(),
    overdueTasks: z.int(),
    oldestUndecidedAt: Timestamp.optional(),
    medianDecisionMs: z.number().optional(),
    outcomes: z.array(
      z.object({ outcome: z.enum(outcomes), decidedBy: z.enum(deciders), count: z.int() }),
    ),
    /** One row per hour, oldest first. */
    hours: z.array(
      z.object({
        hour: Timestamp,
        pass: z.int(),
        block: z.int(),
        restrict: z.int(),
        review: z.int(),
      }),
    ),
    topRules: z.array(
      z.object({ rule: z.string(), entry: Id.optional(), category: z.string(), count: z.int() }),
    ),
    models: z.array(z.object({ model: z.string(), submissions: z.int(), violations: z.int() })),
    webhooks: z.object({
      pending: z.int(),
      delivered24h: z.int(),
      exhausted24h: z.int(),
      disabledEndpoints: z.int(),
    }),
    blacklistVersion: z.int(),
  })
  .meta({ id: 'Overview' });
export type OverviewBody = z.infer<typeof OverviewBody>;
