/** Client of the Assay API for platforms: `fetch` only, webhook verification, no runtime dependencies. */
export { AssayClient, type AssayClientOptions } from './assay-client.js';
export {
  AssayConnectionError,
  AssayProblem,
  AssayTimeout,
  type AssayProblemFields,
} from './assay-problem.js';
export {
  AssayWebhookError,
  verifyWebhook,
  type VerifyWebhookInput,
  type WebhookFault,
  type WebhookHeaders,
} from './verify-webhook.js';
export type { Admin, ApiKeys, Teams, Tenants, Users } from './admin.js';
export type { Blacklist, BlacklistListOptions, EntryHit } from './blacklist.js';
export type {
  AppealListOptions,
  Appeals,
  Referrals,
  ReportListOptions,
  Reports,
  Strikes,
} from './disputes.js';
export type { StreamedEvent, StreamOptions } from './event-stream.js';
export type { Events } from './events.js';
export type { ExamListOptions, Exams, QualificationListOptions } from './exams.js';
export type { GoldItemListOptions, GoldItems } from './gold-items.js';
export type { Listing, ListOptions, ListPage } from './listing.js';
export type { Quality } from './quality.js';
export type { Policies, PolicyListOptions } from './policies.js';
export type { Reviewers } from './reviewers.js';
export type { Standards, StandardVersionReference } from './standards.js';
export type { Queues } from './queues.js';
export type { DeskUpdate, ReviewTaskListOptions, ReviewTasks, TaskEvents } from './review-tasks.js';
export type { LiveOptions } from './sse-stream.js';
export type {
  CreatedSubmission,
  CreateSubmissionOptions,
  DecidedSubmission,
  StatementOptions,
  SubmissionListOptions,
  Submissions,
  WaitForVerdictOptions,
} from './submissions.js';
export type { CallOptions } from './transport.js';
export type { DeliveryListOptions, WebhookEndpoints } from './webhook-endpoints.js';
export type * from './wire.js';
export type {
  AcceptedBody,
  AccuracyBody,
  AgreementReportBody,
  ApiKeyBody,
  AppealBody,
  AppealTermsBody,
  AuthorStrikesBody,
  BatchResult,
  BlacklistEntryBody,
  BlacklistEntryDetail,
  CareBody,
  ClaimedTasks,
  CreatedApiKey,
  DeliveryBody,
  DeskNews,
  EventBody,
  EventPage,
  ExamAttemptBody,
  ExamBody,
  GoldItemBody,
  ImportBody,
  ImportConfirmation,
  ImportResult,
  IncidentBundleBody,
  IndustryListBody,
  LabelBody,
  LeaseBody,
  MachineQualityBody,
  MeBody,
  MovedTask,
  OverviewBody,
  OwnReviewerBody,
  OwnQualityBody,
  PolicyBody,
  PolicyDetail,
  ProblemBody,
  QueueBody,
  QueuePage,
  QueueLoadPage,
  QualificationBody,
  ReasonBody,
  ReferralBody,
  ReopenedCluster,
  ReopenedSiblingsBody,
  ReplayResult,
  ReviewerBody,
  ReportBody,
  ReversalBody,
  ReviewClusterBody,
  ReviewClusters,
  ReviewTaskBody,
  ReviewTaskSummary,
  RulingBody,
  SimilarTasks,
  StandardNews,
  StandardBody,
  StandardDetail,
  StandardExport,
  StandardImportResult,
  StandardVersionBody,
  StatementBody,
  StrikeBody,
  StrikeTermsAnswer,
  StrikeTermsBody,
  SubmissionBody,
  SubmissionDetail,
  SubscriptionBody,
  TeamBody,
  TenantBody,
  UserBody,
  ValidationResult,
  VerdictBody,
  WebhookEndpointBody,
  WebhookEndpointWithSecret,
} from '@assay/contracts';
