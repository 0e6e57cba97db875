import type { BlacklistState, IndicatorKind, RuleAction, Severity } from '@assay/domain';

/** What one row of a file says. Everything but kind and value may be left to the defaults of the import. */
export interface ExchangedEntry {
  readonly kind: IndicatorKind;
  /** As written in the file; whether it can be matched is the importer's to judge. */
  readonly value: string;
  readonly effect?: 'block' | 'allow';
  /** Code of a taxonomy; unknown ones are the importer's to judge. */
  readonly category?: string;
  readonly severity?: Severity;
  readonly action?: RuleAction;
  /** 0–1. */
  readonly confidence?: number;
  readonly scenes?: readonly string[];
  readonly industries?: readonly string[];
  /** Epoch milliseconds. */
  readonly validFromMs?: number;
  /** Epoch milliseconds. */
  readonly expiresAtMs?: number;
  readonly note?: string;
  readonly evidenceReference?: string;
}

/** An entry as it is told to others. */
export interface WrittenEntry extends Required<Omit<ExchangedEntry, 'evidenceReference' | 'note'>> {
  /** A UUID; STIX can carry no other. */
  readonly id: string;
  readonly note: string;
  readonly evidenceReference: string | null;
  readonly state: BlacklistState;
  /** Epoch milliseconds. */
  readonly createdAtMs: number;
  /** Epoch milliseconds. */
  readonly updatedAtMs: number;
}
