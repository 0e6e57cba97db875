import { Inject, Injectable } from '@nestjs/common';
import type {
  Page,
  QualificationBody,
  QualificationListQuery,
  RevokeQualification,
} from '@assay/contracts';
import { QualificationStore, readAsTenant, type Database } from '@assay/database';
import { failed, mayDo, ok, type Principal, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';
import { qualificationBody } from './exam-body.js';

/** What people passed: one's own, or with `reviews:manage` everybody's. */
@Injectable()
export class QualificationsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(
    actor: Principal,
    query: QualificationListQuery,
  ): Promise<Result<Page<QualificationBody>>> {
    const isLead = mayDo(actor, 'reviews:manage');
    if (!isLead && !mayDo(actor, 'reviews:work')) return forbidden;
    const after = cursorId(query);
    if (!after.ok) return after;
    const { limit, category, reviewer } = query;
    const found = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new QualificationStore(manager, actor.tenantId).list({
        actor: isLead ? reviewer : actor.id,
        category,
        after: after.value,
        limit: limit + 1,
      }),
    );
    return ok(pageById(found.map(qualificationBody), limit));
  }

  /** Problems: `not_found`, `invalid_transition`. */
  async revoke(
    actor: Principal,
    id: string,
    { reason }: RevokeQualification,
  ): Promise<Result<QualificationBody>> {
    const revoked = await this.database.dataSource.transaction((manager) =>
      new QualificationStore(manager, actor.tenantId).revoke({ id, actor: actor.id, reason }),
    );
    return revoked.ok ? ok(qualificationBody(revoked.value)) : revoked;
  }
}

const forbidden = failed('forbidden', 'This credential lacks reviews:work.');
