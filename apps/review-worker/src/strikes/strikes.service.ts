import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { projectStrikes, tenantsWithStrikes, type Database } from '@assay/database';
import { DATABASE } from '../database.js';

const maxTickMs = 2000;
/** Verdicts of one transaction: it holds the tenant's place in the feed, and strikes are nobody's emergency. */
const batchSize = 100;

/**
 * Keeps the strikes of authors by the verdicts that were written. All workers run it at once; a tenant is worked on by
 * one of them at a time. Ticks are jittered, so that the workers do not march in step.
 */
@Injectable()
export class StrikesService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(StrikesService.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.next();
  }

  /** Waits for the tick that is under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private next(): void {
    if (this.stopped) return;
    this.timer = setTimeout(
      () => {
        this.running = this.tick().finally(() => this.next());
      },
      maxTickMs * (0.5 + Math.random() / 2),
    );
  }

  /** Never rejects: what failed is read again at the next tick. */
  private async tick(): Promise<void> {
    try {
      for (const tenantId of await tenantsWithStrikes(this.database)) await this.project(tenantId);
    } catch (error) {
      this.failed(error as Error, {});
    }
  }

  /** One tenant that fails holds up no other. */
  private async project(tenantId: string): Promise<void> {
    try {
      let read = batchSize;
      while (read === batchSize && !this.stopped) {
        const run = await projectStrikes(this.database, { tenantId, limit: batchSize });
        read = run.read;
        if (run.reached.length === 0) continue;
        const authors = run.reached.length;
        this.logger.log({ message: 'authors reached their limit of strikes', tenantId, authors });
      }
    } catch (error) {
      this.failed(error as Error, { tenantId });
    }
  }

  private failed({ message: error }: Error, about: { readonly tenantId?: string }): void {
    this.logger.warn({ message: 'strikes could not be counted; tried again', ...about, error });
  }
}
