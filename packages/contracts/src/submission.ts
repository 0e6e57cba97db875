import { z } from 'zod';
import {
  deciders,
  decisionOutcomes,
  outcomes,
  severities,
  submissionStatuses,
  textLimits,
  textProblem,
  verdictCauses,
} from '@assay/domain';
import { Id, ListQuery, page, Timestamp } from './list.js';

const textMessages = {
  nul: 'The text contains U+0000, which cannot be stored.',
  lone_surrogate: 'The text contains a lone surrogate and is not valid Unicode.',
  too_long: `A part holds at most ${textLimits.maxCodePointsPerPart} code points.`,
  too_many_marks: `The text has more than ${textLimits.maxConsecutiveMarks} combining marks in a row.`,
} as const;

/** A string that storage and matching accept; failures carry the problem code `invalid_text`. */
const checkedText = (maxUnits: number) =>
  z
    .string()
    .max(maxUnits)
    .superRefine((text, context) => {
      const found = textProblem(text);
      if (found === undefined) return;
      context.addIssue({
        code: 'custom',
        message: textMessages[found],
        params: { problem: 'invalid_text' },
      });
    });

const label = (max: number) => checkedText(max).min(1);

export const ContentPart = z
  .strictObject({
    type: z.literal('text').default('text'),
    text: checkedText(textLimits.maxCodePointsPerPart * 2),
  })
  .meta({ id: 'ContentPart' });

/** How the content was generated, in the platform's own words. */
export const GenerationContextBody = z
  .strictObject({
    model: label(200).optional(),
    provider: label(200).optional(),
    prompt: checkedText(40_000).optional(),
    sessionId: label(200).optional(),
  })
  .meta({ id: 'GenerationContext' });

const submissionFields = {
  parts: z.array(ContentPart).min(1).max(textLimits.maxParts),
  scene: label(64),
  industry: label(64).optional(),
  context: GenerationContextBody.optional(),
  authorId: label(200).optional(),
  externalId: label(200).optional(),
  metadata: z
    .record(label(64), checkedText(1000))
    .refine((entries) => Object.keys(entries).length <= 32, 'At most 32 metadata entries.')
    .optional(),
};

/** `POST /v1/submissions`. */
export const CreateSubmission = z.strictObject(submissionFields).meta({ id: 'CreateSubmission' });
export type CreateSubmission = z.infer<typeof CreateSubmission>;

/** One item of a batch; keyed on its own, so that a repeated batch creates nothing twice. */
export const BatchItem = z
  .strictObject({ ...submissionFields, idempotencyKey: label(255).optional() })
  .meta({ id: 'BatchItem' });
export type BatchItem = z.infer<typeof BatchItem>;

/** `POST /v1/submission-batches`. Items are parsed one by one, so that a bad one fails alone. */
export const CreateSubmissionBatch = z
  .strictObject({ items: z.array(z.unknown()).min(1).max(textLimits.maxBatchItems) })
  .meta({ id: 'CreateSubmissionBatch' });
export type CreateSubmissionBatch = z.infer<typeof CreateSubmissionBatch>;

export const SpanBody = z
  .object({ part: z.int(), start: z.int(), end: z.int() })
  .meta({ id: 'Span' });

export const ReasonBody = z
  .object({
    category: z.string(),
    severity: z.enum(severities),
    rule: z.string(),
    entry: z.string().optional(),
    message: z.string(),
    spans: z.array(SpanBody),
    transforms: z.array(z.string()).optional(),
    score: z.number().optional(),
  })
  .meta({ id: 'Reason' });
export type ReasonBody = z.infer<typeof ReasonBody>;

export const MeasureBody = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mask'), spans: z.array(SpanBody).max(200) }),
    z.strictObject({
      kind: z.literal('replace'),
      spans: z.array(SpanBody).max(200),
      text: checkedText(1000),
    }),
    z.strictObject({ kind: z.literal('label'), text: label(200) }),
    z.strictObject({ kind: z.literal('age_gate'), minimumAge: z.int().min(1).max(99) }),
    z.strictObject({ kind: z.literal('demote') }),
  ])
  .meta({ id: 'Measure' });
export type MeasureBody = z.infer<typeof MeasureBody>;

/** What machine review concluded. */
export const DecisionBody = z
  .object({
    outcome: z.enum(decisionOutcomes),
    reasons: z.array(ReasonBody),
    policyVersion: z.string(),
    blacklistVersion: z.int(),
    engineVersion: z.string(),
    evaluatedAt: Timestamp,
  })
  .meta({ id: 'Decision' });

/** The outcome that binds the platform. Apply the highest `revision`. */
export const VerdictBody = z
  .object({
    outcome: z.enum(outcomes),
    revision: z.int(),
    cause: z.enum(verdictCauses),
    decidedBy: z.enum(deciders),
    measures: z.array(MeasureBody).optional(),
    reasons: z.array(ReasonBody),
    policyVersion: z.string(),
    blacklistVersion: z.int(),
    engineVersion: z.string(),
    decidedAt: Timestamp,
  })
  .meta({ id: 'Verdict' });
export type VerdictBody = z.infer<typeof VerdictBody>;

/** Answer to a submission; `verdict` is there once it is decided. */
export const SubmissionBody = z
  .object({
    id: Id,
    status: z.enum(submissionStatuses),
    scene: z.string(),
    industry: z.string().optional(),
    externalId: z.string().optional(),
    authorId: z.string().optional(),
    receivedAt: Timestamp,
    decision: DecisionBody.optional(),
    verdict: VerdictBody.optional(),
  })
  .meta({ id: 'Submission' });
export type SubmissionBody = z.infer<typeof SubmissionBody>;

/** `GET /v1/submissions/:id`: also the content and every verdict revision, oldest first. */
export const SubmissionDetail = SubmissionBody.extend({
  parts: z.array(ContentPart),
  context: GenerationContextBody,
  metadata: z.record(z.string(), z.string()),
  verdicts: z.array(VerdictBody),
}).meta({ id: 'SubmissionDetail' });
export type SubmissionDetail = z.infer<typeof SubmissionDetail>;

/** `202`: the submission is stored and will be reviewed. */
export const AcceptedBody = z
  .object({ id: Id, status: z.enum(submissionStatuses) })
  .meta({ id: 'Accepted' });
export type AcceptedBody = z.infer<typeof AcceptedBody>;

/** Per-item result of a batch, in request order: an id, or the problem of that item. */
export const BatchResult = z
  .object({
    items: z.array(
      z.union([
        z.object({
          index: z.int(),
          id: Id,
          status: z.enum(submissionStatuses),
          replayed: z.boolean(),
        }),
        z.object({
          index: z.int(),
          problem: z.object({
            code: z.string(),
            detail: z.string(),
            errors: z
              .array(z.object({ pointer: z.string(), code: z.string(), message: z.string() }))
              .optional(),
          }),
        }),
      ]),
    ),
  })
  .meta({ id: 'BatchResult' });
export type BatchResult = z.infer<typeof BatchResult>;

export const SubmissionListQuery = ListQuery.extend({
  scene: z.string().max(64).optional(),
  externalId: z.string().max(200).optional(),
  authorId: z.string().max(200).optional(),
});
export type SubmissionListQuery = z.infer<typeof SubmissionListQuery>;
export const SubmissionPage = page(SubmissionBody).meta({ id: 'SubmissionPage' });
