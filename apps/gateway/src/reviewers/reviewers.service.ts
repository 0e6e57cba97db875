import { Inject, Injectable } from '@nestjs/common';
import type { ListQuery, Page, ReviewerBody, UpdateReviewer } from '@assay/contracts';
import {
  listReviewers,
  recordAudit,
  ReviewerProfileStore,
  type Database,
  type ReviewerLine,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';

/** Reviewers as their leads see and set them up. */
@Injectable()
export class ReviewersService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list({ tenantId }: Principal, query: ListQuery): Promise<Result<Page<ReviewerBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const found = await listReviewers(this.database.dataSource.manager, {
      tenantId,
      after: after.value,
      limit: query.limit + 1,
    });
    const { items, ...more } = pageById(found.map(withId), query.limit);
    return ok({ ...more, items: items.map(({ line }) => reviewerBody(line)) });
  }

  /** Problems: `not_found` for anybody who does not review in this tenant. */
  update(
    { tenantId, id }: Principal,
    userId: string,
    body: UpdateReviewer,
  ): Promise<Result<ReviewerBody>> {
    return this.database.dataSource.transaction(async (manager) => {
      const wish = { tenantId, userId, limit: 1 };
      if ((await listReviewers(manager, wish)).length === 0) return noReviewer;
      await new ReviewerProfileStore(manager).change({ tenantId, actor: userId }, body);
      await recordAudit(manager, {
        tenantId,
        actor: id,
        action: 'reviewer.changed',
        subjectType: 'reviewer',
        subjectId: userId,
        detail: { ...body },
      });
      const [line] = await listReviewers(manager, wish);
      return line === undefined ? noReviewer : ok(reviewerBody(line));
    });
  }
}

const noReviewer = failed('not_found', 'Nobody with this id reviews in this tenant.');

const withId = (line: ReviewerLine) => ({ id: line.userId, line });

const reviewerBody = (line: ReviewerLine): ReviewerBody => ({
  userId: line.userId,
  name: line.name,
  ...(line.languages === null ? {} : { languages: [...line.languages] }),
  ...(line.queues === null ? {} : { queues: [...line.queues] }),
  ...(line.dailyBudget === null ? {} : { dailyBudget: line.dailyBudget }),
  qualifiedFor: [...line.qualifiedFor],
  points: line.points,
  ...(line.presence === null || line.seenAt === null
    ? {}
    : { presence: { state: line.presence, seenAt: line.seenAt.toISOString() } }),
});
