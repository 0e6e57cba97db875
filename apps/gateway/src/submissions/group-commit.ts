import type { NewSubmission } from '@assay/database';

/** What became of one row: stored now, or the key belongs to an earlier request. */
export type Accepted =
  | { readonly type: 'stored'; readonly id: string }
  | { readonly type: 'replayed'; readonly id: string }
  | { readonly type: 'key_reused' };

/** A row whose fate could not be read after its batch was stored. */
export interface Unread {
  readonly type: 'unread';
  readonly error: unknown;
}

export interface GroupCommitOptions {
  /** Stores a batch; resolves with one result per row, rejects when nothing is known to be stored. */
  readonly store: (rows: readonly NewSubmission[]) => Promise<readonly (Accepted | Unread)[]>;
  /** Tells a batch that holds a bad row from a database that is away. */
  readonly isBadRow: (error: unknown) => boolean;
  /** UTF-16 units of a row's text, about. */
  readonly sizeOf: (row: NewSubmission) => number;
  /** A batch ends at whichever comes first; a row that is larger than `maxUnits` goes alone. */
  readonly maxRows: number;
  readonly maxUnits: number;
  /** Rows and their text that may wait; beyond it `add` refuses. */
  readonly maxPending: number;
  readonly maxPendingUnits: number;
}

interface Waiting {
  readonly row: NewSubmission;
  readonly units: number;
  readonly resolve: (accepted: Accepted) => void;
  readonly reject: (error: unknown) => void;
}

const maxInFlight = 2;

/**
 * Self-clocking group commit: while two batches are in the database the next one gathers, so batches grow with load
 * and an idle gateway stores a lone row at once. No timer.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private waitingUnits = 0;
  private inFlight = 0;
  private scheduled = false;

  constructor(private readonly options: GroupCommitOptions) {}

  get pending(): number {
    return this.waiting.length;
  }

  /** `undefined` when too many rows wait already. */
  add(row: NewSubmission): Promise<Accepted> | undefined {
    const { maxPending, maxPendingUnits, sizeOf } = this.options;
    if (this.waiting.length >= maxPending || this.waitingUnits >= maxPendingUnits) return undefined;
    const units = sizeOf(row);
    this.waitingUnits += units;
    return new Promise((resolve, reject) => {
      this.waiting.push({ row, units, resolve, reject });
      this.schedule();
    });
  }

  /** Resolves when everything that was added has been answered. */
  async drain(): Promise<void> {
    while (this.inFlight > 0 || this.waiting.length > 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Requests that arrive in the same turn of the event loop share a batch. */
  private schedule(): void {
    if (this.scheduled || this.inFlight >= maxInFlight) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.waiting.length > 0 && this.inFlight < maxInFlight) void this.flush();
    });
  }

  private async flush(): Promise<void> {
    const batch = this.takeBatch();
    this.inFlight += 1;
    try {
      await this.storeBatch(batch);
    } finally {
      this.inFlight -= 1;
      if (this.waiting.length > 0) this.schedule();
    }
  }

  private takeBatch(): readonly Waiting[] {
    const { maxRows, maxUnits } = this.options;
    let count = 0;
    let taken = 0;
    for (const { units } of this.waiting) {
      if (count === maxRows || (count > 0 && taken + units > maxUnits)) break;
      count += 1;
      taken += units;
    }
    this.waitingUnits -= taken;
    return this.waiting.splice(0, count);
  }

  private async storeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.options.store(batch.map(({ row }) => row));
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new Error('A stored row has no result.'));
        else if (result.type === 'unread') reject(result.error);
        else resolve(result);
      });
    } catch (error) {
      if (batch.length > 1 && this.options.isBadRow(error)) {
        for (const one of batch) await this.storeBatch([one]);
        return;
      }
      for (const { reject } of batch) reject(error);
    }
  }
}
