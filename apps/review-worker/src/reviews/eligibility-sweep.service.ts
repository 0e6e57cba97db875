import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  endStaleGold,
  keyAlarms,
  rerouteTasks,
  tenantsAtWork,
  watchEligibility,
  watchUnattended,
  type Database,
  type StrandedKey,
} from '@assay/database';
import { DATABASE } from '../database.js';
import { Metrics } from '../operations/metrics.js';
import { ReviewChanges } from './review-changes.js';

const everyMs = 30_000;
/** Tasks moved in one transaction. */
const batchSize = 500;

/**
 * Finds tasks that nobody may take, or that everybody who may has passed over: raises the alarm, and after a while lets
 * the fallback of their queue act. Brings
 * tasks of queues that were changed in line. Every worker runs it; tenants are locked, so that one handles each.
 */
@Injectable()
export class EligibilitySweepService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EligibilitySweepService.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  /** Where the next look at what was passed over goes on, by tenant. */
  private readonly goOn = new Map<string, string>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly changes: ReviewChanges,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.next();
  }

  /** Waits for the batch that is under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Never rejects; what failed for one tenant keeps no other from being looked at. */
  async sweep(): Promise<void> {
    await this.attempt('gold', () => this.endGold());
    const tenantIds = await this.attempt('tenants', () =>
      tenantsAtWork(this.database.dataSource.manager),
    );
    const unattended = new Map<string, number>();
    for (const tenantId of tenantIds ?? []) {
      if (this.stopped) return;
      await this.attempt('eligibility', () => this.watch(tenantId));
      await this.attempt('unattended', () => this.watchPassedOver(tenantId));
      await this.attempt('alarms', () => this.count(tenantId, unattended));
    }
    this.metrics.nobodyEligible.reset();
    for (const [queue, tasks] of unattended) this.metrics.nobodyEligible.set({ queue }, tasks);
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

  private async attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.logger.warn({
        message: 'a sweep failed and is tried again',
        what,
        error: (error as Error).message,
      });
      return undefined;
    }
  }

  private async watch(tenantId: string): Promise<void> {
    const { dataSource } = this.database;
    const found = await dataSource.transaction((manager) => watchEligibility(manager, tenantId));
    if (found === undefined) return;
    for (const claimKey of found.raised) {
      this.logger.error({
        message: 'tasks wait and nobody may take them',
        event: 'queue_nobody_eligible',
        tenantId,
        claimKey,
      });
    }
    for (const claimKey of found.cleared) {
      this.logger.log({ message: 'nothing waits unattended any more', tenantId, claimKey });
    }
    let moved = 0;
    for (const stranded of found.stranded) moved += await this.reroute(tenantId, stranded);
    if (moved + found.raised.length + found.cleared.length > 0) this.changes.note([tenantId]);
  }

  private async watchPassedOver(tenantId: string): Promise<void> {
    const found = await this.database.dataSource.transaction((manager) =>
      watchUnattended(manager, { tenantId, after: this.goOn.get(tenantId) }),
    );
    if (found === undefined) return;
    const { raised, cleared, offered, next } = found;
    if (next === undefined) this.goOn.delete(tenantId);
    else this.goOn.set(tenantId, next);
    if (raised.length > 0) {
      this.logger.error({
        message: 'tasks wait and nobody is left who could take them',
        event: 'nobody_left',
        tenantId,
        tasks: raised,
      });
    }
    if (offered.length > 0) {
      this.logger.log({ message: 'tasks offered again', tenantId, taskIds: offered });
    }
    if (raised.length + cleared + offered.length > 0) this.changes.note([tenantId]);
  }

  private async reroute(tenantId: string, stranded: StrandedKey): Promise<number> {
    let total = 0;
    let moved = batchSize;
    while (moved === batchSize && !this.stopped) {
      moved = await this.database.dataSource.transaction((manager) =>
        rerouteTasks(manager, { tenantId, stranded, limit: batchSize }),
      );
      total += moved;
    }
    if (total > 0) {
      const { claimKey, to } = stranded;
      this.logger.log({ message: 'tasks rerouted', tenantId, claimKey, to, tasks: total });
    }
    return total;
  }

  /** Gold that nobody took in time: whoever could have may have seen it elsewhere. */
  private async endGold(): Promise<void> {
    let ended = batchSize;
    while (ended === batchSize && !this.stopped) {
      ended = await endStaleGold(this.database.dataSource.manager, { limit: batchSize });
    }
  }

  private async count(tenantId: string, unattended: Map<string, number>): Promise<void> {
    for (const { queue, open } of await keyAlarms(this.database.dataSource.manager, tenantId)) {
      unattended.set(queue, (unattended.get(queue) ?? 0) + open);
    }
  }
}
