import type { Referral } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { newId } from '../random-pool.js';
import { gatherBundle, sha256 } from './incident-bundle.js';

/** The ruling of a case that ends with a referral. */
export interface NewReferral {
  readonly tenantId: string;
  readonly submissionId: string;
  readonly caseId: string;
  readonly rulingId: string;
  readonly actor: string;
  readonly referral: Referral;
}

/**
 * Keeps what a case with a referral was about, so that it can be handed over whatever happens to it later. Answers the
 * id; once per case, `undefined` when it was kept before. Call inside the transaction of the settlement.
 */
export async function recordReferral(
  manager: EntityManager,
  referred: NewReferral,
): Promise<string | undefined> {
  const { tenantId, submissionId, caseId, rulingId, actor, referral } = referred;
  const bundle = await gatherBundle(manager, { caseId, rulingId });
  if (bundle === undefined) throw new Error(`Case ${caseId} has no such ruling or submission.`);
  const text = JSON.stringify(bundle);
  const id = newId();
  const rows: unknown[] = await manager.query(
    `INSERT INTO referral (id, tenant_id, submission_id, case_id, authority, note, referred_by, bundle, bundle_sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (case_id) DO NOTHING RETURNING id`,
    [
      id,
      tenantId,
      submissionId,
      caseId,
      referral.authority,
      referral.note,
      actor,
      text,
      sha256(text),
    ],
  );
  if (rows.length === 0) return undefined;
  await recordAudit(manager, {
    tenantId,
    actor,
    action: 'referral.recorded',
    subjectType: 'referral',
    subjectId: id,
    detail: { caseId, submissionId, authority: referral.authority, bundleSha256: sha256(text) },
  });
  return id;
}
