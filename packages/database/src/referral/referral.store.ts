import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { returnedRows } from '../returned-rows.js';
import type { IncidentBundle } from './incident-bundle.js';
import type { ReferralEntity } from './referral.entity.js';

/** A referral without its bundle. */
export type StoredReferral = Omit<ReferralEntity, 'bundle'>;

export interface ExportedBundle {
  readonly bundle: IncidentBundle;
  /** Over the bundle as JSON without white space, in the order of its fields. */
  readonly sha256: string;
}

/** Referrals of one tenant. */
export class ReferralStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Newest first; `after` is the id of the last referral of the previous page. */
  list({
    after,
    limit,
  }: {
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<readonly StoredReferral[]> {
    return this.manager.query(
      `SELECT id, tenant_id AS "tenantId", submission_id AS "submissionId", case_id AS "caseId", authority, note,
         referred_by AS "referredBy", bundle_sha256 AS "bundleSha256", created_at AS "createdAt",
         exported_at AS "exportedAt", exported_by AS "exportedBy"
       FROM referral WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [this.tenantId, after ?? null, limit],
    );
  }

  /** Hands the bundle out and notes the first time and person. `undefined` when this tenant has no such referral. */
  async export(id: string, actor: string): Promise<ExportedBundle | undefined> {
    const [row] = await returnedRows<ExportedBundle>(
      this.manager,
      `UPDATE referral SET exported_at = COALESCE(exported_at, now()), exported_by = COALESCE(exported_by, $3)
       WHERE id = $1 AND tenant_id = $2 RETURNING bundle, bundle_sha256 AS sha256`,
      [id, this.tenantId, actor],
    );
    if (row === undefined) return undefined;
    await recordAudit(this.manager, {
      tenantId: this.tenantId,
      actor,
      action: 'referral.exported',
      subjectType: 'referral',
      subjectId: id,
      detail: { bundleSha256: row.sha256 },
    });
    return row;
  }
}
