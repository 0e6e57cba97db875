import { z } from 'zod';
import {
  appellantKinds,
  casePurposes,
  notEligibleReasons,
  outcomes,
  referralAuthorities,
  reportSources,
  reviewLanguages,
  rulingKinds,
  severities,
  taskEventKinds,
  taskStates,
} from '@assay/domain';
import { Count, Id, ListQuery, page, Timestamp } from './list.js';
import { QueueName, RequiredFieldName } from './queue.js';
import { ContentPart, DecisionBody, GenerationContextBody, MeasureBody } from './submission.js';

/** What a reviewer has typed so far. It outlives a lost lease and is shown to nobody else. */
export const DraftBody = z
  .strictObject({
    kind: z.enum(rulingKinds).optional(),
    outcome: z.enum(outcomes).optional(),
    category: z.string().max(64).optional(),
    clause: z.string().max(300).optional(),
    note: z.string().max(4000).optional(),
  })
  .meta({ id: 'Draft' });
export type DraftBody = z.infer<typeof DraftBody>;

/** What a blind reviewer said, as the arbiter sees it: without a name. */
export const OpinionBody = z
  .object({
    kind: z.enum(rulingKinds),
    outcome: z.enum(outcomes),
    category: z.string().optional(),
    clause: z.string().optional(),
    note: z.string().optional(),
  })
  .meta({ id: 'Opinion' });

/** How the queue of a task wants it done. */
export const TaskRulesBody = z
  .object({
    required: z.array(RequiredFieldName),
    /** Text stays covered until the reviewer reveals it. */
    masked: z.boolean(),
    standardId: Id.optional(),
  })
  .meta({ id: 'TaskRules' });

/** What is contested, for the reviewer of an appeal. */
export const TaskAppealBody = z
  .object({
    text: z.string(),
    appellant: z.enum(appellantKinds),
    contestedRevision: z.int(),
    /** Reasons of the contested verdict, as text, by locale. */
    statement: z.object({ 'zh-CN': z.string(), en: z.string() }),
  })
  .meta({ id: 'TaskAppeal' });

/** One notice about published content, for whoever looks at it again: without its sender. */
export const TaskReportBody = z
  .object({
    source: z.enum(reportSources),
    category: z.string().optional(),
    explanation: z.string(),
    location: z.string().optional(),
    createdAt: Timestamp,
  })
  .meta({ id: 'TaskReport' });

/**
 * A task as its reviewer sees it. `lease` is there while the caller holds it; `decision` when the queue shows what
 * machine review concluded; `opinions` for an arbiter; `author` is a pseudonym.
 */
export const ReviewTaskBody = z
  .object({
    id: Id,
    submissionId: Id,
    purpose: z.enum(casePurposes),
    queue: z.string(),
    /** Absent, as `decision` is, when the queue hides what machine review concluded. */
    category: z.string().optional(),
    severity: z.enum(severities),
    language: z.enum(reviewLanguages),
    level: z.int(),
    state: z.enum(taskStates),
    dueAt: Timestamp,
    createdAt: Timestamp,
    undoSeconds: z.int(),
    rules: TaskRulesBody,
    lease: z.object({ epoch: z.int(), until: Timestamp }).optional(),
    settlesAt: Timestamp.optional(),
    draft: DraftBody.optional(),
    scene: z.string(),
    industry: z.string().optional(),
    author: z.string().optional(),
    receivedAt: Timestamp,
    parts: z.array(ContentPart),
    context: GenerationContextBody,
    decision: DecisionBody.optional(),
    taxonomy: z.string(),
    similar: z.int(),
    opinions: z.array(OpinionBody).optional(),
    appeal: TaskAppealBody.optional(),
    reports: z.array(TaskReportBody).optional(),
  })
  .meta({ id: 'ReviewTask' });
export type ReviewTaskBody = z.infer<typeof ReviewTaskBody>;

export const ClaimTasks = z
  .strictObject({ queue: z.string().max(64).optional(), count: z.int().min(1).max(3).optional() })
  .meta({ id: 'ClaimTasks' });
export type ClaimTasks = z.infer<typeof ClaimTasks>;
export const ClaimedTasks = z
  .object({
    tasks: z.array(ReviewTaskBody),
    /** Without tasks: why those that wait are not offered. */
    notOffered: z.array(z.enum(notEligibleReasons)).optional(),
  })
  .meta({ id: 'ClaimedTasks' });
export type ClaimedTasks = z.infer<typeof ClaimedTasks>;

export const Heartbeat = z
  .strictObject({ epoch: Count, draft: DraftBody.optional() })
  .meta({ id: 'Heartbeat' });
export type Heartbeat = z.infer<typeof Heartbeat>;
export const LeaseBody = z.object({ epoch: z.int(), until: Timestamp }).meta({ id: 'Lease' });
export type LeaseBody = z.infer<typeof LeaseBody>;
export const LeaseEpoch = z.strictObject({ epoch: Count }).meta({ id: 'LeaseEpoch' });
export type LeaseEpoch = z.infer<typeof LeaseEpoch>;

/** Hands a task up. It does not come back to whoever escalated it. */
export const EscalateTask = z
  .strictObject({ epoch: Count, note: z.string().min(1).max(4000) })
  .meta({ id: 'EscalateTask' });
