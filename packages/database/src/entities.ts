import { ApiKeyEntity } from './api-key/api-key.entity.js';
import { AuditEntryEntity } from './audit/audit-entry.entity.js';
import { BlacklistEntryVersionEntity } from './blacklist/blacklist-entry-version.entity.js';
import { BlacklistEntryEntity } from './blacklist/blacklist-entry.entity.js';
import { BlacklistEventEntity } from './blacklist/blacklist-event.entity.js';
import { BlacklistHitEntity } from './blacklist/blacklist-hit.entity.js';
import { BlacklistImportEntity } from './blacklist/blacklist-import.entity.js';
import { IndustryListEntity } from './blacklist/industry-list.entity.js';
import { SubscriptionEntity } from './blacklist/subscription.entity.js';
import { ChangeCounterEntity } from './change/change-counter.entity.js';
import { DecisionEntity } from './decision/decision.entity.js';
import { EventEntity } from './event/event.entity.js';
import { OutboxEntity } from './outbox/outbox.entity.js';
import { PolicyVersionEntity } from './policy/policy-version.entity.js';
import { PolicyEntity } from './policy/policy.entity.js';
import { QuotaWindowEntity } from './quota/quota-window.entity.js';
import { ReviewDraftEntity } from './review/review-draft.entity.js';
import { ReviewTaskSkipEntity } from './review/review-task-skip.entity.js';
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

/** Every table, for the schema builder and for repositories. */
export const entities = [
  ApiKeyEntity,
  AppUserEntity,
  AuditEntryEntity,
  BlacklistEntryEntity,
  BlacklistEntryVersionEntity,
  BlacklistEventEntity,
  BlacklistHitEntity,
  BlacklistImportEntity,
  ChangeCounterEntity,
  DecisionEntity,
  DeliveryEntity,
  EventEntity,
  IdempotencyEntity,
  IndustryListEntity,
  LoginFailureEntity,
  OutboxEntity,
  PolicyEntity,
  PolicyVersionEntity,
  QuotaWindowEntity,
  ReviewDraftEntity,
  ReviewTaskEntity,
  ReviewTaskSkipEntity,
  RoleGrantEntity,
  RulingEntity,
  SeededCredentialEntity,
  SessionEntity,
  SubmissionEntity,
  SubscriptionEntity,
  TaskEventEntity,
  TeamEntity,
  TeamMemberEntity,
  TenantEntity,
  VerdictEntity,
  WebhookEndpointEntity,
] as const;
