/** The words of Assay. Zod enums, console lists, database checks and types all derive from this file. */

/** What machine review concluded about one submission. */
export const decisionOutcomes = ['pass', 'review', 'block'] as const;
export type DecisionOutcome = (typeof decisionOutcomes)[number];

/** The outcome that binds the platform. `restrict` always comes with measures. */
export const outcomes = ['pass', 'block', 'restrict'] as const;
export type Outcome = (typeof outcomes)[number];

/** Who wrote a verdict. */
export const deciders = ['machine', 'human'] as const;
export type DecidedBy = (typeof deciders)[number];

/** Why a verdict revision exists. */
export const verdictCauses = [
  'first_review',
  'appeal',
  'retraction',
  'retro_hunt',
  'audit_correction',
  'report',
  'withdrawal',
] as const;
export type VerdictCause = (typeof verdictCauses)[number];

/** Where a submission stands; derived from its outbox row, task and verdicts, never stored. */
export const submissionStatuses = ['accepted', 'in_review', 'decided', 'reopened'] as const;
export type SubmissionStatus = (typeof submissionStatuses)[number];

export const ruleKinds = [
  'term',
  'pattern',
  'entity',
  'fingerprint',
  'classifier',
  'claim',
  'expression',
  'rate',
] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** What a rule or entry asks for when it hits. `observe` records the hit and changes nothing. */
export const ruleActions = ['block', 'review', 'restrict', 'observe'] as const;
export type RuleAction = (typeof ruleActions)[number];

/** Legal severity of a category: 违法, 不良, or a platform's own policy. */
export const legalSeverities = ['unlawful', 'undesirable', 'policy'] as const;
export type LegalSeverity = (typeof legalSeverities)[number];

/** Weight of a rule or entry inside a policy; orders reasons and review tasks. */
export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** What a `restrict` outcome obliges the platform to do. */
export const measureKinds = ['mask', 'label', 'age_gate', 'demote', 'replace'] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** Separate BullMQ queues, so that bulk work never delays live traffic. */
export const lanes = ['realtime', 'bulk', 'replay'] as const;
export type Lane = (typeof lanes)[number];

export const eventTypes = [
  'verdict.created',
  'verdict.revised',
  'submission.withdrawn',
  'appeal.accepted',
  'appeal.decided',
  'report.decided',
  'author.strikes_reached',
  'endpoint.disabled',
  'test',
] as const;
export type EventType = (typeof eventTypes)[number];

export const policyStates = ['draft', 'published', 'retired'] as const;
export type PolicyState = (typeof policyStates)[number];

export const blacklistStates = [
  'draft',
  'proposed',
  'shadow',
  'active',
  'disputed',
  'suspended',
  'retired',
] as const;
export type BlacklistState = (typeof blacklistStates)[number];

/** Indicator kinds of blacklist entries that this release matches. */
/** Files in which blacklist entries travel. */
export const exchangeFormats = [
  'terms',
  'csv',
  'ndjson',
  'mastodon',
  'stix',
  'threatexchange',
] as const;
export type ExchangeFormat = (typeof exchangeFormats)[number];

export const indicatorKinds = ['term', 'pattern', 'domain'] as const;
export type IndicatorKind = (typeof indicatorKinds)[number];

/** How a subscriber applies an industry list. */
export const subscriptionModes = ['apply', 'review', 'shadow', 'ignore'] as const;
export type SubscriptionMode = (typeof subscriptionModes)[number];

export const taskStates = ['open', 'leased', 'ruled', 'settled', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

export const taskEventKinds = [
  'queued',
  'claimed',
  'extended',
  'released',
  'expired',
  'skipped',
  'escalated',
  'transferred',
  'rerouted',
  'ruled',
  'undone',
  'settled',
  'cancelled',
] as const;
export type TaskEventKind = (typeof taskEventKinds)[number];

/** Why people look at a piece of content. `gold` has a known answer and looks like `first_review` to its reviewer. */
export const casePurposes = [
  'first_review',
  'audit',
  'appeal',
  'report',
  'reopened',
  'gold',
] as const;
export type CasePurpose = (typeof casePurposes)[number];

export const caseStates = ['open', 'concluded', 'cancelled'] as const;
export type CaseState = (typeof caseStates)[number];

/** What a reviewer hands in: a ruling, "this cannot be judged", or "this belongs before the law". */
export const rulingKinds = ['ruling', 'content_broken', 'referral'] as const;
export type RulingKind = (typeof rulingKinds)[number];

/** Whom content is referred to. */
export const referralAuthorities = ['legal', 'authority'] as const;
export type ReferralAuthority = (typeof referralAuthorities)[number];

/** Languages tasks are routed by. `other` is everything that is mostly neither Chinese nor Latin script. */
export const reviewLanguages = ['zh', 'en', 'other'] as const;
export type ReviewLanguage = (typeof reviewLanguages)[number];

export const standardStates = ['draft', 'published', 'retired'] as const;
export type StandardState = (typeof standardStates)[number];

export const goldStates = ['active', 'retired'] as const;
export type GoldState = (typeof goldStates)[number];

/** A closed exam takes no attempts and no answers. */
export const examStates = ['open', 'closed'] as const;
export type ExamState = (typeof examStates)[number];

/** What a reviewer is doing now. */
export const presenceStates = ['working', 'paused'] as const;
export type PresenceState = (typeof presenceStates)[number];

export const appealStates = ['received', 'accepted', 'decided', 'rejected', 'withdrawn'] as const;
export type AppealState = (typeof appealStates)[number];

export const appealResults = ['upheld', 'overturned', 'changed'] as const;
export type AppealResult = (typeof appealResults)[number];

export const appellantKinds = ['platform', 'author', 'entry_subject'] as const;
export type AppellantKind = (typeof appellantKinds)[number];

export const reportStates = ['received', 'decided'] as const;
export type ReportState = (typeof reportStates)[number];

/** Who notified of published content; trusted flaggers come first. */
export const reportSources = ['user', 'trusted_flagger', 'authority'] as const;
export type ReportSource = (typeof reportSources)[number];

/** A ruling binds nobody until it is `final`. */
export const rulingStates = ['provisional', 'final', 'undone', 'cancelled'] as const;
export type RulingState = (typeof rulingStates)[number];

export const deliveryStates = ['pending', 'delivered', 'exhausted', 'cancelled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const roles = [
  'operator',
  'tenant_admin',
  'policy_editor',
  'blacklist_editor',
  'blacklist_approver',
  'reviewer',
  'lead',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];
