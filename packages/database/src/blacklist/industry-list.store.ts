import { failed, ok, type Result, type SubscriptionMode } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { recordAudit } from '../audit/record-audit.js';
import { nextChange } from '../change/next-change.js';
import { decodeCursor, encodeCursor } from '../cursor.js';

/** An industry list as one tenant sees it; `mode` is `ignore` for a tenant that does not subscribe. */
export interface StoredIndustryList {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly own: boolean;
  readonly mode: SubscriptionMode;
}

export interface StoredSubscription {
  readonly listId: string;
  readonly mode: SubscriptionMode;
}

/** Industry lists and who applies them. Every tenant may see which lists exist; entries only with a subscription. */
export class IndustryListStore {
  constructor(private readonly manager: EntityManager) {}

  async find(tenantId: string, id: string): Promise<StoredIndustryList | undefined> {
    const [row]: StoredIndustryList[] = await this.manager.query(`${listSql} WHERE l.id = $2`, [
      tenantId,
      id,
    ]);
    return row;
  }

  /** One page by id. `undefined` when the cursor is not one of ours. */
  async list(
    tenantId: string,
    { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<
    { readonly items: readonly StoredIndustryList[]; readonly nextCursor?: string } | undefined
  > {
    const after = cursor === undefined ? [null] : decodeCursor(cursor, 1);
    if (after === undefined || !(after[0] === null || uuid.test(after[0] ?? ''))) return undefined;
    const rows: StoredIndustryList[] = await this.manager.query(
      `${listSql} WHERE $2::uuid IS NULL OR l.id > $2::uuid ORDER BY l.id LIMIT $3`,
      [tenantId, after[0], limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    if (rows.length <= limit || last === undefined) return { items };
    return { items, nextCursor: encodeCursor([last.id]) };
  }

  async subscriptions(tenantId: string): Promise<readonly StoredSubscription[]> {
    return this.manager.query(
      'SELECT list_id AS "listId", mode FROM subscription WHERE tenant_id = $1 ORDER BY list_id',
      [tenantId],
    );
  }
}

/** Whoever acts and for which tenant. */
interface By {
  readonly tenantId: string;
  readonly actor: string;
}

/** Founds a list; its founder applies it at once. `duplicate` when the name is taken. */
export async function createIndustryList(
  manager: EntityManager,
  { name, description, ...by }: By & { readonly name: string; readonly description: string },
): Promise<Result<string>> {
  const id = v7();
  const rows: { id: string }[] = await manager.query(
    `INSERT INTO industry_list (id, tenant_id, name, description) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING id`,
    [id, by.tenantId, name, description],
  );
  if (rows.length === 0) return failed('duplicate', `There is already an industry list "${name}".`);
  await recordAudit(manager, {
    ...by,
    action: 'industry_list.created',
    subjectType: 'industry_list',
    subjectId: id,
    detail: {},
  });
  await subscribe(manager, { ...by, listId: id, mode: 'apply' });
  return ok(id);
}

/** Sets how a tenant applies a list. `not_found` when there is no such list. */
export async function setSubscription(
  manager: EntityManager,
  request: By & { readonly listId: string; readonly mode: SubscriptionMode },
): Promise<Result<StoredSubscription>> {
  const found = await manager.query('SELECT 1 FROM industry_list WHERE id = $1', [request.listId]);
  if (found.length === 0) return failed('not_found', 'There is no such industry list.');
  await subscribe(manager, request);
  return ok({ listId: request.listId, mode: request.mode });
}

async function subscribe(
  manager: EntityManager,
  { listId, mode, ...by }: By & { readonly listId: string; readonly mode: SubscriptionMode },
): Promise<void> {
  const version = await nextChange(manager, 'subscription');
  await manager.query(
    `INSERT INTO subscription (tenant_id, list_id, mode) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, list_id) DO UPDATE SET mode = EXCLUDED.mode, updated_at = now()`,
    [by.tenantId, listId, mode],
  );
  await recordAudit(manager, {
    ...by,
    action: 'subscription.set',
    subjectType: 'industry_list',
    subjectId: listId,
    detail: { mode, version },
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const listSql = `
  SELECT l.id, l.name, l.description, l.tenant_id = $1 AS own, COALESCE(s.mode, 'ignore') AS mode
  FROM industry_list l LEFT JOIN subscription s ON s.list_id = l.id AND s.tenant_id = $1`;
