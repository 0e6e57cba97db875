// Request bodies as a caller writes them: fields with a default may be left out.
import type * as contracts from '@assay/contracts';

interface Schema {
  readonly _zod: { readonly input: unknown };
}
/** What a schema accepts before defaults are filled in. */
export type Written<S extends Schema> = S['_zod']['input'];

export type NewSubmission = Written<typeof contracts.CreateSubmission>;
export type NewBatchItem = Written<typeof contracts.BatchItem>;
export type NewWebhookEndpoint = Written<typeof contracts.CreateWebhookEndpoint>;
export type WebhookEndpointChange = Written<typeof contracts.UpdateWebhookEndpoint>;
export type Replay = Written<typeof contracts.ReplayDeliveries>;
export type EntryProposal = Written<typeof contracts.ProposeEntry>;
export type EntryEdit = Written<typeof contracts.EditEntry>;
export type EntryMove = Written<typeof contracts.MoveEntry>;
export type EntryExport = Written<typeof contracts.ExportQuery>;
export type EntryImport = Written<typeof contracts.ImportEntries>;
export type NewIndustryList = Written<typeof contracts.CreateIndustryList>;
export type SubscriptionChange = Written<typeof contracts.SetSubscription>;
export type NewPolicy = Written<typeof contracts.CreatePolicy>;
export type PolicyChange = Written<typeof contracts.UpdatePolicy>;
export type TaskClaim = Written<typeof contracts.ClaimTasks>;
export type QueueChange = Written<typeof contracts.PutQueue>;
export type Escalation = Written<typeof contracts.EscalateTask>;
export type Transfer = Written<typeof contracts.TransferTask>;
export type TaskReferral = Written<typeof contracts.ReferTask>;
export type NewRuling = Written<typeof contracts.CreateRuling>;
export type MachineQualityWish = Written<typeof contracts.MachineQualityQuery>;
export type AgreementWish = Written<typeof contracts.AgreementQuery>;
export type AccuracyWish = Written<typeof contracts.AccuracyQuery>;
export type ReversalWish = Written<typeof contracts.ReversalQuery>;
export type LabelWish = Written<typeof contracts.LabelQuery>;
export type NewUser = Written<typeof contracts.CreateUser>;
export type UserChange = Written<typeof contracts.UpdateUser>;
export type NewTeam = Written<typeof contracts.CreateTeam>;
export type TeamChange = Written<typeof contracts.UpdateTeam>;
export type NewTenant = Written<typeof contracts.CreateTenant>;
export type TenantChange = Written<typeof contracts.UpdateTenant>;
export type NewApiKey = Written<typeof contracts.CreateApiKey>;
export type NewAppeal = Written<typeof contracts.CreateAppeal>;
export type NewReport = Written<typeof contracts.CreateReport>;
export type SiblingSearch = Written<typeof contracts.ReopenSiblings>;
export type NewStandard = Written<typeof contracts.CreateStandard>;
export type StandardVersionContent = Written<typeof contracts.WriteStandardVersion>;
export type StandardFile = Written<typeof contracts.StandardExport>;
export type NewGoldItem = Written<typeof contracts.CreateGoldItem>;
export type ExamSettings = Written<typeof contracts.WriteExam>;
export type ExamAnswers = Written<typeof contracts.AnswerExam>;
export type OwnReviewerChange = Written<typeof contracts.UpdateOwnReviewer>;
export type ReviewerChange = Written<typeof contracts.UpdateReviewer>;
export type PresenceChange = Written<typeof contracts.SetPresence>;
