import { randomBytes, randomUUID } from 'node:crypto';
import {
  connectDatabase,
  migrate,
  recordEvent,
  SecretBox,
  WebhookEndpointStore,
} from '@assay/database';
import type { Database, DeliveryRow, EndpointRow, WrittenDelivery } from '@assay/database';
import { eventTypes, parseOutboundPolicy, type EventType } from '@assay/domain';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { SenderService, type SenderOptions } from '../deliveries/sender.service.js';

export interface StagedEndpoint {
  readonly id: string;
  readonly tenantId: string;
  /** As the receiver holds it. */
  readonly secret: string;
}

/** A database with endpoints and events to send, and senders over it. */
export class WebhookStage {
  readonly errors: Error[] = [];
  private readonly senders: SenderService[] = [];

  private constructor(
    private readonly files: TestDatabase,
    readonly database: Database,
    readonly secretBox: SecretBox,
  ) {}

  static async open(): Promise<WebhookStage> {
    const files = await createTestDatabase({ migrate });
    const database = await connectDatabase({
      url: files.url,
      poolSize: 4,
      applicationName: 'webhook-stage',
    });
    return new WebhookStage(
      files,
      database,
      new SecretBox('webhook stage secret key, 32+ characters'),
    );
  }

  get url(): string {
    return this.files.url;
  }

  async close(): Promise<void> {
    await this.stopSenders();
    await this.database.close();
    await this.files.drop();
  }

  async sender(options: Partial<SenderOptions> = {}): Promise<SenderService> {
    const outbound = parseOutboundPolicy('127.0.0.0/8,::1/128');
    if (outbound === undefined) throw new Error('The allow list is wrong.');
    const sender = new SenderService({
      dataSource: this.database.dataSource,
      secretBox: this.secretBox,
      outbound,
      onError: (error) => this.errors.push(error),
      pollMs: 20,
      ...options,
    });
    this.senders.push(sender);
    await sender.start();
    return sender;
  }

  async stopSenders(): Promise<void> {
    await Promise.all(this.senders.splice(0).map((sender) => sender.stop()));
  }

  async endpoint(
    url: string,
    { tenantId = randomUUID() as string, types = eventTypes as readonly EventType[] } = {},
  ): Promise<StagedEndpoint> {
    const id = randomUUID();
    const key = randomBytes(32);
    const secret = this.secretBox.seal(key, { purpose: 'webhook-secret', context: id });
    const row = { id, tenantId, url, description: '', eventTypes: types, secret };
    await this.database.dataSource.transaction((manager) =>
      new WebhookEndpointStore(manager).create(row, 1000),
    );
    return { id, tenantId, secret: `whsec_${key.toString('base64')}` };
  }

  /** An event for all endpoints of the tenant; its deliveries are due at once. */
  async event(
    tenantId: string,
    data: Record<string, string> = { reason: 'staged' },
  ): Promise<readonly WrittenDelivery[]> {
    const recorded = await this.database.dataSource.transaction((manager) =>
      recordEvent(manager, { tenantId, type: 'test', data }),
    );
    return recorded.deliveries;
  }

  async delivery(id: string): Promise<DeliveryRow> {
    const rows: DeliveryRow[] = await this.database.dataSource.query(
      `SELECT id, state, attempts, next_attempt_at AS "nextAttemptAt", attempt_log AS "attemptLog",
         last_status AS "lastStatus", last_error AS "lastError", finished_at AS "finishedAt" FROM delivery WHERE id = $1`,
      [id],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`No delivery ${id}.`);
    return row;
  }

  async endpointRow({ tenantId, id }: StagedEndpoint): Promise<EndpointRow> {
    const row = await new WebhookEndpointStore(this.database.dataSource.manager).find({
      tenantId,
      id,
    });
    if (row === undefined) throw new Error(`No endpoint ${id}.`);
    return row;
  }

  /** As if the time until the next attempt had passed. */
  async makeDue(deliveryId: string): Promise<void> {
    await this.database.dataSource.query(
      'UPDATE delivery SET next_attempt_at = now() WHERE id = $1',
      [deliveryId],
    );
  }
}
