import type { EventType } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { nextChange } from '../change/next-change.js';

/** An endpoint as people see it; secrets stay in the table. */
export interface EndpointRow {
  readonly id: string;
  readonly tenantId: string;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly EventType[];
  readonly disabledAt: Date | null;
  readonly disabledReason: string | null;
  readonly failingSince: Date | null;
  readonly createdAt: Date;
}

/** An enabled endpoint as the sender needs it. `previousSecret` is there only while it is still valid. */
export interface SendingEndpoint {
  readonly id: string;
  readonly tenantId: string;
  readonly url: string;
  readonly secret: Buffer;
  readonly previousSecret: Buffer | null;
  readonly previousSecretUntil: Date | null;
}

export interface OwnedEndpoint {
  readonly tenantId: string;
  readonly id: string;
}

export interface NewEndpoint extends OwnedEndpoint {
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly EventType[];
  /** Sealed. */
  readonly secret: Buffer;
}

export interface EndpointChange {
  readonly url?: string;
  readonly description?: string;
  readonly eventTypes?: readonly EventType[];
}

const columns = `id, tenant_id AS "tenantId", url, description, event_types AS "eventTypes",
  disabled_at AS "disabledAt", disabled_reason AS "disabledReason", failing_since AS "failingSince",
  created_at AS "createdAt"`;

/** Webhook endpoints. Every write announces itself, so that senders reload within a poll interval. */
export class WebhookEndpointStore {
  constructor(private readonly manager: EntityManager) {}

  /** `undefined` when the tenant has `limit` endpoints already. */
  async create(endpoint: NewEndpoint, limit: number): Promise<EndpointRow | undefined> {
    // The counter's row lock also keeps two creations from both seeing the last free place.
    await nextChange(this.manager, 'endpoint');
    const { id, tenantId, url, description, eventTypes, secret } = endpoint;
    const rows: EndpointRow[] = await this.manager.query(
      `INSERT INTO webhook_endpoint (id, tenant_id, url, description, event_types, secret)
       SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM webhook_endpoint WHERE tenant_id = $2) < $7
       RETURNING ${columns}`,
      [id, tenantId, url, description, eventTypes, secret, limit],
    );
    return rows[0];
  }

  /** Newest first, after the endpoint with id `after`. */
  async page(tenantId: string, limit: number, after?: string): Promise<readonly EndpointRow[]> {
    return this.manager.query(
      `SELECT ${columns} FROM webhook_endpoint
       WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [tenantId, after ?? null, limit],
    );
  }

  async find({ tenantId, id }: OwnedEndpoint): Promise<EndpointRow | undefined> {
    const rows: EndpointRow[] = await this.manager.query(
      `SELECT ${columns} FROM webhook_endpoint WHERE tenant_id = $1 AND id = $2`,
      [tenantId, id],
    );
    return rows[0];
  }

  async change(
    { tenantId, id }: OwnedEndpoint,
    change: EndpointChange,
  ): Promise<EndpointRow | undefined> {
    return this.update(
      `url = COALESCE($3, url), description = COALESCE($4, description), event_types = COALESCE($5, event_types)
       WHERE tenant_id = $1 AND id = $2`,
      [tenantId, id, change.url ?? null, change.description ?? null, change.eventTypes ?? null],
    );
  }

  /** `undefined` when it is enabled already or does not exist. */
  async enable({ tenantId, id }: OwnedEndpoint): Promise<EndpointRow | undefined> {
    return this.update(
      `disabled_at = NULL, disabled_reason = NULL, failing_since = NULL
       WHERE tenant_id = $1 AND id = $2 AND disabled_at IS NOT NULL`,
      [tenantId, id],
    );
  }

  /** Also cancels what is pending. `undefined` when it is disabled already or does not exist. */
  async disable({ tenantId, id }: OwnedEndpoint, reason: string): Promise<EndpointRow | undefined> {
    const disabled = await this.update(
      `disabled_at = now(), disabled_reason = $3 WHERE tenant_id = $1 AND id = $2 AND disabled_at IS NULL`,
      [tenantId, id, reason],
    );
    if (disabled !== undefined) await this.cancelPending(id);
    return disabled;
  }

  /** The old secret stays valid beside the new one for `overlapHours`. */
  async rotate(
    { tenantId, id }: OwnedEndpoint,
    secret: Buffer,
    overlapHours: number,
  ): Promise<EndpointRow | undefined> {
    return this.update(
      `previous_secret = secret, previous_secret_until = now() + make_interval(hours => $4), secret = $3
       WHERE tenant_id = $1 AND id = $2`,
      [tenantId, id, secret, overlapHours],
    );
  }

  /** Cancels what is pending. False when there is no such endpoint. */
  async remove({ tenantId, id }: OwnedEndpoint): Promise<boolean> {
    await nextChange(this.manager, 'endpoint');
    const removed: { id: string }[] = await this.manager.query(
      `WITH gone AS (DELETE FROM webhook_endpoint WHERE tenant_id = $1 AND id = $2 RETURNING id) SELECT id FROM gone`,
      [tenantId, id],
    );
    if (removed.length > 0) await this.cancelPending(id);
    return removed.length > 0;
  }

  /** Every enabled endpoint of every tenant. */
  async enabled(): Promise<readonly SendingEndpoint[]> {
    return this.manager.query(
      `SELECT id, tenant_id AS "tenantId", url, secret,
         CASE WHEN previous_secret_until > now() THEN previous_secret END AS "previousSecret",
         previous_secret_until AS "previousSecretUntil"
       FROM webhook_endpoint WHERE disabled_at IS NULL`,
    );
  }

  /** Notes that these endpoints answered: they are not failing (any more). */
  async noteHealthy(ids: readonly string[]): Promise<void> {
    await this.manager.query(
      `UPDATE webhook_endpoint SET failing_since = NULL WHERE id = ANY($1) AND failing_since IS NOT NULL`,
      [ids],
    );
  }

  /** Notes that these endpoints failed, and returns those that have only failed for `disableAfterMs`. */
  async noteFailing(
    ids: readonly string[],
    disableAfterMs: number,
  ): Promise<readonly OwnedEndpoint[]> {
    await this.manager.query(
      `UPDATE webhook_endpoint SET failing_since = now() WHERE id = ANY($1) AND failing_since IS NULL`,
      [ids],
    );
    return this.manager.query(
      `SELECT id, tenant_id AS "tenantId" FROM webhook_endpoint WHERE id = ANY($1) AND disabled_at IS NULL
       AND failing_since < now() - make_interval(secs => $2::double precision / 1000)`,
      [ids, disableAfterMs],
    );
  }

  private async update(
    assignments: string,
    params: readonly unknown[],
  ): Promise<EndpointRow | undefined> {
    await nextChange(this.manager, 'endpoint');
    const rows: EndpointRow[] = await this.manager.query(
      `WITH changed AS (UPDATE webhook_endpoint SET ${assignments} RETURNING *) SELECT ${columns} FROM changed`,
      [...params],
    );
    return rows[0];
  }

  private async cancelPending(endpointId: string): Promise<void> {
    await this.manager.query(
      `UPDATE delivery SET state = 'cancelled', finished_at = now() WHERE endpoint_id = $1 AND state = 'pending'`,
      [endpointId],
    );
  }
}
