import { z } from 'zod';
import { referralAuthorities } from '@assay/domain';
import { Id, page, Timestamp } from './list.js';

/** Content that goes before a legal department or an authority. */
export const ReferralBody = z
  .object({
    id: Id,
    submissionId: Id,
    caseId: Id,
    authority: z.enum(referralAuthorities),
    note: z.string().optional(),
    referredBy: z.string(),
    bundleSha256: z.string(),
    createdAt: Timestamp,
    exportedAt: Timestamp.optional(),
    exportedBy: z.string().optional(),
  })
  .meta({ id: 'Referral' });
export type ReferralBody = z.infer<typeof ReferralBody>;
export const ReferralPage = page(ReferralBody).meta({ id: 'ReferralPage' });

/** `GET /v1/referrals/:id/bundle`; `sha256` is over `bundle` as JSON without white space, fields in their order. */
export const IncidentBundleBody = z
  .object({ sha256: z.string(), bundle: z.record(z.string(), z.unknown()) })
  .meta({ id: 'IncidentBundle' });
export type IncidentBundleBody = z.infer<typeof IncidentBundleBody>;
