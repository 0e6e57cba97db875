import { Module, type DynamicModule } from '@nestjs/common';
import type { Database } from '@assay/database';
import { RelayClient } from '@assay/relay';
import { CONFIG, type Config } from './config.js';
import { DATABASE, DatabaseLifetime, databaseProvider } from './database.js';
import { DeliveriesService, senderProvider } from './deliveries/deliveries.service.js';
import { EnvelopesService } from './envelopes/envelopes.service.js';
import { MachineReviewService } from './envelopes/machine-review.service.js';
import { WatchdogService } from './envelopes/watchdog.service.js';
import { ReviewAftermath } from './envelopes/review-aftermath.service.js';
import { HealthController } from './operations/health.controller.js';
import { HousekeepingService } from './operations/housekeeping.service.js';
import { Metrics } from './operations/metrics.js';
import { LivePolicies } from './policies/live-policies.service.js';
import { RelayController } from './relay/relay.controller.js';
import { EligibilitySweepService } from './reviews/eligibility-sweep.service.js';
import { GoldMixer } from './reviews/gold-mixer.service.js';
import { ReviewChanges } from './reviews/review-changes.js';
import { ReviewSweepsService } from './reviews/review-sweeps.service.js';
import { StrikesService } from './strikes/strikes.service.js';

/** The whole wiring of the review worker. */
@Module({
  controllers: [HealthController, RelayController],
  providers: [
    // foundation
    databaseProvider,
    DatabaseLifetime,
    Metrics,
    {
      provide: RelayClient,
      inject: [DATABASE],
      useFactory: (database: Database) => new RelayClient(database.pool),
    },
    // machine review
    LivePolicies,
    ReviewAftermath,
    MachineReviewService,
    EnvelopesService,
    WatchdogService,
    // human review
    ReviewChanges,
    ReviewSweepsService,
    EligibilitySweepService,
    GoldMixer,
    // disputes
    StrikesService,
    // deliveries
    senderProvider,
    DeliveriesService,
    // operations
    HousekeepingService,
  ],
})
export class ReviewWorkerModule {
  static with(config: Config): DynamicModule {
    return { module: ReviewWorkerModule, providers: [{ provide: CONFIG, useValue: config }] };
  }
}
