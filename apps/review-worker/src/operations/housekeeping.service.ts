import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { deleteOutdated, outdatedTables, type Database, type OutdatedTable } from '@assay/database';
import { DATABASE } from '../database.js';

const everyMs = 60_000;
const batchSize = 5000;

/**
 * Deletes rows that are of no use any more: old idempotency keys, quota windows, sessions and failed sign-ins. All
 * workers do it, in batches that skip each other's rows, and at jittered times.
 */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(HousekeepingService.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.next();
  }

  /** Waits for the batch that is under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Never rejects; what failed is still there a minute later, and keeps no other table from being swept. */
  async sweep(): Promise<void> {
    for (const table of outdatedTables) {
      try {
        await this.sweepTable(table);
      } catch (error) {
        this.logger.warn({
          message: 'housekeeping failed and is tried again',
          table,
          error: (error as Error).message,
        });
      }
    }
  }

  private next(): void {
    if (this.stopped) return;
    this.timer = setTimeout(
      () => {
        this.running = this.sweep().finally(() => this.next());
      },
      everyMs * (0.75 + Math.random() / 2),
    );
  }

  private async sweepTable(table: OutdatedTable): Promise<void> {
    let total = 0;
    let deleted = batchSize;
    while (deleted === batchSize && !this.stopped) {
      deleted = await deleteOutdated(this.database.pool, { table, limit: batchSize });
      total += deleted;
    }
    if (total > 0) this.logger.log({ message: 'outdated rows deleted', table, rows: total });
  }
}
