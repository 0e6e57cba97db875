import type { AttemptResult } from '@assay/database';

export interface WrittenResult {
  readonly endpointId: string;
  readonly result: AttemptResult;
}

export interface ResultWriterOptions {
  readonly write: (results: readonly WrittenResult[]) => Promise<void>;
  readonly onError: (error: Error) => void;
}

const batchSize = 500;
const pauseMs = 20;
const pauseAfterErrorMs = 500;
const maxKept = 20_000;

/**
 * Collects results and writes them in batches, one batch at a time. While the database is away results are kept up to a
 * bound; one that is let go costs a second attempt, never a delivery.
 */
export class ResultWriter {
  private kept: WrittenResult[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<boolean> | undefined;
  /** Results let go because the database was away for too long. */
  lost = 0;

  constructor(private readonly options: ResultWriterOptions) {}

  add(result: WrittenResult): void {
    this.kept.push(result);
    if (this.kept.length > maxKept) {
      this.kept.shift();
      this.lost += 1;
    }
    if (this.writing !== undefined) return;
    if (this.kept.length >= batchSize) this.writeSoon(0);
    else if (this.timer === undefined) this.writeSoon(pauseMs);
  }

  /** Writes everything that is kept; stops trying at the first failure. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.writing;
    while (this.kept.length > 0 && (await this.writeBatch()));
    clearTimeout(this.timer);
  }

  private writeSoon(afterMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.writing ??= this.writeBatch().then((written) => {
        this.writing = undefined;
        if (!written) this.writeSoon(pauseAfterErrorMs);
        else if (this.kept.length > 0) this.writeSoon(this.kept.length >= batchSize ? 0 : pauseMs);
        return written;
      });
    }, afterMs);
  }

  private async writeBatch(): Promise<boolean> {
    const batch = this.kept.splice(0, batchSize);
    try {
      await this.options.write(batch);
      return true;
    } catch (error) {
      this.kept = [...batch, ...this.kept];
      this.options.onError(error as Error);
      return false;
    }
  }
}
