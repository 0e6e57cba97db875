import { Inject, Injectable } from '@nestjs/common';
import type {
  DeliveryBody,
  DeliveryListQuery,
  Page,
  ReplayDeliveries,
  ReplayResult,
} from '@assay/contracts';
import {
  DeliveryLogStore,
  encodeCursor,
  readAsTenant,
  recordEvent,
  WebhookEndpointStore,
  type Database,
  type EndpointRow,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { cursorId } from '../http/page-cursor.js';
import { auditEndpoint } from './endpoint-audit.js';
import { deliveryBody } from './endpoint-body.js';
import { notFound } from './webhook-endpoints.service.js';

/** Events that one range replay takes; the answer says where to go on. */
const maxReplayed = 10_000;

/** What was sent to an endpoint, trying it, and sending again. */
@Injectable()
export class DeliveriesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Newest event first. */
  async list(
    actor: Principal,
    endpointId: string,
    query: DeliveryListQuery,
  ): Promise<Result<Page<DeliveryBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const { tenantId } = actor;
    const { limit, state } = query;
    const rows = await readAsTenant(this.database.dataSource, tenantId, async (manager) => {
      if ((await endpointOf(manager, actor, endpointId)) === undefined) return undefined;
      return new DeliveryLogStore(manager).page({
        tenantId,
        endpointId,
        ...(state === undefined ? {} : { state }),
        ...(after.value === undefined ? {} : { afterEventId: after.value }),
        limit: limit + 1,
      });
    });
    if (rows === undefined) return notFound;
    const items = rows.slice(0, limit).map(deliveryBody);
    const last = items.at(-1);
    if (rows.length <= limit || last === undefined) return ok({ items });
    return ok({ items, nextCursor: encodeCursor([last.eventId]) });
  }

  /** Sends an event of type `test` to this endpoint alone, the same way as every other. */
  async test(actor: Principal, endpointId: string): Promise<Result<DeliveryBody>> {
    const { tenantId } = actor;
    return this.database.dataSource.transaction(async (manager) => {
      const usable = await enabledEndpoint(manager, actor, endpointId);
      if (!usable.ok) return usable;
      const { deliveries } = await recordEvent(manager, {
        tenantId,
        type: 'test',
        data: { endpointId },
        endpointId,
      });
      await auditEndpoint(manager, { actor, endpointId, action: 'tested' });
      const [written] = deliveries;
      const row = written && (await new DeliveryLogStore(manager).find(tenantId, written.id));
      return row === undefined ? disabled : ok(deliveryBody(row));
    });
  }

  /** Problems: `not_found`, `endpoint_disabled`, `invalid_request` for a range that ends before it starts. */
  async replay(
    actor: Principal,
    endpointId: string,
    body: ReplayDeliveries,
  ): Promise<Result<ReplayResult>> {
    return this.database.dataSource.transaction(async (manager) => {
      const usable = await enabledEndpoint(manager, actor, endpointId);
      if (!usable.ok) return usable;
      const replayed = await sendAgain(manager, { tenantId: actor.tenantId, endpointId, body });
      if (replayed.ok)
        await auditEndpoint(manager, {
          actor,
          endpointId,
          action: 'replayed',
          detail: { ...body },
        });
      return replayed;
    });
  }
}

const disabled = failed('endpoint_disabled', 'The endpoint is disabled. Enable it first.');

const endpointOf = (
  manager: EntityManager,
  { tenantId }: Principal,
  id: string,
): Promise<EndpointRow | undefined> => new WebhookEndpointStore(manager).find({ tenantId, id });

async function enabledEndpoint(
  manager: EntityManager,
  actor: Principal,
  id: string,
): Promise<Result<EndpointRow>> {
  const endpoint = await endpointOf(manager, actor, id);
  if (endpoint === undefined) return notFound;
  return endpoint.disabledAt === null ? ok(endpoint) : disabled;
}

async function sendAgain(
  manager: EntityManager,
  { tenantId, endpointId, body }: { tenantId: string; endpointId: string; body: ReplayDeliveries },
): Promise<Result<ReplayResult>> {
  const store = new DeliveryLogStore(manager);
  if ('deliveryId' in body) {
    const { deliveryId } = body;
    const known = await store.replayOne({ tenantId, endpointId, deliveryId });
    return known
      ? ok({ scheduled: 1 })
      : failed('not_found', 'This endpoint has no such delivery.');
  }
  const since = new Date(body.since);
  const until = body.until === undefined ? new Date() : new Date(body.until);
  if (until <= since) {
    const message = 'The range ends before it starts.';
    return failed('invalid_request', message, {
      errors: [{ pointer: '/until', code: 'invalid_request', message }],
    });
  }
  const { scheduled, nextSince } = await store.replayRange({
    tenantId,
    endpointId,
    since,
    until,
    limit: maxReplayed,
  });
  return ok(
    nextSince === undefined ? { scheduled } : { scheduled, nextSince: nextSince.toISOString() },
  );
}
