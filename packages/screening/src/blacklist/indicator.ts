import type { BlacklistEntry, SubscriptionMode } from '@assay/domain';
import { effectiveAction, isInForce, type EffectiveEntry, type EntryQuery } from './visibility.js';

/** One value that is looked for, with all entries that name it. Tenants that list the same word share one look-up. */
export class Indicator {
  /** Entries by `tenant:<owner>` and, for entries of an industry list, also by `list:<id>`. */
  private readonly byOwner = new Map<string, BlacklistEntry[]>();

  constructor(
    readonly id: number,
    /** In normal form. */
    readonly value: string,
  ) {}

  get isUnused(): boolean {
    return this.byOwner.size === 0;
  }

  add(entry: BlacklistEntry): void {
    for (const owner of ownersOf(entry)) {
      const entries = this.byOwner.get(owner);
      if (entries === undefined) this.byOwner.set(owner, [entry]);
      else entries.push(entry);
    }
  }

  remove(entry: BlacklistEntry): void {
    for (const owner of ownersOf(entry)) {
      const left = (this.byOwner.get(owner) ?? []).filter(({ id }) => id !== entry.id);
      if (left.length === 0) this.byOwner.delete(owner);
      else this.byOwner.set(owner, left);
    }
  }

  /** Entries that concern a submission: a tenant's own, and those of the lists it applies. */
  entriesFor(
    query: EntryQuery,
    lists: ReadonlyMap<string, SubscriptionMode>,
  ): readonly EffectiveEntry[] {
    const effective: EffectiveEntry[] = [];
    const keep = (entry: BlacklistEntry, mode: SubscriptionMode): void => {
      if (isInForce(entry, query)) effective.push({ entry, action: effectiveAction(entry, mode) });
    };
    for (const entry of this.byOwner.get(tenantKey(query.tenantId)) ?? []) keep(entry, 'apply');
    for (const [listId, mode] of lists) {
      if (mode === 'ignore') continue;
      for (const entry of this.byOwner.get(listKey(listId)) ?? []) {
        if (entry.tenantId !== query.tenantId) keep(entry, mode);
      }
    }
    return effective;
  }
}

const tenantKey = (tenantId: string): string => `tenant:${tenantId}`;
const listKey = (listId: string): string => `list:${listId}`;

function ownersOf({ tenantId, listId }: BlacklistEntry): readonly string[] {
  return listId === null ? [tenantKey(tenantId)] : [tenantKey(tenantId), listKey(listId)];
}
