import type { BlacklistEntry } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';
import type { SeenEntry } from './change-entries.js';

export interface ImportError {
  /** 1-based line of the imported text. */
  readonly line: number;
  readonly value: string;
  readonly reason: string;
}

/** What an entry speaks of; a living one of each is enough. */
export type Indicator = Pick<BlacklistEntry, 'kind' | 'value' | 'effect'>;

/** A living entry that speaks of an imported indicator, and what it says of it. */
export type ExistingEntry = Pick<
  BlacklistEntry,
  'id' | 'kind' | 'value' | 'effect' | 'category' | 'severity' | 'action'
>;

/** One import. `pending` counts its entries that nobody confirmed or turned down yet. */
export interface StoredImport {
  readonly id: string;
  readonly actor: string;
  readonly total: number;
  readonly added: number;
  readonly skipped: number;
  readonly errors: readonly ImportError[];
  readonly pending: number;
  readonly createdAt: Date;
}

/** Reads and records imports of one tenant; ids of other tenants are absent. */
export class BlacklistImportStore {
  constructor(private readonly manager: EntityManager) {}

  async find(tenantId: string, id: string): Promise<StoredImport | undefined> {
    const [row]: StoredImport[] = await this.manager.query(
      `${importSql} WHERE i.tenant_id = $1 AND i.id = $2`,
      [tenantId, id],
    );
    return row;
  }

  /** One page, newest first. `undefined` when the cursor is not one of ours. */
  async list(
    tenantId: string,
    { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<
    { readonly items: readonly StoredImport[]; readonly nextCursor?: string } | undefined
  > {
    const after = cursor === undefined ? [null] : decodeCursor(cursor, 1);
    if (after === undefined || !(after[0] === null || uuid.test(after[0] ?? ''))) return undefined;
    const rows: StoredImport[] = await this.manager.query(
      `${importSql} WHERE i.tenant_id = $1 AND ($2::uuid IS NULL OR i.id < $2::uuid)
       ORDER BY i.id DESC LIMIT $3`,
      [tenantId, after[0], limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    if (rows.length <= limit || last === undefined) return { items };
    return { items, nextCursor: encodeCursor([last.id]) };
  }

  /** Entries of an import that wait for somebody other than `actor` to confirm them. */
  async confirmable(importId: string, actor: string): Promise<readonly SeenEntry[]> {
    const rows: { id: string; version: string }[] = await this.manager.query(
      `SELECT id, version FROM blacklist_entry
       WHERE import_id = $1 AND state = 'proposed' AND proposed_by <> $2`,
      [importId, actor],
    );
    return rows.map(({ id, version }) => ({ id, version: Number(version) }));
  }

  /** Whether an import of the tenant went to an industry list that another tenant founded. */
  async isForForeignList(importId: string): Promise<boolean> {
    const rows: unknown[] = await this.manager.query(
      `SELECT 1 FROM blacklist_entry e JOIN industry_list l ON l.id = e.list_id
       WHERE e.import_id = $1 AND l.tenant_id <> e.tenant_id LIMIT 1`,
      [importId],
    );
    return rows.length > 0;
  }

  /** Living entries of the list, or of the tenant itself, that already speak of these indicators. */
  async existing(
    indicators: readonly Indicator[],
    { tenantId, listId }: { readonly tenantId: string; readonly listId: string | null },
  ): Promise<readonly ExistingEntry[]> {
    return this.manager.query(
      `SELECT e.id, e.kind, e.value, e.effect, e.category, e.severity, e.action
       FROM unnest($1::text[], $2::text[], $3::text[]) AS i(kind, value, effect)
       JOIN blacklist_entry e ON e.kind = i.kind AND e.value = i.value AND e.effect = i.effect AND e.state <> 'retired'
         AND CASE WHEN $5::uuid IS NULL THEN e.tenant_id = $4 AND e.list_id IS NULL ELSE e.list_id = $5::uuid END`,
      [
        indicators.map(({ kind }) => kind),
        indicators.map(({ value }) => value),
        indicators.map(({ effect }) => effect),
        tenantId,
        listId,
      ],
    );
  }

  async record(tenantId: string, done: Omit<StoredImport, 'pending' | 'createdAt'>): Promise<void> {
    await this.manager.query(
      `INSERT INTO blacklist_import (id, tenant_id, actor, total, added, skipped, errors)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        done.id,
        tenantId,
        done.actor,
        done.total,
        done.added,
        done.skipped,
        JSON.stringify(done.errors),
      ],
    );
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const importSql = `
  SELECT i.id, i.actor, i.total, i.added, i.skipped, i.errors, i.created_at AS "createdAt",
    (SELECT count(*)::int FROM blacklist_entry e WHERE e.import_id = i.id AND e.state = 'proposed') AS pending
  FROM blacklist_import i`;
