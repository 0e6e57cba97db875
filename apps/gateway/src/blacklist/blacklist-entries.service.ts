import { Inject, Injectable } from '@nestjs/common';
import type {
  BlacklistEntryBody,
  BlacklistEntryDetail,
  BlacklistListQuery,
  ListQuery,
  ProposeEntry,
} from '@assay/contracts';
import {
  BlacklistStore,
  IndustryListStore,
  proposeEntries,
  readAsTenant,
  recordAudit,
  type Database,
  type NewEntry,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import { v7 } from 'uuid';
import { DATABASE } from '../database.js';
import { checkEntry } from './check-entry.js';
import { entryBody, entryDetail } from './entry-body.js';

interface EntryHitBody {
  readonly submissionId: string;
  readonly action: string;
  readonly at: string;
}

/** Reading and proposing blacklist entries. A tenant sees its own and those of lists it subscribes to. */
@Injectable()
export class BlacklistEntriesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(
    actor: Principal,
    query: BlacklistListQuery,
  ): Promise<Result<{ items: BlacklistEntryBody[]; nextCursor?: string }>> {
    const page = await this.read(actor, (store) => store.list(query));
    if (page === undefined) return unknownCursor;
    const viewer = { tenantId: actor.tenantId, nowMs: Date.now() };
    return ok({ ...page, items: page.items.map((entry) => entryBody(entry, viewer)) });
  }

  async detail(actor: Principal, id: string): Promise<Result<BlacklistEntryDetail>> {
    const found = await this.read(actor, async (store) => {
      const entry = await store.find(id);
      return entry && { entry, events: await store.events(id) };
    });
    if (found === undefined) return noEntry;
    const viewer = { tenantId: actor.tenantId, nowMs: Date.now() };
    return ok(entryDetail(found.entry, found.events, viewer));
  }

  /** Hits on submissions of the caller's own tenant only, also for entries of a shared list. */
  async hits(
    actor: Principal,
    id: string,
    query: ListQuery,
  ): Promise<Result<{ items: EntryHitBody[]; nextCursor?: string }>> {
    const found = await this.read(actor, async (store) => {
      const entry = await store.find(id);
      return entry && { page: await store.hits(id, query) };
    });
    if (found === undefined) return noEntry;
    if (found.page === undefined) return unknownCursor;
    const items = found.page.items.map((hit) => ({ ...hit, at: hit.at.toISOString() }));
    return ok({ ...found.page, items });
  }

  /** Problems: `unknown_category`, `expiry_required`, `invalid_request`, `not_found` and `forbidden` (the list), `duplicate`. */
  async propose(actor: Principal, body: ProposeEntry): Promise<Result<BlacklistEntryDetail>> {
    const nowMs = Date.now();
    const validFromMs = body.validFrom === undefined ? nowMs : Date.parse(body.validFrom);
    const expiresAtMs = Date.parse(body.expiresAt);
    const value = checkEntry({ ...body, validFromMs, expiresAtMs, nowMs });
    if (!value.ok) return value;
    if (body.listId !== undefined && body.effect === 'allow') return allowsForOthers;
    const list = await this.mayContribute(actor, body.listId);
    if (!list.ok) return list;
    const entry: NewEntry = {
      id: v7(),
      listId: body.listId ?? null,
      kind: body.kind,
      value: value.value,
      effect: body.effect,
      category: body.category,
      severity: body.severity,
      action: body.action,
      confidence: body.confidence,
      scope: { scenes: body.scenes, industries: body.industries },
      validFromMs,
      expiresAtMs,
      note: body.note,
      evidenceReference: body.evidenceReference ?? null,
    };
    return (await this.write(actor, entry)) ? this.detail(actor, entry.id) : duplicate;
  }

  /** `not_found` for an industry list that does not exist, `forbidden` for one that the tenant does not apply. */
  async mayContribute(actor: Principal, listId: string | undefined): Promise<Result<void>> {
    if (listId === undefined) return ok(undefined);
    const { tenantId } = actor;
    const list = await readAsTenant(this.database.dataSource, tenantId, (manager) =>
      new IndustryListStore(manager).find(tenantId, listId),
    );
    if (list === undefined) return failed('not_found', 'There is no such industry list.');
    return list.own || list.mode !== 'ignore' ? ok(undefined) : notSubscribed;
  }

  private write(actor: Principal, entry: NewEntry): Promise<boolean> {
    const { tenantId, id: proposer } = actor;
    return this.database.dataSource.transaction(async (manager) => {
      const [written] = await proposeEntries(manager, {
        tenantId,
        actor: proposer,
        entries: [entry],
        importId: null,
        reason: '',
      });
      if (written === undefined) return false;
      await recordAudit(manager, {
        tenantId,
        actor: proposer,
        action: 'blacklist.proposed',
        subjectType: 'blacklist_entry',
        subjectId: entry.id,
        detail: { kind: entry.kind, listId: entry.listId },
      });
      return true;
    });
  }

  private read<T>(actor: Principal, look: (store: BlacklistStore) => Promise<T>): Promise<T> {
    return readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      look(new BlacklistStore(manager)),
    );
  }
}

export const noEntry = failed('not_found', 'There is no such blacklist entry.');
const notSubscribed = failed(
  'forbidden',
  'Only tenants that subscribe to an industry list, in a mode other than ignore, contribute to it.',
);
const unknownCursor = failed(
  'invalid_request',
  'This cursor is not one of ours; start without one.',
);
/** An allowance wins over every block entry on its span, so through a list it would undo those of other tenants. */
const allowsForOthers = failed(
  'invalid_request',
  'An allow entry is for its own tenant; an industry list carries block entries.',
  {
    errors: [
      {
        pointer: '/listId',
        code: 'invalid_request',
        message: 'Leave the list out, or propose a block entry.',
      },
    ],
  },
);
const duplicate = failed(
  'duplicate',
  'A living entry already says this. Prolong or retire that one instead.',
);
