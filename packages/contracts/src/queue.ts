import { z } from 'zod';
import { requiredFields } from '@assay/domain';
import { Id, Timestamp } from './list.js';

export const QueueName = z
  .string()
  .regex(/^[^@|/\s][^|/]{0,63}$/)
  .meta({ description: 'Without `|` and `/`, and not starting with `@` or a space.' });
export const RequiredFieldName = z.enum(requiredFields);

const Share = z.number().min(0).max(1);

/** How a queue works. What is left out keeps the default of that name. */
export const QueueSettingsBody = z
  .object({
    qualified: z.boolean(),
    byLanguage: z.boolean(),
    leadsOnly: z.boolean(),
    hideMachine: z.boolean(),
    masked: z.boolean(),
    required: z.array(RequiredFieldName),
    doubleReviewRate: Share,
    goldRate: z.number().min(0).max(0.5),
    verifyRate: z.number().min(0.01).max(1),
    standardId: Id.nullable(),
    escalateTo: QueueName,
    fallback: z.discriminatedUnion('to', [
      z.strictObject({ to: z.literal('queue'), queue: QueueName }),
      z.strictObject({ to: z.literal('anyone') }),
    ]),
    fallbackSeconds: z.int().min(10).max(604_800),
  })
  .meta({ id: 'QueueSettings' });
export type QueueSettingsBody = z.infer<typeof QueueSettingsBody>;

export const PutQueue = QueueSettingsBody.partial().strict().meta({ id: 'PutQueue' });
export type PutQueue = z.infer<typeof PutQueue>;
export const QueueParams = z.object({ name: QueueName });
export type QueueParams = z.infer<typeof QueueParams>;
export const QueueBody = z
  .object({ name: z.string(), settings: QueueSettingsBody })
  .meta({ id: 'Queue' });
export type QueueBody = z.infer<typeof QueueBody>;

/**
 * Queues with work, for the claim button. Exact for `reviews:read`. Others get no single steps: `open` and `overdue` are
 * the upper end of a step (1–10, 11–30, 31–100, 101–300, …; 0 is none), `leased` is 0, `oldestAt` is cut to the full
 * hour, and queues without open tasks are left out.
 */
export const QueuePage = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        open: z.int(),
        leased: z.int(),
        overdue: z.int(),
        oldestAt: Timestamp.optional(),
      }),
    ),
  })
  .meta({ id: 'QueuePage' });
export type QueuePage = z.infer<typeof QueuePage>;

/** Load of one queue, for its lead. Rates are per hour; times in seconds. */
export const QueueLoadBody = z
  .object({
    name: z.string(),
    open: z.int(),
    leased: z.int(),
    overdue: z.int(),
    oldestAt: Timestamp.optional(),
    nextDueAt: Timestamp.optional(),
    /** Of the last hour. */
    arrivalsPerHour: z.number(),
    handledPerHour: z.number(),
    medianHandlingSeconds: z.number().optional(),
    skipsPerHour: z.number(),
    /** Reviewers at work in this tenant right now who may take its tasks. */
    present: z.int(),
    forecast: z.object({
      horizonHours: z.number(),
      /** Tasks that will miss their due time within the horizon if nothing changes. */
      breaches: z.number(),
      firstBreachAt: Timestamp.optional(),
      /** Reviewers it takes to have none. */
      needed: z.int(),
    }),
  })
  .meta({ id: 'QueueLoad' });
export type QueueLoadBody = z.infer<typeof QueueLoadBody>;

/** Tasks that nobody may take. */
export const QueueAlarmBody = z
  .object({
    queue: z.string(),
    category: z.string().optional(),
    language: z.string().optional(),
    open: z.int(),
    since: Timestamp,
    fallbackAt: Timestamp,
  })
  .meta({ id: 'QueueAlarm' });
export const QueueLoadPage = z
  .object({
    items: z.array(QueueLoadBody),
    alarms: z.array(QueueAlarmBody),
    people: z.array(
      z.object({
        actor: z.string(),
        name: z.string().optional(),
        state: z.enum(['working', 'paused']),
        seenAt: Timestamp,
        held: z.int(),
      }),
    ),
    at: Timestamp,
  })
  .meta({ id: 'QueueLoadPage' });
export type QueueLoadPage = z.infer<typeof QueueLoadPage>;
