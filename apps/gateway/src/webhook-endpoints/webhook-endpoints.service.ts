import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateWebhookEndpoint,
  ListQuery,
  Page,
  UpdateWebhookEndpoint,
  WebhookEndpointBody,
  WebhookEndpointWithSecret,
} from '@assay/contracts';
import {
  readAsTenant,
  SecretBox,
  WebhookEndpointStore,
  type Database,
  type EndpointRow,
} from '@assay/database';
import {
  endpointUrlProblem,
  eventTypes,
  failed,
  ok,
  type EventType,
  type Principal,
  type Result,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { CONFIG, type Config } from '../config.js';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';
import { auditEndpoint } from './endpoint-audit.js';
import { endpointBody } from './endpoint-body.js';

const maxEndpoints = 20;
const secretBytes = 32;
const rotationHours = 24;

/** Where a tenant wants its events. Secrets are shown once and stored sealed. */
@Injectable()
export class WebhookEndpointsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly secretBox: SecretBox,
  ) {}

  /** Problems: `unsafe_url`, `quota_exceeded`. */
  async create(
    actor: Principal,
    body: CreateWebhookEndpoint,
  ): Promise<Result<WebhookEndpointWithSecret>> {
    const refused = this.refusedUrl(body.url);
    if (refused !== undefined) return refused;
    const id = v7();
    const { tenantId } = actor;
    const { secret, sealed } = this.newSecret(id);
    const { url, description = '' } = body;
    const row = await this.write(async (manager) => {
      const endpoint = {
        id,
        tenantId,
        url,
        description,
        eventTypes: allOr(body.eventTypes),
        secret: sealed,
      };
      const created = await new WebhookEndpointStore(manager).create(endpoint, maxEndpoints);
      if (created !== undefined)
        await auditEndpoint(manager, { actor, endpointId: id, action: 'created' });
      return created;
    });
    if (row === undefined)
      return failed('quota_exceeded', `A tenant has at most ${maxEndpoints} webhook endpoints.`);
    return ok({ ...endpointBody(row), secret });
  }

  async list(
    { tenantId }: Principal,
    query: ListQuery,
  ): Promise<Result<Page<WebhookEndpointBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const rows = await this.read(tenantId, (store) =>
      store.page(tenantId, query.limit + 1, after.value),
    );
    return ok(pageById(rows.map(endpointBody), query.limit));
  }

  async find({ tenantId }: Principal, id: string): Promise<Result<WebhookEndpointBody>> {
    return found(await this.read(tenantId, (store) => store.find({ tenantId, id })));
  }

  /** Problems: `not_found`, `unsafe_url`. Enabling also forgets the failures so far. */
  async change(
    actor: Principal,
    id: string,
    body: UpdateWebhookEndpoint,
  ): Promise<Result<WebhookEndpointBody>> {
    const { enabled, ...fields } = body;
    const refused = fields.url === undefined ? undefined : this.refusedUrl(fields.url);
    if (refused !== undefined) return refused;
    const at = { tenantId: actor.tenantId, id };
    const row = await this.write(async (manager) => {
      const store = new WebhookEndpointStore(manager);
      if ((await store.find(at)) === undefined) return undefined;
      if (Object.keys(fields).length > 0) {
        const { eventTypes: types, ...rest } = fields;
        await store.change(at, types === undefined ? rest : { ...rest, eventTypes: allOr(types) });
        await auditEndpoint(manager, {
          actor,
          endpointId: id,
          action: 'changed',
          detail: { fields: Object.keys(fields) },
        });
      }
      if (enabled !== undefined) await this.switch(manager, { actor, id, enabled });
      return store.find(at);
    });
    return found(row);
  }

  async remove(actor: Principal, id: string): Promise<Result<void>> {
    const removed = await this.write(async (manager) => {
      if (!(await new WebhookEndpointStore(manager).remove({ tenantId: actor.tenantId, id })))
        return false;
      await auditEndpoint(manager, { actor, endpointId: id, action: 'removed' });
      return true;
    });
    return removed ? ok(undefined) : notFound;
  }

  /** A new secret; messages carry a signature of the old one too for 24 hours. */
  async rotate(actor: Principal, id: string): Promise<Result<WebhookEndpointWithSecret>> {
    const { secret, sealed } = this.newSecret(id);
    const row = await this.write(async (manager) => {
      const at = { tenantId: actor.tenantId, id };
      const rotated = await new WebhookEndpointStore(manager).rotate(at, sealed, rotationHours);
      if (rotated !== undefined)
        await auditEndpoint(manager, { actor, endpointId: id, action: 'secret_rotated' });
      return rotated;
    });
    return row === undefined ? notFound : ok({ ...endpointBody(row), secret });
  }

  private async switch(
    manager: EntityManager,
    { actor, id, enabled }: { actor: Principal; id: string; enabled: boolean },
  ): Promise<void> {
    const store = new WebhookEndpointStore(manager);
    const at = { tenantId: actor.tenantId, id };
    const switched = enabled
      ? await store.enable(at)
      : await store.disable(at, 'Disabled by its owner.');
    if (switched === undefined) return;
    await auditEndpoint(manager, {
      actor,
      endpointId: id,
      action: enabled ? 'enabled' : 'disabled',
    });
  }

  private refusedUrl(url: string) {
    const problem = endpointUrlProblem(url, this.config.webhookOutbound);
    if (problem === undefined) return undefined;
    return failed('unsafe_url', problem, {
      errors: [{ pointer: '/url', code: 'unsafe_url', message: problem }],
    });
  }

  private newSecret(endpointId: string): { readonly secret: string; readonly sealed: Buffer } {
    const key = randomBytes(secretBytes);
    const sealed = this.secretBox.seal(key, { purpose: 'webhook-secret', context: endpointId });
    return { secret: `whsec_${key.toString('base64')}`, sealed };
  }

  private write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.dataSource.transaction(work);
  }

  private read<T>(tenantId: string, look: (store: WebhookEndpointStore) => Promise<T>): Promise<T> {
    return readAsTenant(this.database.dataSource, tenantId, (manager) =>
      look(new WebhookEndpointStore(manager)),
    );
  }
}

export const notFound = failed('not_found', 'There is no such webhook endpoint.');

const found = (row: EndpointRow | undefined): Result<WebhookEndpointBody> =>
  row === undefined ? notFound : ok(endpointBody(row));

/** No list, and an empty one, mean every type. */
const allOr = (types: readonly EventType[] | undefined): readonly EventType[] =>
  types === undefined || types.length === 0 ? eventTypes : [...new Set(types)];
