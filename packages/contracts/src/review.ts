import { z } from 'zod';
import { outcomes, severities, taskEventKinds, taskStates } from '@assay/domain';
import { Count, Id, ListQuery, page, Timestamp } from './list.js';
import { ContentPart, DecisionBody, GenerationContextBody, MeasureBody } from './submission.js';

/** What a reviewer has typed so far. It outlives a lost lease and is shown to nobody else. */
export const DraftBody = z
  .strictObject({
    outcome: z.enum(outcomes).optional(),
    category: z.string().max(64).optional(),
    note: z.string().max(4000).optional(),
  })
  .meta({ id: 'Draft' });
export type DraftBody = z.infer<typeof DraftBody>;

/** A task as its reviewer sees it. `lease` is there while the caller holds it. */
export const ReviewTaskBody = z
  .object({
    id: Id,
    submissionId: Id,
    queue: z.string(),
    category: z.string(),
    severity: z.enum(severities),
    state: z.enum(taskStates),
    dueAt: Timestamp,
    createdAt: Timestamp,
    undoSeconds: z.int(),
    lease: z.object({ epoch: z.int(), until: Timestamp }).optional(),
    settlesAt: Timestamp.optional(),
    draft: DraftBody.optional(),
    scene: z.string(),
    industry: z.string().optional(),
    authorId: z.string().optional(),
    receivedAt: Timestamp,
    parts: z.array(ContentPart),
    context: GenerationContextBody,
    decision: DecisionBody,
    taxonomy: z.string(),
  })
  .meta({ id: 'ReviewTask' });
export type ReviewTaskBody = z.infer<typeof ReviewTaskBody>;

export const ClaimTasks = z
  .strictObject({ queue: z.string().max(64).optional(), count: z.int().min(1).max(3).optional() })
  .meta({ id: 'ClaimTasks' });
export type ClaimTasks = z.infer<typeof ClaimTasks>;
export const ClaimedTasks = z
  .object({ tasks: z.array(ReviewTaskBody) })
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

export const CreateRuling = z
  .strictObject({
    epoch: Count,
    outcome: z.enum(outcomes),
    category: z.string().max(64).optional(),
    note: z.string().max(4000).optional(),
    measures: z.array(MeasureBody).max(16).optional(),
  })
  .meta({ id: 'CreateRuling' });
export type CreateRuling = z.infer<typeof CreateRuling>;
/** Provisional until `settlesAt`; undo before that. */
export const RulingBody = z
  .object({
    id: Id,
    taskId: Id,
    outcome: z.enum(outcomes),
    settlesAt: Timestamp,
    undoable: z.boolean(),
  })
  .meta({ id: 'Ruling' });
export type RulingBody = z.infer<typeof RulingBody>;

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
        at: Timestamp,
      }),
    ),
  })
  .meta({ id: 'TaskEventPage' });
export type TaskEventPage = z.infer<typeof TaskEventPage>;

/** Queues with work, for the claim button. */
export const QueuePage = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        open: z.int(),
        leased: z.int(),
        overdue: z.int(),
        oldestAt: Timestamp.optional(),
      }),
    ),
  })
  .meta({ id: 'QueuePage' });
export type QueuePage = z.infer<typeof QueuePage>;
