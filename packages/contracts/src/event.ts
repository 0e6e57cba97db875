import { z } from 'zod';
import {
  appealResults,
  appealStates,
  deliveryStates,
  eventTypes,
  outcomes,
  reportStates,
} from '@assay/domain';
import { Id, ListQuery, page, Timestamp } from './list.js';
import { VerdictBody } from './submission.js';

/** What a webhook delivers and the event feed streams. The `id` never changes between attempts. */
export const EventBody = z
  .object({
    id: Id,
    type: z.enum(eventTypes),
    createdAt: Timestamp,
    data: z.object({
      submissionId: Id.optional(),
      externalId: z.string().optional(),
      verdict: VerdictBody.optional(),
      endpointId: Id.optional(),
      reason: z.string().optional(),
      /** `appeal.accepted`, `appeal.decided`. */
      appeal: z
        .object({
          id: Id,
          state: z.enum(appealStates),
          result: z.enum(appealResults).optional(),
        })
        .optional(),
      /** `report.decided`; `revised` says whether a new verdict follows, `automated` whether machines decided. */
      report: z
        .object({
          id: Id,
          state: z.enum(reportStates),
          outcome: z.enum(outcomes),
          revised: z.boolean(),
          automated: z.boolean(),
        })
        .optional(),
      /** `author.strikes_reached`: the author's weight has reached `limit` within `windowDays`. */
      author: z
        .object({
          id: z.string(),
          weight: z.number(),
          strikes: z.int(),
          limit: z.number(),
          windowDays: z.int(),
        })
        .optional(),
    }),
  })
  .meta({ id: 'Event' });
export type EventBody = z.infer<typeof EventBody>;

/** `GET /v1/events`: as JSON pages, or as SSE with `Accept: text/event-stream` and `Last-Event-ID`. */
export const EventListQuery = ListQuery;
export const EventPage = z
  .object({ items: z.array(EventBody), nextCursor: z.string() })
  .meta({ id: 'EventPage' });
export type EventPage = z.infer<typeof EventPage>;

export const CreateWebhookEndpoint = z
  .strictObject({
    url: z.url().max(2000),
    description: z.string().max(200).optional(),
    eventTypes: z.array(z.enum(eventTypes)).max(eventTypes.length).optional(),
  })
  .meta({ id: 'CreateWebhookEndpoint' });
export type CreateWebhookEndpoint = z.infer<typeof CreateWebhookEndpoint>;

export const UpdateWebhookEndpoint = z
  .strictObject({
    url: z.url().max(2000).optional(),
    description: z.string().max(200).optional(),
    eventTypes: z.array(z.enum(eventTypes)).max(eventTypes.length).optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'UpdateWebhookEndpoint' });
export type UpdateWebhookEndpoint = z.infer<typeof UpdateWebhookEndpoint>;

export const WebhookEndpointBody = z
  .object({
    id: Id,
    url: z.string(),
    description: z.string(),
    eventTypes: z.array(z.enum(eventTypes)),
    disabledAt: Timestamp.optional(),
    disabledReason: z.string().optional(),
    failingSince: Timestamp.optional(),
    createdAt: Timestamp,
  })
  .meta({ id: 'WebhookEndpoint' });
export type WebhookEndpointBody = z.infer<typeof WebhookEndpointBody>;

/** Answer to create and rotate: the only time a signing secret (`whsec_…`) is shown. */
export const WebhookEndpointWithSecret = WebhookEndpointBody.extend({ secret: z.string() }).meta({
  id: 'WebhookEndpointWithSecret',
});
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;
export const WebhookEndpointPage = page(WebhookEndpointBody).meta({ id: 'WebhookEndpointPage' });

export const DeliveryBody = z
  .object({
    id: Id,
    eventId: Id,
    eventType: z.enum(eventTypes),
    submissionId: Id.optional(),
    state: z.enum(deliveryStates),
    attempts: z.int(),
    nextAttemptAt: Timestamp.optional(),
    lastStatus: z.int().optional(),
    lastError: z.string().optional(),
    log: z.array(
      z.object({
        at: Timestamp,
        status: z.int().optional(),
        error: z.string().optional(),
        durationMs: z.number(),
      }),
    ),
    createdAt: Timestamp,
    finishedAt: Timestamp.optional(),
  })
  .meta({ id: 'Delivery' });
export type DeliveryBody = z.infer<typeof DeliveryBody>;
export const DeliveryListQuery = ListQuery.extend({ state: z.enum(deliveryStates).optional() });
export type DeliveryListQuery = z.infer<typeof DeliveryListQuery>;
export const DeliveryPage = page(DeliveryBody).meta({ id: 'DeliveryPage' });

/** Sends again: one delivery, or every event since a moment. */
export const ReplayDeliveries = z
  .union([
    z.strictObject({ deliveryId: Id }),
    z.strictObject({ since: Timestamp, until: Timestamp.optional() }),
  ])
  .meta({ id: 'ReplayDeliveries' });
export type ReplayDeliveries = z.infer<typeof ReplayDeliveries>;
/** `nextSince` is there when the range held more events than one call takes: go on from it. */
export const ReplayResult = z
  .object({ scheduled: z.int(), nextSince: Timestamp.optional() })
  .meta({ id: 'ReplayResult' });
export type ReplayResult = z.infer<typeof ReplayResult>;
