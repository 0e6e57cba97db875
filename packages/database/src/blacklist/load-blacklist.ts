import {
  matchedStates,
  type BlacklistEntry,
  type BlacklistState,
  type Subscription,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** The list as of `version`; every change up to it is included and none after it. */
export interface LoadedBlacklist {
  readonly version: number;
  readonly entries: readonly BlacklistEntry[];
}

/**
 * What changed after list version `since`: the current version of each changed entry, in whatever state, so that
 * callers drop what is no longer matched. From 0 it is the whole list, matched states only.
 *
 * Nothing is skipped: numbers are taken under a row lock that lasts until COMMIT, and the number and the rows come
 * from one statement, so an older transaction that is still open has a higher number yet to take.
 * Cost: O(changes).
 */
export function loadBlacklistSince(
  manager: EntityManager,
  since: number,
): Promise<LoadedBlacklist> {
  const changed = 'v.to_version IS NULL AND v.from_version > $1';
  return since === 0
    ? load(manager, { where: `${changed} AND v.state = ANY ($2)`, params: [0, matchedStates] })
    : load(manager, { where: changed, params: [since] });
}

/** The list that a decision with this blacklist version saw; for recomputing it. Cost: O(all ranges). */
export async function loadBlacklistAt(
  manager: EntityManager,
  version: number,
): Promise<LoadedBlacklist> {
  const { entries } = await load(manager, {
    where: `v.from_version <= $1 AND (v.to_version IS NULL OR v.to_version > $1) AND v.state = ANY ($2)`,
    params: [version, matchedStates],
  });
  return { version, entries };
}

/** Every subscription of every tenant, as of change number `version`. */
export async function loadSubscriptions(
  manager: EntityManager,
): Promise<{ readonly version: number; readonly subscriptions: readonly Subscription[] }> {
  const rows: { counter: string; tenant_id: string | null; list_id: string; mode: 'apply' }[] =
    await manager.query(
      `SELECT c.value AS counter, s.tenant_id, s.list_id, s.mode
       FROM change_counter c LEFT JOIN subscription s ON true WHERE c.name = 'subscription'`,
    );
  return {
    version: Number(rows[0]?.counter ?? 0),
    subscriptions: rows.flatMap((row) =>
      row.tenant_id === null
        ? []
        : [{ tenantId: row.tenant_id, listId: row.list_id, mode: row.mode }],
    ),
  };
}

interface LoadRow {
  readonly counter: string;
  readonly entry_id: string | null;
  readonly tenant_id: string;
  readonly list_id: string | null;
  readonly state: BlacklistState;
  readonly from_version: string;
  readonly snapshot: Omit<BlacklistEntry, 'id' | 'tenantId' | 'listId' | 'state' | 'version'>;
}

async function load(
  manager: EntityManager,
  { where, params }: { readonly where: string; readonly params: readonly unknown[] },
): Promise<LoadedBlacklist> {
  const rows: LoadRow[] = await manager.query(
    `SELECT c.value AS counter, v.entry_id, v.tenant_id, v.list_id, v.state, v.from_version, v.snapshot
     FROM change_counter c LEFT JOIN blacklist_entry_version v ON ${where}
     WHERE c.name = 'blacklist' ORDER BY v.from_version, v.entry_id`,
    [...params],
  );
  return {
    version: Number(rows[0]?.counter ?? 0),
    entries: rows.flatMap((row) =>
      row.entry_id === null ? [] : [toEntry({ ...row, entry_id: row.entry_id })],
    ),
  };
}

const toEntry = (row: LoadRow & { readonly entry_id: string }): BlacklistEntry => ({
  ...row.snapshot,
  id: row.entry_id,
  tenantId: row.tenant_id,
  listId: row.list_id,
  state: row.state,
  version: Number(row.from_version),
});
