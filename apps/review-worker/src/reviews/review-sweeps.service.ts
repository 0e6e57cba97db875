import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { expireLeases, settleDue, type Database } from '@assay/database';
import { RelayClient } from '@assay/relay';
import { DATABASE } from '../database.js';
import { SenderService } from '../deliveries/sender.service.js';
import { ReviewChanges } from './review-changes.js';

const maxTickMs = 1000;
/** Rulings of one transaction; also keeps the ids of one relay event well under its 8,000 bytes. */
const batchSize = 100;

/**
 * Returns lapsed leases to the queue and turns rulings into verdicts once their undo window is over. All workers run
 * it at once; rows are locked, so each is handled by one. Ticks are jittered, so that the workers do not march in step.
 */
@Injectable()
export class ReviewSweepsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ReviewSweepsService.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly sender: SenderService,
    private readonly relay: RelayClient,
    private readonly changes: ReviewChanges,
  ) {}

  onApplicationBootstrap(): void {
    this.next();
  }

  /** Waits for the sweep that is under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private next(): void {
    if (this.stopped) return;
    this.timer = setTimeout(
      () => {
        this.running = this.sweep().finally(() => this.next());
      },
      maxTickMs * (0.5 + Math.random() / 2),
    );
  }

  /** Never rejects; what failed stays due. One part failing does not keep the other from running. */
  private async sweep(): Promise<void> {
    await this.untilDone('leases', () => this.expire());
    await this.untilDone('rulings', () => this.settle());
  }

  private async untilDone(what: string, work: () => Promise<boolean>): Promise<void> {
    try {
      let more = true;
      while (more && !this.stopped) more = await work();
    } catch (error) {
      this.logger.warn({
        message: 'a sweep failed and is tried again',
        what,
        error: (error as Error).message,
      });
    }
  }

  private async expire(): Promise<boolean> {
    const { tasks, tenantIds } = await expireLeases(this.database, { limit: batchSize });
    if (tasks > 0) this.logger.log({ message: 'lapsed leases returned', tasks });
    this.changes.note(tenantIds);
    return tasks === batchSize;
  }

  private async settle(): Promise<boolean> {
    const { submissionIds, deliveries, failures, tasks, tenantIds } = await settleDue(
      this.database,
      { limit: batchSize },
    );
    this.sender.enqueue(deliveries);
    this.changes.note(tenantIds);
    if (submissionIds.length > 0) this.announce(submissionIds);
    for (const { message } of failures) {
      this.logger.error({
        message: 'a ruling could not be settled and is tried again',
        error: message,
      });
    }
    return tasks === batchSize;
  }

  /** A lost event costs whoever waits one poll interval. */
  private announce(ids: readonly string[]): void {
    this.relay.emit('verdicts.recorded', { ids }).subscribe({
      error: (error: Error) => this.logger.warn(`relay event not sent: ${error.message}`),
    });
  }
}
