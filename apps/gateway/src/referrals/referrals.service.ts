import { Inject, Injectable } from '@nestjs/common';
import type { IncidentBundleBody, ListQuery, Page, ReferralBody } from '@assay/contracts';
import { readAsTenant, ReferralStore, type Database, type StoredReferral } from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';

/** What the caller's reviewers referred to the law. */
@Injectable()
export class ReferralsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(actor: Principal, query: ListQuery): Promise<Result<Page<ReferralBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const referrals = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new ReferralStore(manager, actor.tenantId).list({
        after: after.value,
        limit: query.limit + 1,
      }),
    );
    return ok(pageById(referrals.map(referralBody), query.limit));
  }

  /** Who takes a bundle out, and when, goes into the audit log. Problem: `not_found`. */
  async bundle(actor: Principal, id: string): Promise<Result<IncidentBundleBody>> {
    const exported = await this.database.dataSource.transaction((manager) =>
      new ReferralStore(manager, actor.tenantId).export(id, actor.id),
    );
    if (exported === undefined) return failed('not_found', 'There is no such referral.');
    return ok({ sha256: exported.sha256, bundle: { ...exported.bundle } });
  }
}

const referralBody = (referral: StoredReferral): ReferralBody & { id: string } => ({
  id: referral.id,
  submissionId: referral.submissionId,
  caseId: referral.caseId,
  authority: referral.authority,
  ...(referral.note === null ? {} : { note: referral.note }),
  referredBy: referral.referredBy,
  bundleSha256: referral.bundleSha256,
  createdAt: referral.createdAt.toISOString(),
  ...(referral.exportedAt === null ? {} : { exportedAt: referral.exportedAt.toISOString() }),
  ...(referral.exportedBy === null ? {} : { exportedBy: referral.exportedBy }),
});
