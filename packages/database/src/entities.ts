import { ApiKeyEntity } from './api-key/api-key.entity.js';
import { AuditEntryEntity } from './audit/audit-entry.entity.js';
import { AuditResultEntity } from './quality/audit-result.entity.js';
import { BlacklistEntryVersionEntity } from './blacklist/blacklist-entry-version.entity.js';
import { BlacklistEntryEntity } from './blacklist/blacklist-entry.entity.js';
import { BlacklistEventEntity } from './blacklist/blacklist-event.entity.js';
import { BlacklistHitEntity } from './blacklist/blacklist-hit.entity.js';
import { BlacklistImportEntity } from './blacklist/blacklist-import.entity.js';
import { IndustryListEntity } from './blacklist/industry-list.entity.js';
import { SubscriptionEntity } from './blacklist/subscription.entity.js';
import { ChangeCounterEntity } from './change/change-counter.entity.js';
import { DecisionEntity } from './decision/decision.entity.js';
import { ExamAnswerEntity } from './exam/exam-answer.entity.js';
import { ExamAttemptEntity } from './exam/exam-attempt.entity.js';
import { ExamEntity } from './exam/exam.entity.js';
import { GoldItemEntity } from './gold/gold-item.entity.js';
import { QualificationEntity } from './qualification/qualification.entity.js';
import { ExposureDayEntity } from './reviewer/exposure-day.entity.js';
import { ReviewerPresenceEntity } from './reviewer/reviewer-presence.entity.js';
import { ReviewerProfileEntity } from './reviewer/reviewer-profile.entity.js';
import { StandardVersionEntity } from './standard/standard-version.entity.js';
import { StandardEntity } from './standard/standard.entity.js';
import { EventEntity } from './event/event.entity.js';
import { OutboxEntity } from './outbox/outbox.entity.js';
import { PolicyVersionEntity } from './policy/policy-version.entity.js';
import { PolicyEntity } from './policy/policy.entity.js';
import { QuotaWindowEntity } from './quota/quota-window.entity.js';
import { ReviewDraftEntity } from './review/review-draft.entity.js';
import { ReviewTaskSkipEntity } from './review/review-task-skip.entity.js';
import { ClaimKeyAlarmEntity } from './queue/claim-key-alarm.entity.js';
import { UnattendedTaskEntity } from './queue/unattended-task.entity.js';
import { ReviewQueueEntity } from './queue/review-queue.entity.js';
import { GoldRulingEntity } from './review/gold-ruling.entity.js';
import { ReviewCaseEntity } from './review/review-case.entity.js';
import { ReviewTaskEntity } from './review/review-task.entity.js';
import { RulingEntity } from './review/ruling.entity.js';
import { TaskEventEntity } from './review/task-event.entity.js';
import { SeededCredentialEntity } from './seeded-credential/seeded-credential.entity.js';
import { LoginFailureEntity } from './session/login-failure.entity.js';
import { SessionEntity } from './session/session.entity.js';
import { IdempotencyEntity } from './submission/idempotency.entity.js';
import { SubmissionEntity } from './submission/submission.entity.js';
import { TeamMemberEntity } from './team/team-member.entity.js';
import { TeamEntity } from './team/team.entity.js';
import { TenantEntity } from './tenant/tenant.entity.js';
import { AppUserEntity } from './user/app-user.entity.js';
import { RoleGrantEntity } from './user/role-grant.entity.js';
import { VerdictEntity } from './verdict/verdict.entity.js';
import { DeliveryEntity } from './webhook/delivery.entity.js';
import { WebhookEndpointEntity } from './webhook/webhook-endpoint.entity.js';
import { AppealEntity } from './appeal/appeal.entity.js';
import { DisputeTermsEntity } from './dispute/dispute-terms.entity.js';
import { ReferralEntity } from './referral/referral.entity.js';
import { ReportEntity } from './report/report.entity.js';
import { AuthorTallyEntity } from './strike/author-tally.entity.js';
import { StrikeCheckpointEntity } from './strike/strike-checkpoint.entity.js';
import { StrikeEntity } from './strike/strike.entity.js';

/** Every table, for the schema builder and for repositories. */
export const entities = [
  ApiKeyEntity,
  AppUserEntity,
  AppealEntity,
  AuditEntryEntity,
  AuditResultEntity,
  AuthorTallyEntity,
  BlacklistEntryEntity,
  BlacklistEntryVersionEntity,
  BlacklistEventEntity,
  BlacklistHitEntity,
  BlacklistImportEntity,
  ChangeCounterEntity,
  ClaimKeyAlarmEntity,
  DecisionEntity,
  DeliveryEntity,
  DisputeTermsEntity,
  EventEntity,
  ExamAnswerEntity,
  ExamAttemptEntity,
  ExamEntity,
  ExposureDayEntity,
  GoldItemEntity,
  GoldRulingEntity,
  IdempotencyEntity,
  IndustryListEntity,
  LoginFailureEntity,
  OutboxEntity,
  PolicyEntity,
  PolicyVersionEntity,
  QualificationEntity,
  QuotaWindowEntity,
  ReferralEntity,
  ReportEntity,
  ReviewCaseEntity,
  ReviewDraftEntity,
  UnattendedTaskEntity,
  ReviewQueueEntity,
  ReviewTaskEntity,
  ReviewTaskSkipEntity,
  ReviewerPresenceEntity,
  ReviewerProfileEntity,
  RoleGrantEntity,
  RulingEntity,
  SeededCredentialEntity,
  SessionEntity,
  StandardEntity,
  StandardVersionEntity,
  StrikeCheckpointEntity,
  StrikeEntity,
  SubmissionEntity,
  SubscriptionEntity,
  TaskEventEntity,
  TeamEntity,
  TeamMemberEntity,
  TenantEntity,
  VerdictEntity,
  WebhookEndpointEntity,
] as const;
