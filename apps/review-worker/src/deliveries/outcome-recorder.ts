import { disableAfterMs } from '@assay/domain';
import { DeliveryStore, WebhookEndpointStore, type OwnedEndpoint } from '@assay/database';
import type { DataSource } from 'typeorm';
import { disableEndpoint } from './disable-endpoint.js';
import type { WrittenResult } from './result-writer.js';

/**
 * Writes what attempts mean: results of deliveries, since when an endpoint only fails, and its end after 410 or after
 * five days of failures. Health is written once a second, not per delivery.
 */
export class OutcomeRecorder {
  private healthy = new Set<string>();
  private failing = new Set<string>();
  private readonly gone = new Map<string, OwnedEndpoint>();
  /** Results that came too late: another sender's counted. */
  stale = 0;

  constructor(private readonly dataSource: DataSource) {}

  /** The receiver answered 410; recorded with the next batch of results. */
  noteGone(endpoint: OwnedEndpoint): void {
    this.gone.set(endpoint.id, endpoint);
  }

  async recordResults(batch: readonly WrittenResult[]): Promise<void> {
    const store = new DeliveryStore(this.dataSource.manager);
    this.stale += batch.length - (await store.recordResults(batch.map(({ result }) => result)));
    for (const { endpointId, result } of batch) {
      (result.state === 'delivered' ? this.healthy : this.failing).add(endpointId);
    }
    for (const [id, endpoint] of this.gone) {
      await disableEndpoint(this.dataSource, endpoint, 'The receiver answered 410 Gone.');
      this.gone.delete(id);
    }
  }

  async recordHealth(): Promise<void> {
    const healthy = [...this.healthy];
    const failing = [...this.failing].filter((id) => !this.healthy.has(id));
    const store = new WebhookEndpointStore(this.dataSource.manager);
    if (healthy.length > 0) await store.noteHealthy(healthy);
    const hopeless = failing.length > 0 ? await store.noteFailing(failing, disableAfterMs) : [];
    this.healthy = new Set();
    this.failing = new Set();
    for (const endpoint of hopeless) {
      await disableEndpoint(this.dataSource, endpoint, 'Every delivery failed for five days.');
    }
  }
}
