import type {
  DeliveryBody,
  ReplayResult,
  WebhookEndpointBody,
  WebhookEndpointWithSecret,
} from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type { NewWebhookEndpoint, Replay, WebhookEndpointChange } from './wire.js';

export interface DeliveryListOptions extends ListOptions {
  readonly state?: DeliveryBody['state'] | undefined;
}

/** Where events are delivered, and what became of each delivery. Scope `webhooks:manage`. */
export class WebhookEndpoints {
  constructor(private readonly transport: Transport) {}

  /** The answer is the only place that shows the signing secret (`whsec_…`). Without `eventTypes`: all. */
  create(body: NewWebhookEndpoint, options: CallOptions = {}): Promise<WebhookEndpointWithSecret> {
    return this.transport.json({
      method: 'POST',
      path: root,
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  list(options: ListOptions = {}): Listing<WebhookEndpointBody> {
    return new Listing(this.transport, root, options);
  }

  get(id: string, options: CallOptions = {}): Promise<WebhookEndpointBody> {
    return this.transport.json({ method: 'GET', path: pathOf(id), ...options, repeat: 'always' });
  }

  /** `enabled: true` also revives an endpoint that was disabled after days of failures. */
  update(
    id: string,
    body: WebhookEndpointChange,
    options: CallOptions = {},
  ): Promise<WebhookEndpointBody> {
    return this.transport.json({
      method: 'PATCH',
      path: pathOf(id),
      body,
      ...options,
      repeat: 'always',
    });
  }

  async remove(id: string, options: CallOptions = {}): Promise<void> {
    await this.transport.json({ method: 'DELETE', path: pathOf(id), ...options, repeat: 'always' });
  }

  /** A new secret. For a while messages carry a signature of each, so verify with both until yours is rolled out. */
  rotate(id: string, options: CallOptions = {}): Promise<WebhookEndpointWithSecret> {
    return this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/rotate`,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Sends an event of type `test` to this endpoint; look the delivery up to see how it went. */
  test(id: string, options: CallOptions = {}): Promise<DeliveryBody> {
    return this.transport.json({
      method: 'POST',
      path: `${pathOf(id)}/test`,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** The delivery log, newest first, with every attempt. */
  deliveries(id: string, options: DeliveryListOptions = {}): Listing<DeliveryBody> {
    return new Listing(this.transport, `${pathOf(id)}/deliveries`, options);
  }

  /** Sends again: one delivery, or every event since a moment. Events keep their ids. */
  replay(id: string, body: Replay, options: CallOptions = {}): Promise<ReplayResult> {
    const path = `${pathOf(id)}/replay`;
    return this.transport.json({ method: 'POST', path, body, ...options, repeat: 'when_refused' });
  }
}

const root = '/v1/webhook-endpoints';
const pathOf = (id: string): string => `${root}/${encodeURIComponent(id)}`;
