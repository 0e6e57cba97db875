/** Result of one check: how many rows were looked at, and the first of those that break the invariant. */
export interface LedgerFinding {
  readonly name: string;
  /** What must hold, in one sentence. */
  readonly invariant: string;
  readonly examined: number;
  readonly violations: number;
  /** At most ten ids. */
  readonly samples: readonly string[];
}

/** One query that must come back empty. `violating` selects a text column `id`; `examined` counts the rows it covers. */
export interface LedgerQuery {
  readonly name: string;
  readonly invariant: string;
  readonly examined: string;
  readonly violating: string;
}
