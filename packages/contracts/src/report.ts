import { z } from 'zod';
import { outcomes, reportSources, reportStates } from '@assay/domain';
import { Id, ListQuery, page, Timestamp } from './list.js';

/**
 * `POST /v1/reports`: a notice about published content in the shape of DSA art. 16. Names the submission by its id or
 * by the platform's own.
 */
export const CreateReport = z
  .strictObject({
    submissionId: Id.optional(),
    externalId: z.string().min(1).max(200).optional(),
    source: z.enum(reportSources).default('user'),
    category: z.string().min(1).max(64).optional(),
    explanation: z.string().trim().min(1).max(8000),
    /** Where the content is shown, e.g. its address. */
    location: z.string().trim().min(1).max(2000).optional(),
    reporter: z
      .strictObject({
        name: z.string().trim().min(1).max(200).optional(),
        email: z.email().max(320).optional(),
      })
      .optional(),
    /** Who reports believes in good faith that it is accurate and complete. */
    goodFaith: z.literal(true),
  })
  .refine(
    ({ submissionId, externalId }) => (submissionId === undefined) !== (externalId === undefined),
    {
      message: 'Name the submission by either submissionId or externalId.',
      path: ['submissionId'],
    },
  )
  .meta({ id: 'CreateReport' });
export type CreateReport = z.infer<typeof CreateReport>;

export const ReportBody = z
  .object({
    id: Id,
    submissionId: Id,
    externalId: z.string().optional(),
    source: z.enum(reportSources),
    category: z.string().optional(),
    explanation: z.string(),
    location: z.string().optional(),
    reporter: z.object({ name: z.string().optional(), email: z.string().optional() }),
    state: z.enum(reportStates),
    /** How many reports people look at together with this one, itself included. */
    reportsTogether: z.int(),
    /** What holds after the decision. */
    outcome: z.enum(outcomes).optional(),
    /** The verdict that followed; absent when the one in force stays. */
    resultRevision: z.int().optional(),
    createdAt: Timestamp,
    decidedAt: Timestamp.optional(),
  })
  .meta({ id: 'Report' });
export type ReportBody = z.infer<typeof ReportBody>;
export const ReportPage = page(ReportBody).meta({ id: 'ReportPage' });

export const ReportListQuery = ListQuery.extend({
  state: z.enum(reportStates).optional(),
  submissionId: Id.optional(),
});
export type ReportListQuery = z.infer<typeof ReportListQuery>;
