import { Inject, Injectable } from '@nestjs/common';
import type {
  ListQuery,
  Page,
  StandardBody,
  StandardDetail,
  StandardVersionBody,
  StandardVersionParams,
} from '@assay/contracts';
import { readAsTenant, StandardStore, type Database } from '@assay/database';
import { failed, mayDo, ok, type Principal, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';
import { standardBody, standardDetail, standardVersionBody } from './standard-body.js';

/** Standards as reviewers and leads read them. Drafts and names of gold sets are for those who manage reviews. */
@Injectable()
export class StandardsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(actor: Principal, query: ListQuery): Promise<Result<Page<StandardBody>>> {
    if (!mayRead(actor)) return forbidden;
    const after = cursorId(query);
    if (!after.ok) return after;
    const found = await this.read(actor, (store) =>
      store.list({ after: after.value, limit: query.limit + 1 }),
    );
    return ok(
      pageById(
        found.map((standard) => standardBody(standard, { withGoldSet: mayManage(actor) })),
        query.limit,
      ),
    );
  }

  /** Problems: `forbidden`, `not_found`. */
  async find(actor: Principal, id: string): Promise<Result<StandardDetail>> {
    if (!mayRead(actor)) return forbidden;
    return this.read(actor, async (store) => {
      const standard = await store.find(id);
      if (standard === undefined) return noStandard;
      const versions = await store.versions(id);
      return ok(standardDetail({ standard, versions, full: mayManage(actor) }));
    });
  }

  /** Problems: `forbidden`, `not_found`; a draft is not there for those who do not manage reviews. */
  async version(
    actor: Principal,
    { id, version }: StandardVersionParams,
  ): Promise<Result<StandardVersionBody>> {
    if (!mayRead(actor)) return forbidden;
    const found = await this.read(actor, (store) => store.version(id, version));
    if (found === undefined || (found.state === 'draft' && !mayManage(actor))) return noVersion;
    return ok(standardVersionBody(found));
  }

  private read<T>({ tenantId }: Principal, look: (store: StandardStore) => Promise<T>): Promise<T> {
    return readAsTenant(this.database.dataSource, tenantId, (manager) =>
      look(new StandardStore(manager, tenantId)),
    );
  }
}

/** Two permissions lead here, so the routes cannot name one. */
const mayRead = (actor: Principal): boolean =>
  mayDo(actor, 'reviews:work') || mayDo(actor, 'reviews:read');

const mayManage = (actor: Principal): boolean => mayDo(actor, 'reviews:manage');

const forbidden = failed('forbidden', 'This credential lacks reviews:work and reviews:read.');
const noStandard = failed('not_found', 'There is no such standard.');
const noVersion = failed('not_found', 'There is no such version of this standard.');
