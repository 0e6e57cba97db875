import { Inject, Injectable } from '@nestjs/common';
import type { CareBody, OwnReviewerBody, SetPresence, UpdateOwnReviewer } from '@assay/contracts';
import {
  careOf,
  notePresence,
  readAsTenant,
  recordAudit,
  ReviewerProfileStore,
  standingOf,
  type Database,
} from '@assay/database';
import { failed, isKnownCategory, ok, type Principal, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';

/** What people decide for themselves. Nobody else is told what somebody opted out of. */
@Injectable()
export class OwnReviewerService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  find(actor: Principal): Promise<OwnReviewerBody> {
    return readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      ownBody(manager, actor),
    );
  }

  /** Problems: `unknown_category`. */
  async update(actor: Principal, body: UpdateOwnReviewer): Promise<Result<OwnReviewerBody>> {
    const strange = (body.optedOut ?? []).findIndex((category) => !isKnownCategory(category));
    if (strange >= 0) return unknownCategory(strange);
    const { tenantId, id } = actor;
    return this.database.dataSource.transaction(async (manager) => {
      await new ReviewerProfileStore(manager).change({ tenantId, actor: id }, body);
      await recordAudit(manager, {
        tenantId,
        actor: id,
        action: 'reviewer.chose',
        subjectType: 'reviewer',
        subjectId: id,
        // Which fields, but not what they say: an opt-out is nobody's business.
        detail: { fields: Object.keys(body) },
      });
      return ok(await ownBody(manager, actor));
    });
  }

  setPresence({ tenantId, id }: Principal, { state }: SetPresence): Promise<CareBody> {
    return this.database.dataSource.transaction(async (manager) => {
      await notePresence(manager, { tenantId, actor: id, state });
      return careOf(manager, { tenantId, actor: id });
    });
  }
}

async function ownBody(
  manager: EntityManager,
  { tenantId, id: actor }: Principal,
): Promise<OwnReviewerBody> {
  const profile = await new ReviewerProfileStore(manager).find({ tenantId, actor });
  const { qualifiedFor } = await standingOf(manager, { tenantId, actor, lead: false });
  const care = await careOf(manager, { tenantId, actor });
  const { languages, queues, optedOut, dailyBudget, display } = profile;
  return {
    ...(languages === null ? {} : { languages: [...languages] }),
    ...(queues === null ? {} : { queues: [...queues] }),
    ...(dailyBudget === null ? {} : { dailyBudget }),
    optedOut: [...optedOut],
    qualifiedFor: [...qualifiedFor].sort(),
    display,
    care,
  };
}

function unknownCategory(index: number): Result<never> {
  const message = 'There is no such category.';
  const pointer = `/optedOut/${index}`;
  return failed('unknown_category', message, {
    errors: [{ pointer, code: 'unknown_category', message }],
  });
}
