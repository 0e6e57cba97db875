import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateIndustryList,
  IndustryListBody,
  ListQuery,
  SetSubscription,
  SubscriptionBody,
} from '@assay/contracts';
import {
  createIndustryList,
  IndustryListStore,
  readAsTenant,
  setSubscription,
  type Database,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';

/** Lists that the tenants of a deployment share, and how each applies them. */
@Injectable()
export class IndustryListsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(
    actor: Principal,
    query: ListQuery,
  ): Promise<Result<{ items: IndustryListBody[]; nextCursor?: string }>> {
    const page = await this.read(actor, (store) => store.list(actor.tenantId, query));
    if (page === undefined) {
      return failed('invalid_request', 'This cursor is not one of ours; start without one.');
    }
    return ok({ ...page, items: [...page.items] });
  }

  /** Problems: `duplicate`. The founder subscribes with `apply`. */
  async create(actor: Principal, body: CreateIndustryList): Promise<Result<IndustryListBody>> {
    const created = await this.database.dataSource.transaction((manager) =>
      createIndustryList(manager, { tenantId: actor.tenantId, actor: actor.id, ...body }),
    );
    if (!created.ok) return created;
    const list = await this.read(actor, (store) => store.find(actor.tenantId, created.value));
    return list === undefined ? failed('not_found', 'The list is gone.') : ok(list);
  }

  async subscriptions(actor: Principal): Promise<{ items: SubscriptionBody[] }> {
    const items = await this.read(actor, (store) => store.subscriptions(actor.tenantId));
    return { items: [...items] };
  }

  /** Problems: `not_found`. */
  subscribe(actor: Principal, body: SetSubscription): Promise<Result<SubscriptionBody>> {
    return this.database.dataSource.transaction((manager) =>
      setSubscription(manager, { tenantId: actor.tenantId, actor: actor.id, ...body }),
    );
  }

  private read<T>(actor: Principal, look: (store: IndustryListStore) => Promise<T>): Promise<T> {
    return readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      look(new IndustryListStore(manager)),
    );
  }
}
