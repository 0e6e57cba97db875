import type { BlacklistEntry, BlacklistState, IndicatorKind } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** An entry as others are told of it: without who proposed and who confirmed it. */
export interface ExportedEntry extends Omit<BlacklistEntry, 'tenantId' | 'listId' | 'version'> {
  readonly note: string;
  readonly evidenceReference: string | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface ExportFilter {
  readonly state?: BlacklistState | undefined;
  readonly kind?: IndicatorKind | undefined;
  readonly listId?: string | undefined;
  readonly importId?: string | undefined;
}

/**
 * The next entries after one, oldest first. Meant for `readAsTenant`: row-level security shows a tenant its own
 * entries and those of the industry lists it subscribes to. Cost: one page by primary key.
 */
export async function exportEntries(
  manager: EntityManager,
  {
    after,
    limit,
    filter,
  }: { readonly after?: string | undefined; readonly limit: number; readonly filter: ExportFilter },
): Promise<readonly ExportedEntry[]> {
  const { state, kind, listId, importId } = filter;
  const rows: ExportRow[] = await manager.query(
    `SELECT id, kind, value, effect, category, severity, action, confidence, scenes, industries, state,
       (extract(epoch FROM valid_from) * 1000)::float8 AS "validFromMs",
       (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAtMs", note,
       evidence_reference AS "evidenceReference", (extract(epoch FROM created_at) * 1000)::float8 AS "createdAtMs",
       (extract(epoch FROM updated_at) * 1000)::float8 AS "updatedAtMs"
     FROM blacklist_entry
     WHERE ($1::uuid IS NULL OR id > $1) AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR kind = $3)
       AND ($4::uuid IS NULL OR list_id = $4) AND ($5::uuid IS NULL OR import_id = $5)
     ORDER BY id LIMIT $6`,
    [after ?? null, state ?? null, kind ?? null, listId ?? null, importId ?? null, limit],
  );
  return rows.map(({ scenes, industries, ...row }) => ({
    ...row,
    validFromMs: Math.floor(row.validFromMs),
    expiresAtMs: Math.floor(row.expiresAtMs),
    createdAtMs: Math.floor(row.createdAtMs),
    updatedAtMs: Math.floor(row.updatedAtMs),
    scope: { scenes, industries },
  }));
}

interface ExportRow extends Omit<ExportedEntry, 'scope'> {
  readonly scenes: readonly string[];
  readonly industries: readonly string[];
}
