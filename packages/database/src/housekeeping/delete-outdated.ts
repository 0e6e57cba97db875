import type { Pool } from 'pg';

/** When a row of each table has served its purpose. Database time. */
const outdated = {
  idempotency: `created_at < now() - interval '48 hours'`,
  quota_window: `window_start < now() - interval '1 hour'`,
  session: `expires_at < now() - interval '7 days'`,
  login_failure: `last_at < now() - interval '24 hours'`,
} as const;

/** Tables whose rows are of no use to anybody after a while. */
export type OutdatedTable = keyof typeof outdated;

/** Every table that `deleteOutdated` knows. */
export const outdatedTables = Object.keys(outdated) as readonly OutdatedTable[];

/**
 * Deletes up to `limit` outdated rows of a table in one short statement and returns how many; call again when that is
 * `limit`. Any number of processes may run it at the same time: rows that another one holds are left to it.
 */
export async function deleteOutdated(
  pool: Pool,
  { table, limit }: { readonly table: OutdatedTable; readonly limit: number },
): Promise<number> {
  const isOutdated = outdated[table];
  // The condition is repeated because a row may have been used again since it was found.
  const { rowCount } = await pool.query(
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM ${table} WHERE ${isOutdated} LIMIT $1 FOR UPDATE SKIP LOCKED
     )) AND ${isOutdated}`,
    [limit],
  );
  return rowCount ?? 0;
}
