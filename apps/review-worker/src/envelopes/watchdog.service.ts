import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { staleEnvelopes, type Database } from '@assay/database';
import { chooseBackend, EnvelopePublisher } from '@assay/queue';
import { CONFIG, type Config } from '../config.js';
import { DATABASE } from '../database.js';
import { EnvelopesService } from './envelopes.service.js';

const checkEveryMs = 5000;
const stuckAfterMs = 30_000;

/**
 * Ends the process when work waits, the queue answers, and still nothing was fetched for 30 s: a consumer that
 * lost its connection for good is cured by a restart, and a supervisor starts it again.
 */
@Injectable()
export class WatchdogService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(WatchdogService.name);
  private readonly publisher: EnvelopePublisher;
  private timer: NodeJS.Timeout | undefined;
  private queueSinceMs: number | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) config: Config,
    private readonly envelopes: EnvelopesService,
  ) {
    this.publisher = new EnvelopePublisher(
      chooseBackend({
        redisUrl: config.redisUrl?.reveal(),
        databaseUrl: config.database.url.reveal(),
      }),
      () => {
        this.queueSinceMs = undefined;
      },
    );
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.check(), checkEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.publisher.close();
  }

  private async check(): Promise<void> {
    try {
      await this.publisher.ping();
      this.queueSinceMs ??= Date.now();
      const idleSinceMs = Math.max(this.queueSinceMs, this.envelopes.lastFetchedAtMs);
      if (Date.now() - idleSinceMs < stuckAfterMs) return;
      const stale = await staleEnvelopes(this.database.pool, stuckAfterMs, 1);
      if (stale.length === 0) return;
    } catch {
      // Queue or database are away: then there is nothing to fetch, and the clock starts anew.
      this.queueSinceMs = undefined;
      return;
    }
    this.logger.fatal('work waits and nothing was fetched for 30 s; ending to be started again');
    process.exit(1);
  }
}
