import type { BlacklistEntry, RuleAction, Subscription, SubscriptionMode } from '@assay/domain';

/** Where and when a submission asks which entries concern it. */
export interface EntryQuery {
  readonly tenantId: string;
  readonly scene: string;
  readonly industry: string | null;
  readonly evaluatedAtMs: number;
}

/** An entry that concerns a submission, with the action that is left of what it advises. */
export interface EffectiveEntry {
  readonly entry: BlacklistEntry;
  readonly action: RuleAction;
}

/** Which lists each tenant applies, and how. */
export class Subscriptions {
  private byTenant: ReadonlyMap<string, ReadonlyMap<string, SubscriptionMode>> = new Map();

  /** Replaces all subscriptions at once. */
  replace(subscriptions: readonly Subscription[]): void {
    const byTenant = new Map<string, Map<string, SubscriptionMode>>();
    for (const { tenantId, listId, mode } of subscriptions) {
      const lists = byTenant.get(tenantId) ?? new Map<string, SubscriptionMode>();
      byTenant.set(tenantId, lists.set(listId, mode));
    }
    this.byTenant = byTenant;
  }

  listsOf(tenantId: string): ReadonlyMap<string, SubscriptionMode> {
    return this.byTenant.get(tenantId) ?? NO_LISTS;
  }
}

const NO_LISTS: ReadonlyMap<string, SubscriptionMode> = new Map();

/** Whether an entry is valid at that time and meant for that scene and industry. */
export function isInForce(entry: BlacklistEntry, query: EntryQuery): boolean {
  const { validFromMs, expiresAtMs, scope } = entry;
  if (query.evaluatedAtMs < validFromMs || query.evaluatedAtMs >= expiresAtMs) return false;
  if (scope.scenes.length > 0 && !scope.scenes.includes(query.scene)) return false;
  if (scope.industries.length === 0) return true;
  return query.industry !== null && scope.industries.includes(query.industry);
}

/**
 * What an entry may do: shadow entries and lists in shadow only count; disputed entries and lists under review send to
 * people what they would block or restrict.
 */
export function effectiveAction(entry: BlacklistEntry, mode: SubscriptionMode): RuleAction {
  if (entry.state === 'shadow' || mode === 'shadow') return 'observe';
  if (entry.action === 'observe') return 'observe';
  return entry.state === 'disputed' || mode === 'review' ? 'review' : entry.action;
}
