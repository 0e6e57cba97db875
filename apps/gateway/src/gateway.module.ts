import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { type Database, SecretBox } from '@assay/database';
import { RelayClient } from '@assay/relay';
import { AccessGuard } from './access/access-guard.js';
import { Credentials } from './access/credentials.js';
import { Passwords } from './access/passwords.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { AppealsController } from './appeals/appeals.controller.js';
import { AppealsService } from './appeals/appeals.service.js';
import { ReferralsController } from './referrals/referrals.controller.js';
import { ReferralsService } from './referrals/referrals.service.js';
import { ReportsController } from './reports/reports.controller.js';
import { ReportsService } from './reports/reports.service.js';
import { StatementsController } from './statements/statements.controller.js';
import { StatementsService } from './statements/statements.service.js';
import { StrikesController } from './strikes/strikes.controller.js';
import { StrikesService } from './strikes/strikes.service.js';
import { BlacklistEntriesController } from './blacklist/blacklist-entries.controller.js';
import { BlacklistEntriesService } from './blacklist/blacklist-entries.service.js';
import { BlacklistExportsController } from './blacklist/blacklist-exports.controller.js';
import { BlacklistExportsService } from './blacklist/blacklist-exports.service.js';
import { BlacklistImportsController } from './blacklist/blacklist-imports.controller.js';
import { BlacklistImportsService } from './blacklist/blacklist-imports.service.js';
import { EntryChangesService } from './blacklist/entry-changes.service.js';
import { IndustryListsController } from './blacklist/industry-lists.controller.js';
import { IndustryListsService } from './blacklist/industry-lists.service.js';
import { CONFIG, type Config } from './config.js';
import { DATABASE, DatabaseLifetime, databaseProvider } from './database.js';
import { DispatcherService } from './dispatch/dispatcher.service.js';
import { publisherProvider } from './dispatch/publisher.js';
import { SweepService } from './dispatch/sweep.service.js';
import { EventsController } from './events/events.controller.js';
import { EventsService } from './events/events.service.js';
import { ExamAttemptsController } from './exams/exam-attempts.controller.js';
import { ExamAttemptsService } from './exams/exam-attempts.service.js';
import { ExamsController } from './exams/exams.controller.js';
import { ExamsService } from './exams/exams.service.js';
import { QualificationsService } from './exams/qualifications.service.js';
import { GoldItemsController } from './gold-items/gold-items.controller.js';
import { GoldItemsService } from './gold-items/gold-items.service.js';
import { ProblemFilter } from './http/problem-filter.js';
import { ValidationPipe } from './http/validation-pipe.js';
import { Metrics } from './operations/metrics.js';
import { OperationsController } from './operations/operations.controller.js';
import { Readiness } from './operations/readiness.js';
import { OverviewController } from './overview/overview.controller.js';
import { OverviewService } from './overview/overview.service.js';
import { PoliciesController } from './policies/policies.controller.js';
import { PoliciesService } from './policies/policies.service.js';
import { LabelsService } from './quality/labels.service.js';
import { QualityController } from './quality/quality.controller.js';
import { QualityService } from './quality/quality.service.js';
import { ReviewChanges } from './queues/changes-reviews.js';
import { LiveReviewsService } from './queues/live-reviews.service.js';
import { QueueFigures } from './queues/queue-figures.js';
import { QueuesController } from './queues/queues.controller.js';
import { QueuesService } from './queues/queues.service.js';
import { StreamsController } from './queues/streams.controller.js';
import { RelayController } from './relay/relay.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsService } from './sessions/sessions.service.js';
import { ReviewClustersController } from './review-tasks/review-clusters.controller.js';
import { ReviewClaimsService } from './review-tasks/review-claims.service.js';
import { ReviewDeskService } from './review-tasks/review-desk.service.js';
import { TaskBodies } from './review-tasks/task-bodies.js';
import { ReviewTasksController } from './review-tasks/review-tasks.controller.js';
import { ReviewWorkService } from './review-tasks/review-work.service.js';
import { OwnReviewerService } from './reviewers/own-reviewer.service.js';
import { ReviewersController } from './reviewers/reviewers.controller.js';
import { ReviewersService } from './reviewers/reviewers.service.js';
import { StandardChangesService } from './standards/standard-changes.service.js';
import { StandardExchangeService } from './standards/standard-exchange.service.js';
import { StandardsController } from './standards/standards.controller.js';
import { StandardsService } from './standards/standards.service.js';
import { OpenStreams } from './streams/open-streams.js';
import { StreamAccess } from './streams/stream-access.js';
import { BatchService } from './submissions/batch.service.js';
import { IntakeService } from './submissions/intake.service.js';
import { SubmissionsController } from './submissions/submissions.controller.js';
import { SubmissionsService } from './submissions/submissions.service.js';
import { SubmitService } from './submissions/submit.service.js';
import { WaitingService } from './submissions/waiting.service.js';
import { TaxonomiesController } from './taxonomies/taxonomies.controller.js';
import { TeamsController } from './teams/teams.controller.js';
import { TeamsService } from './teams/teams.service.js';
import { QuotaService } from './tenants/quota.service.js';
import { TenantDirectory } from './tenants/tenant-directory.service.js';
import { TenantsController } from './tenants/tenants.controller.js';
import { TenantsService } from './tenants/tenants.service.js';
import { UsersController } from './users/users.controller.js';
import { UsersService } from './users/users.service.js';
import { DeliveriesService } from './webhook-endpoints/deliveries.service.js';
import { WebhookEndpointsController } from './webhook-endpoints/webhook-endpoints.controller.js';
import { WebhookEndpointsService } from './webhook-endpoints/webhook-endpoints.service.js';

