import { z } from 'zod';
import { decisionOutcomes, goldStates, outcomes, reviewLanguages, severities } from '@assay/domain';
import { Id, ListQuery, page, Timestamp } from './list.js';
import { ContentPart, GenerationContextBody, ReasonBody } from './submission.js';

/** A share of right answers with its 95 % interval; `estimate` is absent when nothing was counted. */
export const ScoreBody = z
  .object({
    estimate: z.number().optional(),
    low: z.number(),
    high: z.number(),
    trials: z.int(),
  })
  .meta({ id: 'Score' });
export type ScoreBody = z.infer<typeof ScoreBody>;

/** What machine review would have shown beside the item. */
const decision = z.strictObject({
  outcome: z.enum(decisionOutcomes),
  reasons: z.array(z.strictObject(ReasonBody.shape)).max(200),
  policyVersion: z.string().max(128),
  blacklistVersion: z.int().min(0),
  engineVersion: z.string().max(128),
});

const setName = z.string().min(1).max(64);
const clause = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*@\d+#[a-z0-9][a-z0-9-]*$/, 'As <standard>@<version>#<clause>.')
  .max(200);

const answer = {
  category: z.string().min(1).max(64),
  severity: z.enum(severities),
  expectedOutcome: z.enum(outcomes),
  /** Left out, any category will do. */
  expectedCategory: z.string().min(1).max(64).optional(),
  explanation: z.string().min(1).max(4000),
  clause: clause.optional(),
};

const shown = {
  taxonomy: z.string().min(1).max(64),
  parts: z.array(ContentPart).min(1).max(100),
  context: GenerationContextBody.default({}),
  scene: z.string().min(1).max(64),
  industry: z.string().min(1).max(64).optional(),
};

/** An item inside an exported standard; `clause` is the id of one of its clauses. */
export const GoldExport = z
  .strictObject({
    ...shown,
    ...answer,
    clause: z.string().min(1).max(64).optional(),
    language: z.enum(reviewLanguages),
    decision,
  })
  .meta({ id: 'GoldExport' });
export type GoldExport = z.infer<typeof GoldExport>;

/**
 * `POST /v1/gold-items`. Either the content itself, or `fromSubmissionId`: then content, decision and, where they are
 * left out, category, severity and expected outcome are those of the decided submission. Without `decision` an item
 * shows what the scene's policy finds in it.
 */
export const CreateGoldItem = z
  .strictObject({
    setName,
    fromSubmissionId: Id.optional(),
    taxonomy: shown.taxonomy.optional(),
    parts: shown.parts.optional(),
    context: GenerationContextBody.optional(),
    scene: shown.scene.optional(),
    industry: shown.industry,
    language: z.enum(reviewLanguages).optional(),
    category: answer.category.optional(),
    severity: answer.severity.optional(),
    decision: decision.optional(),
    expectedOutcome: answer.expectedOutcome.optional(),
    expectedCategory: answer.expectedCategory,
    explanation: answer.explanation,
    clause: answer.clause,
  })
  .superRefine((item, context) => {
    if (item.fromSubmissionId !== undefined) {
      for (const field of [
        'parts',
        'context',
        'scene',
        'industry',
        'decision',
        'taxonomy',
      ] as const) {
        if (item[field] === undefined) continue;
        const message = 'The submission brings this along; leave it out.';
        context.addIssue({ code: 'custom', path: [field], message });
      }
      return;
    }
    for (const field of ['parts', 'scene', 'taxonomy', 'category', 'expectedOutcome'] as const) {
      if (item[field] !== undefined) continue;
      const message = 'An item that comes from no submission needs this.';
      context.addIssue({ code: 'custom', path: [field], message });
    }
  })
  .meta({ id: 'CreateGoldItem' });
export type CreateGoldItem = z.infer<typeof CreateGoldItem>;

/** An item with its answer: for those who manage reviews only. */
export const GoldItemBody = z
  .object({
    id: Id,
    setName: z.string(),
    state: z.enum(goldStates),
    taxonomy: z.string(),
    parts: z.array(ContentPart),
    context: GenerationContextBody,
    scene: z.string(),
    industry: z.string().optional(),
    language: z.enum(reviewLanguages),
    category: z.string(),
    severity: z.enum(severities),
    decision: z.object({ ...decision.shape, reasons: z.array(ReasonBody) }),
    expectedOutcome: z.enum(outcomes),
    expectedCategory: z.string().optional(),
    explanation: z.string(),
    clause: z.string().optional(),
    createdBy: z.string(),
    createdAt: Timestamp,
    retiredAt: Timestamp.optional(),
    /** Share of right answers, in exams and mixed in: low is hard, or in doubt. */
    correct: ScoreBody,
  })
  .meta({ id: 'GoldItem' });
export type GoldItemBody = z.infer<typeof GoldItemBody>;
export const GoldItemListQuery = ListQuery.extend({
  setName: z.string().max(64).optional(),
  category: z.string().max(64).optional(),
  state: z.enum(goldStates).optional(),
});
export type GoldItemListQuery = z.infer<typeof GoldItemListQuery>;
export const GoldItemPage = page(GoldItemBody).meta({ id: 'GoldItemPage' });
