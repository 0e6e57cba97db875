import type {
  BlacklistState,
  IndicatorKind,
  RuleAction,
  Severity,
  SubscriptionMode,
} from '../vocabulary.js';

/** Where an entry applies. An empty list means everywhere. */
export interface EntryScope {
  readonly scenes: readonly string[];
  readonly industries: readonly string[];
}

/** One indicator as one version of the list saw it. Times are epoch milliseconds. */
export interface BlacklistEntry {
  readonly id: string;
  /** The tenant that owns the entry. */
  readonly tenantId: string;
  /** The industry list it belongs to; `null` keeps it to its own tenant. */
  readonly listId: string | null;
  readonly kind: IndicatorKind;
  readonly value: string;
  /** Allow entries win over block entries on the same span. */
  readonly effect: 'block' | 'allow';
  readonly category: string;
  readonly severity: Severity;
  /** What the entry advises when it hits. */
  readonly action: RuleAction;
  readonly confidence: number;
  readonly scope: EntryScope;
  readonly state: BlacklistState;
  readonly validFromMs: number;
  readonly expiresAtMs: number;
  /** List version from which this version of the entry holds. */
  readonly version: number;
}

/** How one tenant applies one industry list. */
export interface Subscription {
  readonly tenantId: string;
  readonly listId: string;
  readonly mode: SubscriptionMode;
}
