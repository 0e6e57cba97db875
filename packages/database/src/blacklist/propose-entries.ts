import type { BlacklistEntry } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { nextChange } from '../change/next-change.js';
import { writeEntryVersions } from './entry-versions.js';

/** An entry before it is written. All entries of one call share tenant and proposer. */
export interface NewEntry extends Omit<BlacklistEntry, 'tenantId' | 'state' | 'version'> {
  readonly note: string;
  readonly evidenceReference: string | null;
}

export interface Proposal {
  readonly tenantId: string;
  readonly actor: string;
  readonly entries: readonly NewEntry[];
  readonly importId: string | null;
  readonly reason: string;
}

/**
 * Writes entries in state `proposed`, as one change of the list. Entries that a living one already says (same kind,
 * value and effect, in the same list or tenant) are left out. Answers the ids that were written.
 * The caller records the audit entry.
 */
export async function proposeEntries(
  manager: EntityManager,
  proposal: Proposal,
): Promise<readonly string[]> {
  if (proposal.entries.length === 0) return [];
  const version = await nextChange(manager, 'blacklist');
  const rows: { id: string }[] = await manager.query(insertSql, [
    JSON.stringify(proposal.entries.map(toRow)),
    proposal.tenantId,
    proposal.actor,
    proposal.importId,
    version,
  ]);
  const entryIds = rows.map(({ id }) => id);
  await writeEntryVersions(manager, {
    entryIds,
    version,
    fromState: null,
    actor: proposal.actor,
    reason: proposal.reason,
  });
  return entryIds;
}

const toRow = (entry: NewEntry): object => ({
  ...entry,
  list_id: entry.listId,
  scenes: entry.scope.scenes,
  industries: entry.scope.industries,
  valid_from: new Date(entry.validFromMs).toISOString(),
  expires_at: new Date(entry.expiresAtMs).toISOString(),
  evidence_reference: entry.evidenceReference,
});

const insertSql = `
  INSERT INTO blacklist_entry (id, tenant_id, list_id, kind, value, effect, category, severity, action, confidence,
    scenes, industries, state, valid_from, expires_at, note, evidence_reference, proposed_by, import_id, version)
  SELECT i.id, $2, i.list_id, i.kind, i.value, i.effect, i.category, i.severity, i.action, i.confidence,
    i.scenes, i.industries, 'proposed', i.valid_from, i.expires_at, i.note, i.evidence_reference, $3, $4, $5
  FROM json_to_recordset($1::json) AS i(
    id uuid, list_id uuid, kind text, value text, effect text, category text, severity text, action text,
    confidence real, scenes text[], industries text[], valid_from timestamptz, expires_at timestamptz,
    note text, evidence_reference text)
  ON CONFLICT DO NOTHING RETURNING id`;
