import { z } from 'zod';
import { appealResults, appealStates, appellantKinds, locales } from '@assay/domain';
import { Id, ListQuery, page, Timestamp } from './list.js';

/** `POST /v1/appeals`: against the newest verdict of a submission. */
export const CreateAppeal = z
  .strictObject({
    submissionId: Id,
    text: z.string().trim().min(1).max(8000),
    /** Whose appeal it is; the platform's own when absent. `reference` is the platform's word for that party. */
    appellant: z
      .strictObject({
        kind: z.enum(appellantKinds),
        reference: z.string().trim().min(1).max(200).optional(),
      })
      .optional(),
    /** A blacklist entry that is contested with the verdict. */
    entryId: Id.optional(),
  })
  .meta({ id: 'CreateAppeal' });
export type CreateAppeal = z.infer<typeof CreateAppeal>;

/** An appeal and its published clocks (受理、处理、反馈). */
export const AppealBody = z
  .object({
    id: Id,
    submissionId: Id,
    externalId: z.string().optional(),
    contestedRevision: z.int(),
    entryId: Id.optional(),
    state: z.enum(appealStates),
    text: z.string(),
    appellant: z.object({ kind: z.enum(appellantKinds), reference: z.string().optional() }),
    /** With state `decided`. */
    result: z.enum(appealResults).optional(),
    /** The verdict that followed; absent when the one in force stays. */
    resultRevision: z.int().optional(),
    /** Why it was rejected. */
    reason: z.string().optional(),
    createdAt: Timestamp,
    acceptDueAt: Timestamp,
    acceptedAt: Timestamp.optional(),
    decideDueAt: Timestamp,
    closedAt: Timestamp.optional(),
    notifyDueAt: Timestamp,
    /** The clock that runs now has run out. */
    overdue: z.boolean(),
  })
  .meta({ id: 'Appeal' });
export type AppealBody = z.infer<typeof AppealBody>;
export const AppealPage = page(AppealBody).meta({ id: 'AppealPage' });

export const AppealListQuery = ListQuery.extend({
  state: z.enum(appealStates).optional(),
  submissionId: Id.optional(),
  overdue: z.enum(['true']).optional(),
});
export type AppealListQuery = z.infer<typeof AppealListQuery>;

export const RejectAppeal = z
  .strictObject({ reason: z.string().trim().min(1).max(2000) })
  .meta({ id: 'RejectAppeal' });
export type RejectAppeal = z.infer<typeof RejectAppeal>;

/** The clocks a tenant publishes and how its appeals are handled. */
export const AppealTermsBody = z
  .strictObject({
    acceptHours: z.number().min(1).max(720),
    decideHours: z.number().min(1).max(2160),
    notifyHours: z.number().min(1).max(720),
    windowDays: z.int().min(1).max(3650),
    acceptAutomatically: z.boolean(),
    queue: z.string().min(1).max(64),
    /** Words on out-of-court settlement for statements of reasons; empty for the usual ones. */
    outOfCourt: z.string().max(1000),
  })
  .meta({ id: 'AppealTerms' });
export type AppealTermsBody = z.infer<typeof AppealTermsBody>;

/** `POST /v1/appeals/:id/siblings`: looks again at what was stopped for the same rule or entry. */
export const ReopenSiblings = z
  .strictObject({
    limit: z.int().min(1).max(200).default(50),
    sinceDays: z.int().min(1).max(90).default(30),
  })
  .meta({ id: 'ReopenSiblings' });
export type ReopenSiblings = z.infer<typeof ReopenSiblings>;
export const ReopenedSiblingsBody = z
  .object({
    rule: z.string(),
    entry: z.string().optional(),
    submissionIds: z.array(Id),
    /** The limit ended the call; call again for the rest. */
    more: z.boolean(),
  })
  .meta({ id: 'ReopenedSiblings' });
export type ReopenedSiblingsBody = z.infer<typeof ReopenedSiblingsBody>;

/** `GET /v1/submissions/:id/statement`. `text` and `dsa` answer plain text and a record for the DSA database. */
export const StatementQuery = z.strictObject({
  locale: z.enum(locales).default('zh-CN'),
  format: z.enum(['json', 'text', 'dsa']).default('json'),
  revision: z.coerce.number().int().min(1).optional(),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

/** A statement of reasons in plain language. */
export const StatementBody = z
  .object({
    locale: z.enum(locales),
    title: z.string(),
    paragraphs: z.array(z.object({ heading: z.string(), text: z.string() })),
    text: z.string(),
  })
  .meta({ id: 'Statement' });
export type StatementBody = z.infer<typeof StatementBody>;
