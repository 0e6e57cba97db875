import { z } from 'zod';
import { presenceStates, reviewLanguages } from '@assay/domain';
import { Id, page, Timestamp } from './list.js';

const display = z.strictObject({ masked: z.boolean(), greyscale: z.boolean() });
const languages = z.array(z.enum(reviewLanguages)).max(reviewLanguages.length);
const optedOut = z.array(z.string().min(1).max(64)).max(200);

/** The exposure meter of the day and the next break. A means of control, and no proof of protection. */
export const CareBody = z
  .object({
    points: z.int(),
    budget: z.int(),
    items: z.int(),
    workedMinutesSinceBreak: z.int(),
    breakDue: z.boolean(),
    overBudget: z.boolean(),
  })
  .meta({ id: 'Care' });
export type CareBody = z.infer<typeof CareBody>;

const profile = {
  /** Absent: every language. */
  languages: languages.optional(),
  /** Set by a lead. Absent: every queue. */
  queues: z.array(z.string()).optional(),
  /** Points a day; set by a lead. Absent: the default. */
  dailyBudget: z.int().optional(),
  /** Categories whose exam is passed and in force. */
  qualifiedFor: z.array(z.string()),
};

/** `GET /v1/reviewers/me`. */
export const OwnReviewerBody = z
  .object({
    ...profile,
    /** Categories that the person is not offered. Nobody else is told. */
    optedOut: z.array(z.string()),
    display,
    care: CareBody,
  })
  .meta({ id: 'OwnReviewer' });
export type OwnReviewerBody = z.infer<typeof OwnReviewerBody>;
/** What people decide for themselves; what is left out stays. `null` languages: every one. */
export const UpdateOwnReviewer = z
  .strictObject({
    languages: languages.min(1).nullable().optional(),
    optedOut: optedOut.optional(),
    display: display.optional(),
  })
  .meta({ id: 'UpdateOwnReviewer' });
export type UpdateOwnReviewer = z.infer<typeof UpdateOwnReviewer>;

/** A reviewer as their lead sees them. */
export const ReviewerBody = z
  .object({
    userId: Id,
    name: z.string(),
    ...profile,
    points: z.int(),
    presence: z.object({ state: z.enum(presenceStates), seenAt: Timestamp }).optional(),
  })
  .meta({ id: 'Reviewer' });
export type ReviewerBody = z.infer<typeof ReviewerBody>;
export const ReviewerPage = page(ReviewerBody).meta({ id: 'ReviewerPage' });
export const ReviewerParams = z.object({ userId: Id });
export type ReviewerParams = z.infer<typeof ReviewerParams>;
/** What leads decide; what is left out stays. `null`: every queue, every language, the default budget. */
export const UpdateReviewer = z
  .strictObject({
    queues: z.array(z.string().min(1).max(64)).max(200).nullable().optional(),
    languages: languages.min(1).nullable().optional(),
    dailyBudget: z.int().min(0).max(100_000).nullable().optional(),
  })
  .meta({ id: 'UpdateReviewer' });
export type UpdateReviewer = z.infer<typeof UpdateReviewer>;

export const SetPresence = z
  .strictObject({ state: z.enum(presenceStates) })
  .meta({ id: 'SetPresence' });
export type SetPresence = z.infer<typeof SetPresence>;
