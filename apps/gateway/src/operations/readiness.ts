import { Inject, Injectable } from '@nestjs/common';
import { pendingMigrations, type Database } from '@assay/database';
import { DATABASE } from '../database.js';

/** Why the gateway is not ready, or `undefined` when this part is. */
export type ReadinessCheck = () => Promise<string | undefined> | string | undefined;

/** Whether this process should get traffic. Parts that load something first add a check. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.checks.set('database', () => this.databaseProblem());
  }

  add(part: string, check: ReadinessCheck): void {
    this.checks.set(part, check);
  }

  /** From now on not ready, so that load balancers look elsewhere while open requests finish. */
  stop(): void {
    this.checks.set('process', () => 'is stopping');
  }

  /** Parts that are not ready, each with its reason; empty means ready. */
  async problems(): Promise<Readonly<Record<string, string>>> {
    const found: Record<string, string> = {};
    for (const [part, check] of this.checks) {
      const reason = await check();
      if (reason !== undefined) found[part] = reason;
    }
    return found;
  }

  private async databaseProblem(): Promise<string | undefined> {
    try {
      const pending = await pendingMigrations(this.database.dataSource);
      return pending.length === 0 ? undefined : `lacks ${pending.length} migrations`;
    } catch {
      // Whatever the reason, the answer is the same; requests that need the database log theirs.
      return 'cannot be asked';
    }
  }
}
