import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Lane } from '@assay/domain';
import { allLanes, chooseBackend, EnvelopeConsumer, type EnvelopeDelivery } from '@assay/queue';
import { CONFIG, type Config } from '../config.js';
import { LivePolicies } from '../policies/live-policies.service.js';
import { MachineReviewService } from './machine-review.service.js';

/** Envelopes at the same time. Each waits for the database most of its time. */
const concurrency: Readonly<Record<Lane, number>> = { realtime: 4, bulk: 2, replay: 1 };

/** Takes envelopes off the queue once policies and blacklist are loaded. */
@Injectable()
export class EnvelopesService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EnvelopesService.name);
  private consumers: readonly EnvelopeConsumer[] = [];
  private lastWarningMs = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly policies: LivePolicies,
    private readonly machineReview: MachineReviewService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.policies.loaded();
    const backend = chooseBackend({
      redisUrl: this.config.redisUrl?.reveal(),
      databaseUrl: this.config.database.url.reveal(),
    });
    this.consumers = allLanes.map(
      (lane) =>
        new EnvelopeConsumer({
          backend,
          lane,
          concurrency: concurrency[lane],
          process: (delivery) => this.process(delivery),
          onError: (error) => this.warn(error),
        }),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.close()));
  }

  /** Epoch ms of the last envelope any lane got. */
  get lastFetchedAtMs(): number {
    return Math.max(0, ...this.consumers.map(({ lastFetchedAtMs }) => lastFetchedAtMs));
  }

  private async process({ envelopeId, ids, restarted }: EnvelopeDelivery): Promise<void> {
    if (!restarted) return this.machineReview.reviewTogether(ids);
    this.logger.warn({
      message: 'an envelope starts again, going one by one',
      envelopeId,
      ids: ids.length,
    });
    return this.machineReview.reviewSingly(ids);
  }

  /** An outage repeats itself many times a second; one line a second says as much. */
  private warn(error: Error): void {
    const now = Date.now();
    if (now - this.lastWarningMs < 1000) return;
    this.lastWarningMs = now;
    this.logger.warn(`queue: ${error.message}`);
  }
}
