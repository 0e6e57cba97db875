import { Inject, Injectable } from '@nestjs/common';
import type { CreateGoldItem, GoldItemBody, GoldItemListQuery, Page } from '@assay/contracts';
import { addGold, GoldItemStore, type Database, type StoredGoldItem } from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';
import { goldItemBody } from './gold-item-body.js';
import { newGoldItem } from './new-gold-item.js';

/** Gold items. Read as the service: what answers were worth is hidden from the reading role. */
@Injectable()
export class GoldItemsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(actor: Principal, query: GoldItemListQuery): Promise<Result<Page<GoldItemBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const { limit, setName, category, state } = query;
    const found = await this.inStore(actor, (store) =>
      store.list({ after: after.value, limit: limit + 1, setName, category, state }),
    );
    return ok(pageById(found.map(goldItemBody), limit));
  }

  async find(actor: Principal, id: string): Promise<Result<GoldItemBody>> {
    return bodyOf(await this.inStore(actor, (store) => store.find(id)));
  }

  /** Problems: `not_found`, `not_decided`, `unknown_category`. */
  create(actor: Principal, body: CreateGoldItem): Promise<Result<GoldItemBody>> {
    return this.inStore(actor, async (store, manager) => {
      const item = await newGoldItem(manager, { tenantId: actor.tenantId, store, body });
      if (!item.ok) return item;
      const written = { tenantId: actor.tenantId, actor: actor.id, items: [item.value] };
      const [id] = await addGold(manager, written);
      return bodyOf(id === undefined ? undefined : await store.find(id));
    });
  }

  /** Problems: `not_found`, `invalid_transition`. */
  retire(actor: Principal, id: string): Promise<Result<GoldItemBody>> {
    return this.inStore(actor, async (store) => {
      const retired = await store.retire(id, actor.id);
      return retired.ok ? bodyOf(await store.find(id)) : retired;
    });
  }

  private inStore<T>(
    { tenantId }: Principal,
    work: (store: GoldItemStore, manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.database.dataSource.transaction((manager) =>
      work(new GoldItemStore(manager, tenantId), manager),
    );
  }
}

const bodyOf = (item: StoredGoldItem | undefined): Result<GoldItemBody> =>
  item === undefined ? failed('not_found', 'There is no such gold item.') : ok(goldItemBody(item));
