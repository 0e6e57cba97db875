import { z } from 'zod';
import { outcomes, standardStates } from '@assay/domain';
import { GoldExport } from './gold.js';
import { Id, page, Timestamp } from './list.js';

const text = (max: number) => z.strictObject({ 'zh-CN': words(max), en: words(max) });
const words = (max: number) => z.string().min(1).max(max);

const kebab = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'Lower-case letters, digits and hyphens.');

/** One rule of a standard, with examples of what it calls for. */
export const ClauseBody = z
  .strictObject({
    id: kebab,
    category: z.string().min(1).max(64),
    title: text(200),
    text: text(4000),
    examples: z
      .array(z.strictObject({ text: words(2000), outcome: z.enum(outcomes), why: words(1000) }))
      .max(20)
      .default([]),
  })
  .meta({ id: 'Clause' });

const content = {
  clauses: z
    .array(ClauseBody)
    .min(1)
    .max(200)
    .refine(
      (clauses) => new Set(clauses.map(({ id }) => id)).size === clauses.length,
      'Ids of clauses are unique inside a version.',
    ),
  /** When somebody has to look at the standard again, `YYYY-MM-DD`. */
  reviewAt: z.iso.date(),
};

const identity = {
  name: kebab,
  title: text(200),
  taxonomy: z.string().min(1).max(64),
  /** The set of gold items that goes with the standard, also when it is exported. */
  goldSet: z.string().min(1).max(64).optional(),
};

/** `POST /v1/standards`: a standard with its first draft. */
export const CreateStandard = z
  .strictObject({ ...identity, ...content })
  .meta({ id: 'CreateStandard' });
export type CreateStandard = z.infer<typeof CreateStandard>;
/** The next draft, or what a draft says now. */
export const WriteStandardVersion = z.strictObject(content).meta({ id: 'WriteStandardVersion' });
export type WriteStandardVersion = z.infer<typeof WriteStandardVersion>;
export const StandardVersionParams = z.object({
  id: Id,
  version: z.coerce.number().int().min(1).max(1_000_000),
});
export type StandardVersionParams = z.infer<typeof StandardVersionParams>;

export const StandardBody = z
  .object({
    id: Id,
    name: z.string(),
    title: text(200),
    taxonomy: z.string(),
    /** Only for those who manage reviews. */
    goldSet: z.string().optional(),
    createdAt: Timestamp,
    published: z
      .object({
        version: z.int(),
        clauseCount: z.int(),
        reviewAt: z.iso.date(),
        /** The review date has passed. */
        overdue: z.boolean(),
      })
      .optional(),
  })
  .meta({ id: 'Standard' });
export type StandardBody = z.infer<typeof StandardBody>;
export const StandardPage = page(StandardBody).meta({ id: 'StandardPage' });

export const StandardVersionSummary = z
  .object({
    version: z.int(),
    state: z.enum(standardStates),
    clauseCount: z.int(),
    reviewAt: z.iso.date(),
    createdBy: z.string(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    publishedBy: z.string().optional(),
    publishedAt: Timestamp.optional(),
    retiredAt: Timestamp.optional(),
  })
  .meta({ id: 'StandardVersionSummary' });
/** A version with its clauses. Rulings cite them as `<name>@<version>#<clause id>`. */
export const StandardVersionBody = StandardVersionSummary.extend({
  standardId: Id,
  name: z.string(),
  taxonomy: z.string(),
  clauses: z.array(ClauseBody),
}).meta({ id: 'StandardVersion' });
export type StandardVersionBody = z.infer<typeof StandardVersionBody>;
/** `GET /v1/standards/:id`. Drafts are listed for those who manage reviews. */
export const StandardDetail = StandardBody.extend({
  versions: z.array(StandardVersionSummary),
  clauses: z.array(ClauseBody),
}).meta({ id: 'StandardDetail' });
export type StandardDetail = z.infer<typeof StandardDetail>;

/** A standard with its gold items as one file that other organisations import. `format` is the version of this shape. */
export const StandardExport = z
  .strictObject({
    format: z.literal('assay-standard@1'),
    standard: z.strictObject(identity),
    ...content,
    goldItems: z.array(GoldExport).max(2000).default([]),
  })
  .meta({ id: 'StandardExport' });
export type StandardExport = z.infer<typeof StandardExport>;
export const StandardImportResult = z
  .object({ standard: StandardBody, version: z.int(), goldAdded: z.int() })
  .meta({ id: 'StandardImportResult' });
export type StandardImportResult = z.infer<typeof StandardImportResult>;
