// Everything other workspaces may use; one line per file, in the order of folders.
export { auditLeaf, type AuditLeaf, type AuditRecord } from './audit/audit-leaf.js';
export { recordAudit } from './audit/record-audit.js';
export { closePool } from './close-pool.js';
export * from './connection.js';
export { DeadlineExceeded } from './query-within.js';
export { newId, randomBytesFromPool } from './random-pool.js';
export { decodeCursor, encodeCursor } from './cursor.js';
export { entities } from './entities.js';
export { migrate, pendingMigrations } from './migrate.js';
export { ApiKeyEntity } from './api-key/api-key.entity.js';
export { ApiKeyStore, type NewApiKey, type UsedKey } from './api-key/api-key.store.js';
export { AuditEntryEntity } from './audit/audit-entry.entity.js';
export { BlacklistEntryVersionEntity } from './blacklist/blacklist-entry-version.entity.js';
export { BlacklistEntryEntity } from './blacklist/blacklist-entry.entity.js';
export { BlacklistEventEntity } from './blacklist/blacklist-event.entity.js';
export { BlacklistHitEntity } from './blacklist/blacklist-hit.entity.js';
export { BlacklistImportEntity } from './blacklist/blacklist-import.entity.js';
export { IndustryListEntity } from './blacklist/industry-list.entity.js';
export { SubscriptionEntity } from './blacklist/subscription.entity.js';
export * from './change/change-watcher.js';
export { ChangeCounterEntity } from './change/change-counter.entity.js';
export { DecisionEntity } from './decision/decision.entity.js';
export { EventEntity } from './event/event.entity.js';
export * from './outbox/outbox.js';
export * from './housekeeping/delete-outdated.js';
export { OutboxEntity } from './outbox/outbox.entity.js';
export { PolicyVersionEntity } from './policy/policy-version.entity.js';
export { PolicyEntity } from './policy/policy.entity.js';
export { QuotaWindowEntity } from './quota/quota-window.entity.js';
export { cancelTasksOf } from './review/cancel-tasks.js';
export { expireLeases } from './review/expire-leases.js';
export { ReviewDraftEntity } from './review/review-draft.entity.js';
export { ReviewTaskSkipEntity } from './review/review-task-skip.entity.js';
export { ReviewTaskEntity } from './review/review-task.entity.js';
export { ReviewDeskStore, type SimilarTask } from './review/review-desk.store.js';
export { type ClaimedLease, ReviewTaskStore, type HeldTask } from './review/review-task.store.js';
export type {
  Lease,
  Opinion,
  PresentedGold,
  QueueCount,
  QueueCounts,
  ReviewDraft,
  ReviewTaskLine,
  ReviewTaskView,
  TaskEventLine,
} from './review/review-task-view.js';
export { RulingStore, type GivenRuling, type RecordedRuling } from './review/ruling.store.js';
export { AccuracyStore, type Accuracy, type AccuracyRow } from './quality/accuracy.store.js';
export { agreementReport, AgreementStore, type AgreementRow } from './quality/agreement.store.js';
export { AuditResultEntity } from './quality/audit-result.entity.js';
export { LabelStore, type Label, type LabelPlace } from './quality/labels.store.js';
export {
  machineQualityReport,
  MachineQualityStore,
  type MachineQualityReport,
} from './quality/machine-quality.store.js';
export { OwnFiguresStore, type OwnFigures } from './quality/own-figures.store.js';
export { ReversalStore, type ReversalRow } from './quality/reversals.store.js';
export { settleDue, type SettledDue } from './review/settle-due.js';
export type { Settled } from './review/settle-ruled.js';
export { RulingEntity } from './review/ruling.entity.js';
export { TaskEventEntity } from './review/task-event.entity.js';
export { ExamAnswerEntity } from './exam/exam-answer.entity.js';
export { ExamAttemptEntity } from './exam/exam-attempt.entity.js';
export { ExamEntity } from './exam/exam.entity.js';
export * from './exam/answer-attempt.js';
export { AttemptStore, type AttemptItem, type StoredAttempt } from './exam/attempt.store.js';
export {
  ExamStore,
  type ExamSettings,
  type ExamWrite,
  type StoredExam,
} from './exam/exam.store.js';
export { startAttempt, type AttemptWish } from './exam/start-attempt.js';
export { addGold, type GoldAddition, type NewGoldItem } from './gold/add-gold.js';
export * from './gold/gold-item.store.js';
export { pickGold, type GoldContent, type GoldWish } from './gold/pick-gold.js';
export { presumedDecision, type PresumedFor } from './gold/presumed-decision.js';
export { GoldItemEntity } from './gold/gold-item.entity.js';
export { QualificationEntity } from './qualification/qualification.entity.js';
export * from './qualification/qualification.store.js';
export * from './reviewer/reviewer-profile.store.js';
export { ExposureDayEntity } from './reviewer/exposure-day.entity.js';
export { listReviewers, type ReviewerLine } from './reviewer/list-reviewers.js';
export { careOf, caresOf, noteExposure, type ReviewerReference } from './reviewer/note-exposure.js';
export * from './reviewer/note-presence.js';
export { ReviewerPresenceEntity } from './reviewer/reviewer-presence.entity.js';
export { ReviewerProfileEntity } from './reviewer/reviewer-profile.entity.js';
export { standingOf, standingsOf, type StandingWish } from './reviewer/standing-of.js';
export {
  createStandard,
  draftStandard,
  updateStandardDraft,
  type NewStandard,
  type StandardContent,
  type StandardReference,
} from './standard/draft-standard.js';
export * from './standard/import-standard.js';
export { publishStandard, retireStandard } from './standard/publish-standard.js';
export * from './standard/standard.store.js';
export { StandardEntity } from './standard/standard.entity.js';
export { StandardVersionEntity } from './standard/standard-version.entity.js';
export { LoginFailureEntity } from './session/login-failure.entity.js';
export { LoginFailureStore } from './session/login-failure.store.js';
export { SeededCredentialEntity } from './seeded-credential/seeded-credential.entity.js';
export { SessionEntity } from './session/session.entity.js';
export { SessionStore, type NewSession, type UsedSession } from './session/session.store.js';
export * from './submission/accept-submissions.js';
export { loadForReview, type ReviewableSubmission } from './submission/load-for-review.js';
export * from './submission/submission.store.js';
export { withdrawSubmission, type Withdrawal } from './submission/withdraw-submission.js';
export { ClaimKeyAlarmEntity } from './queue/claim-key-alarm.entity.js';
export { UnattendedTaskEntity } from './queue/unattended-task.entity.js';
export { ReviewQueueEntity } from './queue/review-queue.entity.js';
export { QueueStore, type ReviewQueue } from './queue/queue.store.js';
export { changeQueue, type QueueChange } from './queue/change-queue.js';
export { keyAlarms, type KeyAlarm } from './queue/key-alarms.js';
export * from './queue/queue-load.js';
export { rerouteTasks } from './queue/reroute-tasks.js';
export * from './queue/watch-eligibility.js';
export { watchUnattended, type UnattendedWatch } from './queue/watch-unattended.js';
export { endStaleGold } from './review/end-stale-gold.js';
export { injectGold, type GoldPlace } from './review/inject-gold.js';
export { clusterChecks, reopenCluster, type ClusterCheck } from './review/cluster-checks.js';
export { claimableKeys, type ClaimableKeys, type OpenKey } from './review/claimable-keys.js';
export { GoldRulingEntity } from './review/gold-ruling.entity.js';
export { moveTask, type TaskMove } from './review/move-task.js';
export { openCase, type CaseWish, type OpenedCase } from './review/open-case.js';
export { ReviewCaseEntity } from './review/review-case.entity.js';
export type { ClusterRuled, ClusterWish } from './review/rule-cluster.js';
export { IdempotencyEntity } from './submission/idempotency.entity.js';
export { SubmissionEntity } from './submission/submission.entity.js';
export { TeamMemberEntity } from './team/team-member.entity.js';
export { TeamEntity } from './team/team.entity.js';
export { TeamStore, type TeamWithMembers } from './team/team.store.js';
export { TenantEntity } from './tenant/tenant.entity.js';
export { TenantStore, type TenantChange } from './tenant/tenant.store.js';
export { AppUserEntity } from './user/app-user.entity.js';
export { RoleGrantEntity } from './user/role-grant.entity.js';
export { UserStore, type PeopleFilter, type Person, type PersonChange } from './user/user.store.js';
export { isUniqueViolation } from './unique-violation.js';
export {
  closeSubmissions,
  type Closed,
  type StatementRunner,
  type WrittenDelivery,
} from './verdict/close-submissions.js';
export type { Closing } from './verdict/closing.js';
export * from './verdict/record-decisions.js';
export { VerdictEntity } from './verdict/verdict.entity.js';
export { DeliveryEntity } from './webhook/delivery.entity.js';
export { WebhookEndpointEntity } from './webhook/webhook-endpoint.entity.js';
export * from './event/event-feed.store.js';
export { recordEvent, type NewEvent, type RecordedEvent } from './event/record-event.js';
export { Secret } from './secrets/secret.js';
export { SecretBox, type SealedFor } from './secrets/secret-box.js';
export * from './webhook/delivery-log.store.js';
export * from './webhook/delivery.store.js';
export * from './webhook/webhook-endpoint.store.js';
export * from './blacklist/blacklist-import.store.js';
export * from './blacklist/blacklist.store.js';
export * from './blacklist/change-entries.js';
export * from './blacklist/export-entries.js';
export * from './blacklist/industry-list.store.js';
export * from './blacklist/load-blacklist.js';
export { proposeEntries, type NewEntry, type Proposal } from './blacklist/propose-entries.js';
export { nextChange, readChangeCounters } from './change/next-change.js';
export * from './overview/overview.store.js';
export {
  createDraft,
  deleteDraft,
  updateDraft,
  type DraftReference,
  type NewDraft,
} from './policy/draft-policy.js';
export * from './policy/load-policies.js';
export * from './policy/policy.store.js';
export { publishPolicy, retirePolicy } from './policy/publish-policy.js';
export type { LedgerFinding } from './ledger/ledger-check.js';
export { verifyLedger, type LedgerOptions } from './ledger/verify-ledger.js';
export { AppealEntity } from './appeal/appeal.entity.js';
export { acceptAppeal, type Acceptance } from './appeal/accept-appeal.js';
export { appealForCase, type AppealAtDesk } from './appeal/appeal-for-case.js';
export * from './appeal/appeal.store.js';
export { rejectAppeal, withdrawAppeal, type AppealMove } from './appeal/close-appeal.js';
export { lodgeAppeal, type NewAppeal } from './appeal/lodge-appeal.js';
export * from './appeal/reopen-siblings.js';
export { DisputeTermsEntity } from './dispute/dispute-terms.entity.js';
export { DisputeTermsStore } from './dispute/dispute-terms.store.js';
export * from './dispute/statement-facts.js';
export type { IncidentBundle } from './referral/incident-bundle.js';
export { recordReferral, type NewReferral } from './referral/record-referral.js';
export { ReferralEntity } from './referral/referral.entity.js';
export * from './referral/referral.store.js';
export { lodgeReport, type NewReport } from './report/lodge-report.js';
export { ReportEntity } from './report/report.entity.js';
export { reportsForCase, type ReportAtDesk } from './report/reports-for-case.js';
export { ReportStore, type ReportFilter, type StoredReport } from './report/report.store.js';
export { cancelCase } from './review/cancel-case.js';
export { projectStrikes, tenantsWithStrikes, type Projected } from './strike/project-strikes.js';
export { StrikeEntity } from './strike/strike.entity.js';
export { maxStrikesRead, StrikeStore, type StoredStrike } from './strike/strike.store.js';
