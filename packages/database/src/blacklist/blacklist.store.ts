import type { BlacklistEntry, BlacklistState, IndicatorKind, RuleAction } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';

/** An entry as people see it. `hitCount` counts submissions of the reading tenant, at most `maxCountedHits`. */
export interface StoredEntry extends BlacklistEntry {
  readonly note: string;
  readonly evidenceReference: string | null;
  readonly proposedBy: string;
  readonly confirmedBy: string | null;
  readonly importId: string | null;
  readonly hitCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Counting stops here: an entry of a large platform may have millions of hits. */
export const maxCountedHits = 10_000;

export interface EntryEvent {
  readonly fromState: BlacklistState | null;
  readonly toState: BlacklistState;
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
}

export interface EntryHit {
  readonly submissionId: string;
  readonly action: RuleAction;
  readonly at: Date;
}

export interface EntryFilter {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly state?: BlacklistState | undefined;
  readonly kind?: IndicatorKind | undefined;
  readonly listId?: string | undefined;
  readonly importId?: string | undefined;
  readonly search?: string | undefined;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/**
 * Reads entries. Meant for `readAsTenant`: row-level security shows a tenant its own entries and those of the
 * industry lists it subscribes to, and of the hits its own only.
 */
export class BlacklistStore {
  constructor(private readonly manager: EntityManager) {}

  async find(id: string): Promise<StoredEntry | undefined> {
    const [row]: EntryRow[] = await this.manager.query(`${entrySql} WHERE e.id = $1`, [id]);
    return row === undefined ? undefined : toEntry(row);
  }

  /** One page, newest first. `undefined` when the cursor is not one of ours. */
  async list(filter: EntryFilter): Promise<Page<StoredEntry> | undefined> {
    const after = afterId(filter.cursor);
    if (after === undefined) return undefined;
    const { state, kind, listId, importId, search } = filter;
    const rows: EntryRow[] = await this.manager.query(
      `${entrySql}
       WHERE ($1::uuid IS NULL OR e.id < $1::uuid) AND ($2::text IS NULL OR e.state = $2)
         AND ($3::text IS NULL OR e.kind = $3) AND ($4::uuid IS NULL OR e.list_id = $4::uuid)
         AND ($5::uuid IS NULL OR e.import_id = $5::uuid)
         AND ($6::text IS NULL OR strpos(lower(e.value), lower($6)) > 0 OR strpos(lower(e.note), lower($6)) > 0)
       ORDER BY e.id DESC LIMIT $7`,
      [
        after.id,
        state ?? null,
        kind ?? null,
        listId ?? null,
        importId ?? null,
        search ?? null,
        filter.limit + 1,
      ],
    );
    return toPage(rows.map(toEntry), { limit: filter.limit, idOf: ({ id }) => id });
  }

  /** What happened to an entry, oldest first. */
  async events(entryId: string): Promise<readonly EntryEvent[]> {
    return this.manager.query(
      `SELECT from_state AS "fromState", to_state AS "toState", actor, reason, at
       FROM blacklist_event WHERE entry_id = $1 ORDER BY seq`,
      [entryId],
    );
  }

  /** Submissions an entry touched, newest first. `undefined` when the cursor is not one of ours. */
  async hits(
    entryId: string,
    { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<Page<EntryHit> | undefined> {
    const after = afterId(cursor);
    if (after === undefined) return undefined;
    const rows: EntryHit[] = await this.manager.query(
      `SELECT submission_id AS "submissionId", action, at FROM blacklist_hit
       WHERE entry_id = $1 AND ($2::uuid IS NULL OR submission_id < $2::uuid)
       ORDER BY submission_id DESC LIMIT $3`,
      [entryId, after.id, limit + 1],
    );
    return toPage(rows, { limit, idOf: ({ submissionId }) => submissionId });
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function afterId(cursor: string | undefined): { readonly id: string | null } | undefined {
  if (cursor === undefined) return { id: null };
  const [id] = decodeCursor(cursor, 1) ?? [];
  return id !== undefined && uuid.test(id) ? { id } : undefined;
}

function toPage<T>(
  rows: readonly T[],
  { limit, idOf }: { readonly limit: number; readonly idOf: (row: T) => string },
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, nextCursor: encodeCursor([idOf(last)]) };
}

interface EntryRow extends Omit<StoredEntry, 'scope' | 'validFromMs' | 'expiresAtMs' | 'version'> {
  readonly scenes: readonly string[];
  readonly industries: readonly string[];
  readonly validFrom: Date;
  readonly expiresAt: Date;
  readonly version: string;
}

const entrySql = `
  SELECT e.id, e.tenant_id AS "tenantId", e.list_id AS "listId", e.kind, e.value, e.effect, e.category, e.severity,
    e.action, e.confidence, e.scenes, e.industries, e.state, e.valid_from AS "validFrom",
    e.expires_at AS "expiresAt", e.note, e.evidence_reference AS "evidenceReference",
    e.proposed_by AS "proposedBy", e.confirmed_by AS "confirmedBy", e.import_id AS "importId", e.version,
    e.created_at AS "createdAt", e.updated_at AS "updatedAt",
    (SELECT count(*)::int FROM (
       SELECT FROM blacklist_hit h WHERE h.entry_id = e.id LIMIT ${maxCountedHits}
     ) counted) AS "hitCount"
  FROM blacklist_entry e`;

function toEntry({
  scenes,
  industries,
  validFrom,
  expiresAt,
  version,
  ...row
}: EntryRow): StoredEntry {
  return {
    ...row,
    scope: { scenes, industries },
    validFromMs: validFrom.getTime(),
    expiresAtMs: expiresAt.getTime(),
    version: Number(version),
  };
}
