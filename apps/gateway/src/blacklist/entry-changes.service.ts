import { Inject, Injectable } from '@nestjs/common';
import type { BlacklistEntryDetail, EditEntry, MoveEntry } from '@assay/contracts';
import {
  BlacklistStore,
  editStoredEntry,
  IndustryListStore,
  moveEntries,
  readAsTenant,
  recordAudit,
  type Database,
  type StoredEntry,
} from '@assay/database';
import {
  editEntry,
  failed,
  isConfirmation,
  matchedStates,
  mayDo,
  moveEntry,
  ok,
  permissionsForMove,
  type BlacklistState,
  type Permission,
  type Principal,
  type Result,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { BlacklistEntriesService, noEntry } from './blacklist-entries.service.js';
import { checkConfirmation } from './check-confirmation.js';
import { checkExpiry } from './check-entry.js';

/** Changes of one entry. Each is decided about the version that was read and written only onto that version. */
@Injectable()
export class EntryChangesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly entries: BlacklistEntriesService,
  ) {}

  /** Problems: `not_found`, `stale_version`, `invalid_transition`, `forbidden`, `same_principal`, `expiry_required`. */
  async move(actor: Principal, id: string, body: MoveEntry): Promise<Result<BlacklistEntryDetail>> {
    const { to, reason } = body;
    const seen = await this.load(actor, { id, version: body.version });
    if (!seen.ok) return seen;
    const allowed = mayMove(actor, seen.value, to);
    if (!allowed.ok) return allowed;
    if (isConfirmation(seen.value.state, to)) {
      const confirmable = await this.checkConfirmation(actor, seen.value);
      if (!confirmable.ok) return confirmable;
    }
    return this.write(actor, id, async (manager) => {
      const moved = await moveEntries(manager, {
        entries: [seen.value],
        from: seen.value.state,
        to,
        actor: actor.id,
        reason,
        confirmedBy: isConfirmation(seen.value.state, to) ? actor.id : null,
      });
      if (moved.length === 0) return false;
      await recordAudit(manager, {
        tenantId: actor.tenantId,
        actor: actor.id,
        action: 'blacklist.moved',
        subjectType: 'blacklist_entry',
        subjectId: id,
        detail: { from: seen.value.state, to, seenVersion: seen.value.version },
      });
      return true;
    });
  }

  /** Problems: `not_found`, `stale_version`, `forbidden`, `expiry_required`, `invalid_transition`, `same_principal`. */
  async edit(actor: Principal, id: string, body: EditEntry): Promise<Result<BlacklistEntryDetail>> {
    const seen = await this.load(actor, { id, version: body.version });
    if (!seen.ok) return seen;
    const { expiresAtMs, note, validFromMs } = seen.value;
    const newExpiresAtMs = body.expiresAt === undefined ? expiresAtMs : Date.parse(body.expiresAt);
    const allowed = mayEdit(actor, seen.value, newExpiresAtMs);
    if (!allowed.ok) return allowed;
    if (newExpiresAtMs !== expiresAtMs) {
      const expiry = checkExpiry({ validFromMs, expiresAtMs: newExpiresAtMs, nowMs: Date.now() });
      if (!expiry.ok) return expiry;
    }
    return this.write(actor, id, async (manager) => {
      const edited = await editStoredEntry(manager, {
        entry: seen.value,
        actor: actor.id,
        expiresAtMs: newExpiresAtMs,
        note: body.note ?? note,
        reason: body.reason,
      });
      if (!edited) return false;
      await recordAudit(manager, {
        tenantId: actor.tenantId,
        actor: actor.id,
        action: 'blacklist.edited',
        subjectType: 'blacklist_entry',
        subjectId: id,
        detail: { expiresAtMs, newExpiresAtMs, seenVersion: seen.value.version },
      });
      return true;
    });
  }

  private async load(
    actor: Principal,
    { id, version }: { readonly id: string; readonly version: number | undefined },
  ): Promise<Result<StoredEntry>> {
    const entry = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new BlacklistStore(manager).find(id),
    );
    if (entry === undefined) return noEntry;
    return version === undefined || version === entry.version ? ok(entry) : stale;
  }

  private checkConfirmation(actor: Principal, entry: StoredEntry): Promise<Result<void>> {
    return readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      checkConfirmation(new IndustryListStore(manager), { actor, entry }),
    );
  }

  private async write(
    actor: Principal,
    id: string,
    change: (manager: EntityManager) => Promise<boolean>,
  ): Promise<Result<BlacklistEntryDetail>> {
    const done = await this.database.dataSource.transaction(change);
    return done ? this.entries.detail(actor, id) : stale;
  }
}

const stale = failed(
  'stale_version',
  'The entry changed meanwhile. Read it again and decide anew.',
);

/** Members of an industry list confirm and dispute each other's entries; the rest is the contributor's. */
function mayMove(actor: Principal, entry: StoredEntry, to: BlacklistState): Result<BlacklistState> {
  const move = moveEntry({
    from: entry.state,
    to,
    proposedBy: entry.proposedBy,
    actor: actor.id,
  });
  // A move that does not exist says so even to those who may not move anything.
  if (!move.ok && move.problem.code === 'invalid_transition') return move;
  const asMember = isConfirmation(entry.state, to) || to === 'disputed';
  if (entry.tenantId !== actor.tenantId && !asMember) return notYours;
  const permitted = needsOneOf(actor, permissionsForMove(entry.state, to));
  if (!permitted.ok || !move.ok) return permitted.ok ? move : permitted;
  return isConfirmation(entry.state, to) && entry.expiresAtMs <= Date.now() ? expired : move;
}

function mayEdit(
  actor: Principal,
  entry: StoredEntry,
  newExpiresAtMs: number,
): Result<BlacklistState> {
  if (entry.tenantId !== actor.tenantId) return notYours;
  const isProlonged = newExpiresAtMs > entry.expiresAtMs && matchedStates.includes(entry.state);
  const permitted = needsOneOf(
    actor,
    isProlonged ? ['blacklist:confirm'] : ['blacklist:propose', 'blacklist:confirm'],
  );
  if (!permitted.ok) return permitted;
  return editEntry({ ...entry, actor: actor.id, newExpiresAtMs });
}

const expired = failed('expiry_required', 'The entry has expired. Prolong it first.');

const notYours = failed('forbidden', 'Only the contributor of an industry entry may do that.');

const needsOneOf = (actor: Principal, permissions: readonly Permission[]): Result<void> =>
  permissions.some((permission) => mayDo(actor, permission))
    ? ok(undefined)
    : failed('forbidden', `This needs the permission ${permissions.join(' or ')}.`);
