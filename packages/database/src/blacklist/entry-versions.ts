import type { BlacklistState } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/**
 * The list as version ranges: a row of `blacklist_entry_version` holds from `from_version` until `to_version`
 * (open while NULL) and carries everything matching needs, so any past decision can name the list it saw.
 * Every change of an entry goes through here, after `nextChange(manager, 'blacklist')` and after the entry itself.
 */
export async function writeEntryVersions(
  manager: EntityManager,
  change: {
    readonly entryIds: readonly string[];
    readonly version: number;
    /** `null` for entries that are new. */
    readonly fromState: BlacklistState | null;
    readonly actor: string;
    readonly reason: string;
  },
): Promise<void> {
  const { entryIds, version, fromState, actor, reason } = change;
  await manager.query(
    `UPDATE blacklist_entry_version SET to_version = $2
     WHERE entry_id = ANY ($1::uuid[]) AND to_version IS NULL`,
    [entryIds, version],
  );
  await manager.query(
    `INSERT INTO blacklist_entry_version (entry_id, from_version, tenant_id, list_id, state, snapshot)
     SELECT e.id, $2, e.tenant_id, e.list_id, e.state, ${snapshot} FROM blacklist_entry e
     WHERE e.id = ANY ($1::uuid[])`,
    [entryIds, version],
  );
  await manager.query(
    `INSERT INTO blacklist_event (entry_id, tenant_id, from_state, to_state, actor, reason)
     SELECT e.id, e.tenant_id, $2, e.state, $3, $4 FROM blacklist_entry e WHERE e.id = ANY ($1::uuid[])
     ORDER BY e.id`,
    [entryIds, fromState, actor, reason],
  );
}

const epochMs = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::bigint`;

const snapshot = `json_build_object(
  'kind', e.kind, 'value', e.value, 'effect', e.effect, 'category', e.category, 'severity', e.severity,
  'action', e.action, 'confidence', e.confidence,
  'scope', json_build_object('scenes', e.scenes, 'industries', e.industries),
  'validFromMs', ${epochMs('e.valid_from')}, 'expiresAtMs', ${epochMs('e.expires_at')})`;
