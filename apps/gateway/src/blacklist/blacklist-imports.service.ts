import { Inject, Injectable } from '@nestjs/common';
import type {
  ImportBody,
  ImportConfirmation,
  ImportResult,
  ImportTerms,
  ListQuery,
} from '@assay/contracts';
import {
  BlacklistImportStore,
  moveEntries,
  proposeEntries,
  readAsTenant,
  recordAudit,
  type Database,
  type NewEntry,
  type StoredImport,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import { v7 } from 'uuid';
import { DATABASE } from '../database.js';
import { needsOtherTenant } from './check-confirmation.js';
import { BlacklistEntriesService } from './blacklist-entries.service.js';
import { checkCategory, checkExpiry } from './check-entry.js';
import { readTerms, type ReadTerms } from './read-terms.js';

/** One import is one transaction that other changes of the list wait for. */
const maxTerms = 100_000;

const tooManyTerms = failed(
  'too_many_items',
  `An import has at most ${maxTerms} terms. Split it.`,
  {
    errors: [{ pointer: '/terms', code: 'too_many_items', message: 'Too many terms.' }],
  },
);

/** As many bad lines as an answer names; all of them are counted. */
const maxReportedErrors = 1000;

/** Lists of terms as one unit: proposed together, confirmed together by somebody else. */
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
  async importTerms(actor: Principal, body: ImportTerms): Promise<Result<ImportResult>> {
    const nowMs = Date.now();
    const category = checkCategory(body.category);
    if (!category.ok) return category;
    const expiresAtMs = Date.parse(body.expiresAt);
    const expiry = checkExpiry({ validFromMs: nowMs, expiresAtMs, nowMs });
    if (!expiry.ok) return expiry;
    const list = await this.entries.mayContribute(actor, body.listId);
    if (!list.ok) return list;
    const read = await readTerms(body.terms);
    if (read.terms.length > maxTerms) return tooManyTerms;
    if (body.dryRun) return ok(await this.dryRun(actor, body, read));
    const entries = read.terms.map((value) =>
      newEntry(body, { value, validFromMs: nowMs, expiresAtMs }),
    );
    return ok(await this.carryOut(actor, entries, read));
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

  private async dryRun(
    { tenantId }: Principal,
    { listId = null }: { readonly listId?: string | null | undefined },
    read: ReadTerms,
  ): Promise<ImportResult> {
    const existing = await new BlacklistImportStore(this.database.dataSource.manager).existingTerms(
      read.terms,
      { tenantId, listId },
    );
    return resultOf(read, { dryRun: true, added: read.terms.length - existing.size });
  }

  private carryOut(
    { tenantId, id: actor }: Principal,
    entries: readonly NewEntry[],
    read: ReadTerms,
  ): Promise<ImportResult> {
    const importId = v7();
    return this.database.dataSource.transaction(async (manager) => {
      const written = await proposeEntries(manager, {
        tenantId,
        actor,
        entries,
        importId,
        reason: 'import',
      });
      const result = resultOf(read, { dryRun: false, added: written.length });
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

/** `skipped` lines were said before, in the text or by a living entry; the rest of `total` are errors. */
function resultOf(
  read: ReadTerms,
  { dryRun, added }: { readonly dryRun: boolean; readonly added: number },
): ImportResult {
  return {
    dryRun,
    total: read.total,
    added,
    skipped: read.repeated + read.terms.length - added,
    errors: read.errors.slice(0, maxReportedErrors),
  };
}

const newEntry = (
  body: ImportTerms,
  given: Pick<NewEntry, 'value' | 'validFromMs' | 'expiresAtMs'>,
): NewEntry => ({
  ...given,
  id: v7(),
  listId: body.listId ?? null,
  kind: 'term',
  effect: 'block',
  category: body.category,
  severity: body.severity,
  action: body.action,
  confidence: 1,
  scope: { scenes: [], industries: [] },
  note: '',
  evidenceReference: null,
});

const importBody = ({ errors: _, createdAt, ...stored }: StoredImport): ImportBody => ({
  ...stored,
  createdAt: createdAt.toISOString(),
});
