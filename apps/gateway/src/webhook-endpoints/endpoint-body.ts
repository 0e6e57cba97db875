import type { DeliveryBody, WebhookEndpointBody } from '@assay/contracts';
import type { DeliveryRow, EndpointRow } from '@assay/database';

export const endpointBody = (row: EndpointRow): WebhookEndpointBody => ({
  id: row.id,
  url: row.url,
  description: row.description,
  eventTypes: [...row.eventTypes],
  ...(row.disabledAt === null ? {} : { disabledAt: row.disabledAt.toISOString() }),
  ...(row.disabledReason === null ? {} : { disabledReason: row.disabledReason }),
  ...(row.failingSince === null ? {} : { failingSince: row.failingSince.toISOString() }),
  createdAt: row.createdAt.toISOString(),
});

export const deliveryBody = (row: DeliveryRow): DeliveryBody => ({
  id: row.id,
  eventId: row.eventId,
  eventType: row.eventType,
  ...(row.submissionId === null ? {} : { submissionId: row.submissionId }),
  state: row.state,
  attempts: row.attempts,
  ...(row.state === 'pending' ? { nextAttemptAt: row.nextAttemptAt.toISOString() } : {}),
  ...(row.lastStatus === null ? {} : { lastStatus: row.lastStatus }),
  ...(row.lastError === null ? {} : { lastError: row.lastError }),
  log: [...row.attemptLog],
  createdAt: row.createdAt.toISOString(),
  ...(row.finishedAt === null ? {} : { finishedAt: row.finishedAt.toISOString() }),
});
