import type { BlacklistState } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { nextChange } from '../change/next-change.js';
import { returnedRows } from '../returned-rows.js';
import { writeEntryVersions } from './entry-versions.js';

/** An entry in the version its caller decided about. */
export interface SeenEntry {
  readonly id: string;
  readonly version: number;
}

export interface EntryMove {
  /** All of them in state `from`. */
  readonly entries: readonly SeenEntry[];
  readonly from: BlacklistState;
  readonly to: BlacklistState;
  readonly actor: string;
  readonly reason: string;
  /** Set when the move was a second person's word. */
  readonly confirmedBy: string | null;
}

/**
 * Moves entries as one change of the list and answers the ids that moved. An entry that changed since it was seen is
 * left alone: whether it may move was decided about the seen version. The caller records the audit entry.
 */
export async function moveEntries(
  manager: EntityManager,
  move: EntryMove,
): Promise<readonly string[]> {
  const { entries, from, to, actor, reason } = move;
  const version = await nextChange(manager, 'blacklist');
  const moved = await returnedRows<{ id: string }>(manager, moveSql, [
    entries.map(({ id }) => id),
    entries.map((entry) => entry.version),
    from,
    to,
    version,
    move.confirmedBy,
    actor,
  ]);
  const entryIds = moved.map(({ id }) => id);
  await writeEntryVersions(manager, { entryIds, version, fromState: from, actor, reason });
  return entryIds;
}

/** Whoever puts a draft forward is its proposer from then on. */
const moveSql = `
  UPDATE blacklist_entry e SET state = $4, version = $5, updated_at = now(),
    confirmed_by = COALESCE($6, e.confirmed_by),
    proposed_by = CASE WHEN $3 = 'draft' AND $4 = 'proposed' THEN $7 ELSE e.proposed_by END
  FROM unnest($1::uuid[], $2::bigint[]) AS seen(id, version)
  WHERE e.id = seen.id AND e.version = seen.version AND e.state = $3 RETURNING e.id`;

export interface EntryEdit {
  readonly entry: SeenEntry & { readonly state: BlacklistState };
  readonly actor: string;
  readonly expiresAtMs: number;
  readonly note: string;
  readonly reason: string;
}

/** Changes expiry and note of an entry; false when it changed since it was seen. The caller records the audit entry. */
export async function editStoredEntry(manager: EntityManager, edit: EntryEdit): Promise<boolean> {
  const { entry, actor, reason } = edit;
  const version = await nextChange(manager, 'blacklist');
  const rows = await returnedRows<{ id: string }>(
    manager,
    `UPDATE blacklist_entry SET expires_at = $3, note = $4, version = $5, updated_at = now()
     WHERE id = $1 AND version = $2 AND state <> 'retired' RETURNING id`,
    [entry.id, entry.version, new Date(edit.expiresAtMs), edit.note, version],
  );
  if (rows.length === 0) return false;
  await writeEntryVersions(manager, {
    entryIds: [entry.id],
    version,
    fromState: entry.state,
    actor,
    reason,
  });
  return true;
}
