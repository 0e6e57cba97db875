import { z } from 'zod';
import {
  entityTypes,
  legalSeverities,
  policyStates,
  reviewLanguages,
  ruleActions,
  severities,
} from '@assay/domain';
import { Id, ListQuery, page, Timestamp } from './list.js';
import { QueueName } from './queue.js';

const ruleMeasure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mask') }),
  z.strictObject({ kind: z.literal('replace'), text: z.string().max(200) }),
  z.strictObject({ kind: z.literal('label'), text: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('age_gate'), minimumAge: z.int().min(1).max(99) }),
  z.strictObject({ kind: z.literal('demote') }),
]);

const ruleBase = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'Lower-case letters, digits and hyphens.'),
  category: z.string().min(1).max(64),
  severity: z.enum(severities),
  action: z.enum(ruleActions),
  score: z.number().min(0).max(1).optional(),
  message: z.string().max(300).optional(),
  measures: z.array(ruleMeasure).max(8).optional(),
};

export const RuleBody = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...ruleBase,
      kind: z.literal('term'),
      terms: z.array(z.string().min(1).max(256)).min(1).max(100_000),
      match: z.enum(['any', 'all', 'near']).optional(),
      distance: z.int().min(1).max(2000).optional(),
      exceptions: z.array(z.string().min(1).max(256)).max(10_000).optional(),
    }),
    z.strictObject({
      ...ruleBase,
      kind: z.literal('pattern'),
      pattern: z.string().min(1).max(2000),
      caseSensitive: z.boolean().optional(),
    }),
    z.strictObject({
      ...ruleBase,
      kind: z.literal('entity'),
      entities: z.array(z.enum(entityTypes)).min(1).max(entityTypes.length),
      values: z.array(z.string().min(1).max(512)).max(10_000).optional(),
      minimumCount: z.int().min(1).max(100).optional(),
    }),
  ])
  .meta({ id: 'Rule' });

/** At most a year: a time that PostgreSQL cannot hold would keep a submission from ever reaching people. */
const dueSeconds = z.int().min(1).max(31_536_000);

const undoSeconds = z.int().min(0).max(600);
const share = z.number().min(0).max(1);

/** How many people rule on a task without seeing each other, and what becomes of it. */
export const PanelBody = z
  .strictObject({
    reviewers: z.int().min(1).max(5),
    agreeing: z.int().min(1).max(5),
    arbiter: z.boolean(),
    agreeOn: z.enum(['outcome', 'category']),
  })
  .refine(({ agreeing, reviewers }) => agreeing <= reviewers, {
    path: ['agreeing'],
    message: 'No more can agree than there are reviewers.',
  })
  .meta({ id: 'Panel' });

/** A way into a queue for some tasks; every condition that is given must hold. */
export const ReviewRouteBody = z
  .strictObject({
    categories: z.array(z.string().max(64)).max(100).optional(),
    severities: z.array(z.enum(severities)).max(severities.length).optional(),
    languages: z.array(z.enum(reviewLanguages)).max(reviewLanguages.length).optional(),
    queue: QueueName.optional(),
    dueSeconds: dueSeconds.optional(),
    undoSeconds: undoSeconds.optional(),
    panel: PanelBody.optional(),
  })
  .meta({ id: 'ReviewRoute' });

export const PolicyDefinitionBody = z
  .strictObject({
    taxonomy: z.string().max(64),
    rules: z.array(RuleBody).max(5000),
    routing: z.strictObject({
      queue: QueueName,
      dueSeconds: z.strictObject({
        low: dueSeconds,
        medium: dueSeconds,
        high: dueSeconds,
        critical: dueSeconds,
      }),
      undoSeconds,
      routes: z.array(ReviewRouteBody).max(200).optional(),
      audit: z
        .strictObject({ passRate: share, blockRate: share, corrects: z.boolean() })
        .optional(),
    }),
    blockThreshold: z.number().min(0).max(1).optional(),
    reviewThreshold: z.number().min(0).max(1).optional(),
    useBlacklist: z.boolean().optional(),
  })
  .meta({ id: 'PolicyDefinition' });
export type PolicyDefinitionBody = z.infer<typeof PolicyDefinitionBody>;

/** `POST /v1/policies`: a draft. Name, scene and industry of an existing policy add its next version. */
export const CreatePolicy = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'Lower-case letters, digits and hyphens.'),
    scene: z.string().min(1).max(64),
    industry: z.string().min(1).max(64).optional(),
    definition: PolicyDefinitionBody,
  })
  .meta({ id: 'CreatePolicy' });
export type CreatePolicy = z.infer<typeof CreatePolicy>;
export const UpdatePolicy = z
  .strictObject({ definition: PolicyDefinitionBody })
  .meta({ id: 'UpdatePolicy' });
export type UpdatePolicy = z.infer<typeof UpdatePolicy>;

/** One version; `id` is the version's own id. */
export const PolicyBody = z
  .object({
    id: Id,
    policyId: Id,
    name: z.string(),
    scene: z.string(),
    industry: z.string().optional(),
    version: z.int(),
    state: z.enum(policyStates),
    ruleCount: z.int(),
    createdBy: z.string(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    publishedBy: z.string().optional(),
    publishedAt: Timestamp.optional(),
    retiredAt: Timestamp.optional(),
  })
  .meta({ id: 'Policy' });
export type PolicyBody = z.infer<typeof PolicyBody>;
export const PolicyDetail = PolicyBody.extend({ definition: PolicyDefinitionBody }).meta({
  id: 'PolicyDetail',
});
export type PolicyDetail = z.infer<typeof PolicyDetail>;
export const PolicyListQuery = ListQuery.extend({
  state: z.enum(policyStates).optional(),
  scene: z.string().max(64).optional(),
});
export type PolicyListQuery = z.infer<typeof PolicyListQuery>;
export const PolicyPage = page(PolicyBody).meta({ id: 'PolicyPage' });

/** Answer of `POST /v1/policies/:id/validate`. Warnings do not prevent publishing. */
export const ValidationResult = z
  .object({
    valid: z.boolean(),
    problems: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
    warnings: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'ValidationResult' });
export type ValidationResult = z.infer<typeof ValidationResult>;

const names = z.object({ 'zh-CN': z.string(), en: z.string() });
export const TaxonomyBody = z
  .object({
    id: z.string(),
    names,
    source: z.string(),
    groups: z.array(z.object({ id: z.string(), names })),
    categories: z.array(
      z.object({
        id: z.string(),
        names,
        group: z.string(),
        legalSeverity: z.enum(legalSeverities),
        /** Counterparts in the other shipped taxonomies, by taxonomy id. */
        mappings: z.record(z.string(), z.array(z.string())),
      }),
    ),
  })
  .meta({ id: 'Taxonomy' });
export type TaxonomyBody = z.infer<typeof TaxonomyBody>;
export const TaxonomyPage = z.object({ items: z.array(TaxonomyBody) }).meta({ id: 'TaxonomyPage' });
export type TaxonomyPage = z.infer<typeof TaxonomyPage>;
