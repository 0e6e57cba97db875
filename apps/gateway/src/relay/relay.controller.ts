import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { EventsService } from '../events/events.service.js';
import { LiveReviewsService } from '../queues/live-reviews.service.js';
import { WaitingService } from '../submissions/waiting.service.js';
import { TenantDirectory } from '../tenants/tenant-directory.service.js';

/** What the other processes of the deployment tell this gateway. Everything here is also found by polling. */
@Controller()
export class RelayController {
  constructor(
    private readonly waiting: WaitingService,
    private readonly directory: TenantDirectory,
    private readonly events: EventsService,
    private readonly live: LiveReviewsService,
  ) {}

  @EventPattern('verdicts.recorded')
  verdictsRecorded(@Payload() { ids }: { readonly ids: readonly string[] }): void {
    this.waiting.reviewed(ids);
    this.events.wake();
  }

  @EventPattern('reviews.changed')
  reviewsChanged(@Payload() { ids }: { readonly ids: readonly string[] }): void {
    this.live.changed(ids);
  }

  @EventPattern('policy.changed')
  policyChanged(@Payload() _: unknown): void {
    this.directory.nudge();
  }
}
