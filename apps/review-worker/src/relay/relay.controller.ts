import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { DeliveriesService } from '../deliveries/deliveries.service.js';
import { LivePolicies } from '../policies/live-policies.service.js';

/** What the other processes of the deployment tell this worker. Everything here is also found by polling. */
@Controller()
export class RelayController {
  constructor(
    private readonly policies: LivePolicies,
    private readonly deliveries: DeliveriesService,
  ) {}

  @EventPattern('policy.changed')
  policyChanged(@Payload() _: unknown): void {
    this.policies.nudge();
  }

  @EventPattern('blacklist.changed')
  blacklistChanged(@Payload() _: unknown): void {
    this.policies.nudge();
  }

  @EventPattern('subscription.changed')
  subscriptionChanged(@Payload() _: unknown): void {
    this.policies.nudge();
  }

  @EventPattern('queue.changed')
  queueChanged(@Payload() _: unknown): void {
    this.policies.nudge();
  }

  @EventPattern('endpoint.changed')
  endpointChanged(@Payload() _: unknown): void {
    this.deliveries.nudge();
  }
}