export type EscalateTask = z.infer<typeof EscalateTask>;
/** Hands a task to another queue or to one person of the tenant. */
export const TransferTask = z
  .strictObject({
    epoch: Count,
    note: z.string().min(1).max(4000),
    to: z.union([z.strictObject({ queue: QueueName }), z.strictObject({ userId: Id })]),
  })
  .meta({ id: 'TransferTask' });
export type TransferTask = z.infer<typeof TransferTask>;
/** Stops transmission, keeps the content, and makes an incident bundle for whom it is referred to. */
export const ReferTask = z
  .strictObject({
    epoch: Count,
    authority: z.enum(referralAuthorities),
    category: z.string().max(64),
    clause: z.string().max(300).optional(),
    note: z.string().max(4000).optional(),
  })
  .meta({ id: 'ReferTask' });
export type ReferTask = z.infer<typeof ReferTask>;
export const MovedTask = z.object({ queue: z.string() }).meta({ id: 'MovedTask' });
export type MovedTask = z.infer<typeof MovedTask>;

/** `outcome` with kind `ruling`, which is the default; broken content is blocked and names no outcome. */
export const CreateRuling = z
  .strictObject({
    epoch: Count,
    kind: z.enum(['ruling', 'content_broken']).optional(),
    outcome: z.enum(outcomes).optional(),
    category: z.string().max(64).optional(),
    clause: z.string().max(300).optional(),
    note: z.string().max(4000).optional(),
    measures: z.array(MeasureBody).max(16).optional(),
    cluster: z.strictObject({ taskIds: z.array(Id).min(1).max(200) }).optional(),
  })
  .refine(({ kind, outcome }) => kind === 'content_broken' || outcome !== undefined, {
    path: ['outcome'],
    message: 'A ruling says its outcome.',
  })
  .meta({ id: 'CreateRuling' });
export type CreateRuling = z.infer<typeof CreateRuling>;
/** Provisional until `settlesAt`; undo before that. Undoing takes the cluster back, too. */
export const RulingBody = z
  .object({
    id: Id,
    taskId: Id,
    outcome: z.enum(outcomes),
    settlesAt: Timestamp,
    undoable: z.boolean(),
    cluster: z.object({ ruled: z.int(), verifying: z.int() }).optional(),
  })
  .meta({ id: 'Ruling' });
export type RulingBody = z.infer<typeof RulingBody>;

/** Open tasks with nearly the same text that one ruling may settle together. `distance`: 0 (same) to 3 bits of 64. */
export const SimilarTasks = z
  .object({
    items: z.array(z.object({ taskId: Id, distance: z.int(), parts: z.array(ContentPart) })),
  })
  .meta({ id: 'SimilarTasks' });
export type SimilarTasks = z.infer<typeof SimilarTasks>;

/** A ruling that settled a cluster, and what the verification of its sample has shown so far. */
export const ReviewClusterBody = z
  .object({
    id: Id,
    actor: z.string(),
    queue: z.string(),
    outcome: z.enum(outcomes),
    category: z.string().optional(),
    ruledAt: Timestamp,
    members: z.int(),
    waiting: z.int(),
    agreed: z.int(),
    disagreed: z.int(),
    reopened: z.int(),
  })
  .meta({ id: 'ReviewCluster' });
export type ReviewClusterBody = z.infer<typeof ReviewClusterBody>;
export const ReviewClusters = z
  .object({ items: z.array(ReviewClusterBody) })
  .meta({ id: 'ReviewClusters' });
export type ReviewClusters = z.infer<typeof ReviewClusters>;
export const ReopenedCluster = z.object({ reopened: z.int() }).meta({ id: 'ReopenedCluster' });
export type ReopenedCluster = z.infer<typeof ReopenedCluster>;

/** One line of a lead's task list: no content. */
export const ReviewTaskSummary = z
  .object({
    id: Id,
    submissionId: Id,
    queue: z.string(),
    category: z.string(),
    severity: z.enum(severities),
    state: z.enum(taskStates),
    dueAt: Timestamp,
    purpose: z.enum(casePurposes),
    level: z.int(),
    leaseOwner: z.string().optional(),
    createdAt: Timestamp,
  })
  .meta({ id: 'ReviewTaskSummary' });
export type ReviewTaskSummary = z.infer<typeof ReviewTaskSummary>;
export const ReviewTaskListQuery = ListQuery.extend({
  state: z.enum(taskStates).optional(),
  queue: z.string().max(64).optional(),
});
export type ReviewTaskListQuery = z.infer<typeof ReviewTaskListQuery>;
export const ReviewTaskPage = page(ReviewTaskSummary).meta({ id: 'ReviewTaskPage' });
export type ReviewTaskPage = z.infer<typeof ReviewTaskPage>;
export const TaskEventPage = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(taskEventKinds),
        actor: z.string().optional(),
        epoch: z.int(),
        /** Where an escalated, transferred or rerouted task went, and the note that went with it. */
        detail: z
          .object({
            from: z.string().optional(),
            to: z.string().optional(),
            note: z.string().optional(),
          })
          .optional(),
        at: Timestamp,
      }),
    ),
  })
  .meta({ id: 'TaskEventPage' });
export type TaskEventPage = z.infer<typeof TaskEventPage>;
