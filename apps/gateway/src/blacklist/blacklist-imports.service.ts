import { Inject, Injectable } from '@nestjs/common';
import type {
  ImportBody,
  ImportConfirmation,
  ImportEntries,
  ImportResult,
  ListQuery,
} from '@assay/contracts';
import {
  BlacklistImportStore,
  moveEntries,
  proposeEntries,
  readAsTenant,
  recordAudit,
  type Database,
  type ExistingEntry,
  type StoredImport,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import { v7 } from 'uuid';
import { DATABASE } from '../database.js';
import { needsOtherTenant } from './check-confirmation.js';
import { BlacklistEntriesService } from './blacklist-entries.service.js';
import { checkCategory, checkExpiry } from './check-entry.js';
import { indicatorOf, readImport, type ReadEntry, type ReadImport } from './read-import.js';

/** One import is one transaction that other changes of the list wait for. */
const maxRows = 100_000;

const tooManyRows = failed('too_many_items', `An import has at most ${maxRows} rows. Split it.`, {
  errors: [{ pointer: '/content', code: 'too_many_items', message: 'Too many rows.' }],
});

/** As many bad rows and conflicts as an answer names; all of them are counted. */
const maxNamed = 1000;

/** Files of entries as one unit: proposed together, confirmed together by somebody else. */
@Injectable()
export class BlacklistImportsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly entries: BlacklistEntriesService,
  ) {}

  /**
   * Problems of the whole: `unknown_category`, `expiry_required`, `too_many_items`, `not_found` and `forbidden`
   * (the list); a bad line is part of the answer.
   */
  async importEntries(actor: Principal, body: ImportEntries): Promise<Result<ImportResult>> {
    const nowMs = Date.now();
    const category = body.category === undefined ? ok('') : checkCategory(body.category);
    if (!category.ok) return category;
    const expiresAtMs = Date.parse(body.expiresAt);
    const expiry = checkExpiry({ validFromMs: nowMs, expiresAtMs, nowMs });
    if (!expiry.ok) return expiry;
    const list = await this.entries.mayContribute(actor, body.listId);
    if (!list.ok) return list;
    const read = await readImport({ body, expiresAtMs, nowMs }, maxRows);
    if (read === undefined) return tooManyRows;
    const { tenantId } = actor;
    const listId = body.listId ?? null;
    const existing = await new BlacklistImportStore(this.database.dataSource.manager).existing(
      read.rows.map(({ entry }) => entry),
      { tenantId, listId },
    );
    const found = { read, conflicts: conflictsOf(read.rows, existing) };
    if (body.dryRun) {
      return ok(resultOf(found, { dryRun: true, added: read.rows.length - existing.length }));
    }
    return ok(await this.carryOut(actor, found));
  }

  async list(
    actor: Principal,
    query: ListQuery,
  ): Promise<Result<{ items: ImportBody[]; nextCursor?: string }>> {
    const { tenantId } = actor;
    const page = await readAsTenant(this.database.dataSource, tenantId, (manager) =>
      new BlacklistImportStore(manager).list(tenantId, query),
    );
    if (page === undefined) {
      return failed('invalid_request', 'This cursor is not one of ours; start without one.');
    }
    return ok({ ...page, items: page.items.map(importBody) });
  }

  /** Activates what is still proposed. Problems: `not_found`, `same_principal`. */
  async confirm(actor: Principal, id: string): Promise<Result<ImportConfirmation>> {
    return this.database.dataSource.transaction(async (manager) => {
      const store = new BlacklistImportStore(manager);
      const found = await store.find(actor.tenantId, id);
      if (found === undefined) return failed('not_found', 'There is no such import.');
      if (found.actor === actor.id) {
        return failed('same_principal', 'Somebody other than the importer must confirm an import.');
      }
      if (await store.isForForeignList(id)) return needsOtherTenant;
      const waiting = await store.confirmable(id, actor.id);
      const confirmed =
        waiting.length === 0
          ? []
          : await moveEntries(manager, {
              entries: waiting,
              from: 'proposed',
              to: 'active',
              actor: actor.id,
              reason: '',
              confirmedBy: actor.id,
            });
      await recordAudit(manager, {
        tenantId: actor.tenantId,
        actor: actor.id,
        action: 'blacklist.import_confirmed',
        subjectType: 'blacklist_import',
        subjectId: id,
        detail: { confirmed: confirmed.length },
      });
      return ok({ id, confirmed: confirmed.length, pending: found.pending - confirmed.length });
    });
  }

  private carryOut({ tenantId, id: actor }: Principal, found: Found): Promise<ImportResult> {
    const importId = v7();
    const entries = found.read.rows.map(({ entry }) => entry);
    return this.database.dataSource.transaction(async (manager) => {
      const written = await proposeEntries(manager, {
        tenantId,
        actor,
        entries,
        importId,
        reason: 'import',
      });
      const result = resultOf(found, { dryRun: false, added: written.length });
      const { total, added, skipped, errors } = result;
      await new BlacklistImportStore(manager).record(tenantId, {
        id: importId,
        actor,
        total,
        added,
        skipped,
        errors,
      });
      await recordAudit(manager, {
        tenantId,
        actor,
        action: 'blacklist.imported',
        subjectType: 'blacklist_import',
        subjectId: importId,
        detail: { total, added, skipped },
      });
      return { id: importId, ...result };
    });
  }
}

interface Found {
  readonly read: ReadImport;
  readonly conflicts: ImportResult['conflicts'];
}

/** Rows that a living entry contradicts. Of the same indicator, only the first row was kept. */
function conflictsOf(
  rows: readonly ReadEntry[],
  existing: readonly ExistingEntry[],
): ImportResult['conflicts'] {
  const living = new Map(existing.map((entry) => [indicatorOf(entry), entry]));
  return rows.flatMap(({ line, entry }) => {
    const known = living.get(indicatorOf(entry));
    if (known === undefined) return [];
    const { id: entryId, category, severity, action } = known;
    const agrees =
      category === entry.category && severity === entry.severity && action === entry.action;
    return agrees ? [] : [{ line, value: entry.value, entryId, category, severity, action }];
  });
}

function resultOf(
  { read, conflicts }: Found,
  { dryRun, added }: { readonly dryRun: boolean; readonly added: number },
): ImportResult {
  return {
    dryRun,
    total: read.total,
    added,
    skipped: read.repeated + read.rows.length - added,
    failed: read.errors.length,
    errors: read.errors.slice(0, maxNamed),
    conflicts: conflicts.slice(0, maxNamed),
  };
}

const importBody = ({ errors: _, createdAt, ...stored }: StoredImport): ImportBody => ({
  ...stored,
  createdAt: createdAt.toISOString(),
});
