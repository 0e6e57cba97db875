import { performance } from 'node:perf_hooks';
import {
  claimableKeys,
  connectDatabase,
  ReviewTaskStore,
  standingOf,
  type ClaimedLease,
  type Database,
} from '@assay/database';
import { reviewerKinds, type BenchReviewer, type ReviewerKind } from './reviewers.js';
import { StatementClock } from './statement-clock.js';

/** What a kind of reviewer met. */
export interface KindFigures {
  readonly clock: StatementClock;
  /** From the due moment of a claim to its COMMIT, waiting for a connection included. */
  readonly transactionsMs: number[];
  leases: number;
  empty: number;
}

/** Name under which PostgreSQL knows the connections of one kind. */
export const applicationOf = (kind: ReviewerKind): string => `claims of ${kind}`;

/** Claims as the gateway makes them, with connections of its own for each kind so that the server's log tells them apart. */
export class DeskClients {
  readonly figures = new Map<ReviewerKind, KindFigures>();
  readonly failures: string[] = [];

  private constructor(
    private readonly tenantId: string,
    private readonly databases: ReadonlyMap<ReviewerKind, Database>,
  ) {
    this.forget();
  }

  /** Starts counting anew. */
  forget(): void {
    for (const kind of reviewerKinds) {
      const clock = new StatementClock();
      this.figures.set(kind, { clock, transactionsMs: [], leases: 0, empty: 0 });
    }
  }

  static async connect(url: string, tenantId: string): Promise<DeskClients> {
    const databases = new Map<ReviewerKind, Database>();
    for (const kind of reviewerKinds) {
      const applicationName = applicationOf(kind);
      databases.set(kind, await connectDatabase({ url, applicationName, poolSize: 3 }));
    }
    return new DeskClients(tenantId, databases);
  }

  database(kind: ReviewerKind): Database {
    const database = this.databases.get(kind);
    if (database === undefined) throw new Error(`Nobody is connected as ${kind}.`);
    return database;
  }

  /** One claim. A failure is kept for the report and leases nothing. */
  async claim(
    { kind, actor }: BenchReviewer,
    wish: { readonly count: number; readonly dueAt: number },
  ): Promise<readonly ClaimedLease[]> {
    const figures = this.figures.get(kind);
    if (figures === undefined) return [];
    try {
      const leases = await this.lease({ kind, actor, count: wish.count, clock: figures.clock });
      figures.transactionsMs.push(performance.now() - wish.dueAt);
      figures.leases += leases.length;
      if (leases.length === 0) figures.empty += 1;
      return leases;
    } catch (error) {
      this.failures.push((error as Error).message);
      return [];
    }
  }

  async close(): Promise<void> {
    for (const database of this.databases.values()) await database.close();
  }

  /** The statements of the gateway's claim, in its order. */
  private lease(wish: {
    readonly kind: ReviewerKind;
    readonly actor: string;
    readonly count: number;
    readonly clock: StatementClock;
  }): Promise<readonly ClaimedLease[]> {
    const { kind, actor, count, clock } = wish;
    const person = { tenantId: this.tenantId, actor };
    return this.database(kind).dataSource.transaction(async (plain) => {
      const manager = clock.timed(plain);
      const standing = await standingOf(manager, { ...person, lead: false });
      const { keys } = await claimableKeys(manager, { tenantId: this.tenantId, standing });
      return new ReviewTaskStore(manager).claim({ ...person, count, keys });
    });
  }
}