/** The whole wiring of the gateway, by noun. */
@Module({
  controllers: [
    // access
    SessionsController,
    TenantsController,
    UsersController,
    TeamsController,
    ApiKeysController,
    // operations
    OperationsController,
    RelayController,
    // submissions
    SubmissionsController,
    // review tasks and their queues; streams first, as their addresses look like ids
    StreamsController,
    QueuesController,
    ReviewTasksController,
    ReviewClustersController,
    // disputes
    AppealsController,
    ReportsController,
    StrikesController,
    StatementsController,
    ReferralsController,
    // standards, gold, exams, reviewers
    StandardsController,
    GoldItemsController,
    ExamsController,
    ExamAttemptsController,
    ReviewersController,
    // quality of machine and people
    QualityController,
    // policies
    PoliciesController,
    TaxonomiesController,
    // blacklist
    BlacklistEntriesController,
    BlacklistExportsController,
    BlacklistImportsController,
    IndustryListsController,
    // webhooks and the event feed
    WebhookEndpointsController,
    EventsController,
    // overview
    OverviewController,
  ],
  providers: [
    // every request: who is asking, is the input right, how do failures look
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useClass: ValidationPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
    // foundation
    databaseProvider,
    DatabaseLifetime,
    {
      provide: SecretBox,
      inject: [CONFIG],
      useFactory: ({ secretKey }: Config) => new SecretBox(secretKey.reveal()),
    },
    Metrics,
    Readiness,
    {
      provide: RelayClient,
      inject: [DATABASE],
      useFactory: (database: Database) => new RelayClient(database.pool),
    },
    // access
    Credentials,
    Passwords,
    SessionsService,
    TenantsService,
    UsersService,
    TeamsService,
    ApiKeysService,
    // tenants: scenes and quotas in memory
    TenantDirectory,
    QuotaService,
    // submissions: accepting, waiting, putting on the queue
    publisherProvider,
    DispatcherService,
    SweepService,
    IntakeService,
    WaitingService,
    SubmissionsService,
    SubmitService,
    BatchService,
    // review tasks
    ReviewWorkService,
    ReviewClaimsService,
    ReviewDeskService,
    TaskBodies,
    QueuesService,
    QueueFigures,
    LiveReviewsService,
    ReviewChanges,
    // disputes
    AppealsService,
    ReportsService,
    StrikesService,
    StatementsService,
    ReferralsService,
    // standards, gold, exams, reviewers
    StandardsService,
    StandardChangesService,
    StandardExchangeService,
    GoldItemsService,
    ExamsService,
    ExamAttemptsService,
    QualificationsService,
    OwnReviewerService,
    ReviewersService,
    // quality of machine and people
    QualityService,
    LabelsService,
    // policies
    PoliciesService,
    // blacklist
    BlacklistEntriesService,
    EntryChangesService,
    BlacklistExportsService,
    BlacklistImportsService,
    IndustryListsService,
    // webhooks and the event feed
    WebhookEndpointsService,
    DeliveriesService,
    EventsService,
    // live streams
    OpenStreams,
    StreamAccess,
    // overview
    OverviewService,
  ],
})
export class GatewayModule {
  static with(config: Config): DynamicModule {
    return { module: GatewayModule, providers: [{ provide: CONFIG, useValue: config }] };
  }
}
