import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { GatheredEvent, RelayClient } from '@assay/relay';

/** Tells the gateways, at most once a second, in which tenants something about tasks changed. */
@Injectable()
export class ReviewChanges implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ReviewChanges.name);
  private readonly changed: GatheredEvent;

  constructor(relay: RelayClient) {
    this.changed = new GatheredEvent({
      client: relay,
      pattern: 'reviews.changed',
      onError: (error) => this.logger.warn(`relay event not sent: ${error.message}`),
    });
  }

  note(tenantIds: Iterable<string>): void {
    this.changed.note(tenantIds);
  }

  beforeApplicationShutdown(): void {
    this.changed.stop();
  }
}
