import { z } from 'zod';
import { severities } from '@assay/domain';
import { Id, Timestamp } from './list.js';

const weight = z.number().min(0).max(1000);

/** How a tenant counts what its authors did wrong. */
export const StrikeTermsBody = z
  .strictObject({
    /** Sum of weights inside the window at which an author has reached the limit. */
    count: z.number().positive().max(10_000),
    windowDays: z.int().min(1).max(3650),
    weights: z.strictObject({ low: weight, medium: weight, high: weight, critical: weight }),
    expiryDays: z.int().min(1).max(3650),
  })
  .meta({ id: 'StrikeTerms' });
export type StrikeTermsBody = z.infer<typeof StrikeTermsBody>;

/** `GET /v1/strikes/terms`; without `terms` the tenant counts no strikes. */
export const StrikeTermsAnswer = z
  .object({ terms: StrikeTermsBody.optional() })
  .meta({ id: 'StrikeTermsAnswer' });
export type StrikeTermsAnswer = z.infer<typeof StrikeTermsAnswer>;

export const StrikeQuery = z.strictObject({ authorId: z.string().min(1).max(200) });
export type StrikeQuery = z.infer<typeof StrikeQuery>;

export const LiftStrike = z
  .strictObject({ reason: z.string().trim().min(1).max(2000) })
  .meta({ id: 'LiftStrike' });
export type LiftStrike = z.infer<typeof LiftStrike>;

/** One blocked output of an author. */
export const StrikeBody = z
  .object({
    id: Id,
    submissionId: Id,
    externalId: z.string().optional(),
    category: z.string(),
    severity: z.enum(severities),
    transforms: z.array(z.string()),
    at: Timestamp,
    /** The author reached the limit with it. */
    reached: z.boolean(),
    liftedAt: Timestamp.optional(),
    liftedBy: z.string().optional(),
    liftReason: z.string().optional(),
  })
  .meta({ id: 'Strike' });
export type StrikeBody = z.infer<typeof StrikeBody>;

const labels = z.object({ 'zh-CN': z.string(), en: z.string() });

/** Where an author stands: the sum, the four factors apart, and the newest 200 strikes. */
export const AuthorStrikesBody = z
  .object({
    authorId: z.string(),
    standing: z.object({ weight: z.number(), counted: z.int(), reached: z.boolean() }),
    factors: z.object({
      number: z.object({ strikes: z.int(), label: labels }),
      proportion: z.object({
        strikes: z.int(),
        submissions: z.int(),
        share: z.number().nullable(),
        label: labels,
      }),
      gravity: z.object({
        highest: z.enum(severities).nullable(),
        mean: z.number().nullable(),
        label: labels,
      }),
      intention: z.object({
        afterNotice: z.int(),
        evasive: z.int(),
        transforms: z.array(z.string()),
        label: labels,
      }),
    }),
    items: z.array(StrikeBody),
  })
  .meta({ id: 'AuthorStrikes' });
export type AuthorStrikesBody = z.infer<typeof AuthorStrikesBody>;
