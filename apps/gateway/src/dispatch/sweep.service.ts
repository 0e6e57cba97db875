import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import {
  releaseEnvelopes,
  staleEnvelopes,
  type Database,
  type StaleEnvelope,
} from '@assay/database';
import { allLanes, type EnvelopePublisher } from '@assay/queue';
import { DATABASE } from '../database.js';
import { DispatcherService } from './dispatcher.service.js';
import { PUBLISHER } from './publisher.js';
import { Rounds } from './rounds.js';

const tickMs = 1000;
/** A row dispatched this long ago should be decided or at least known to BullMQ. */
export const sweepBoundMs = 2000;
const maxEnvelopesATick = 500;

/**
 * Finds dispatched rows whose envelope BullMQ no longer knows (a wiped Redis, a gateway that died between COMMIT and
 * publish) and makes them wait for the dispatcher again. Asks BullMQ instead of going by age, because under load
 * an old envelope is usually just further back in the queue.
 */
@Injectable()
export class SweepService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SweepService.name);
  private readonly rounds: Rounds;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(PUBLISHER) private readonly publisher: EnvelopePublisher,
    private readonly dispatcher: DispatcherService,
  ) {
    this.rounds = new Rounds({
      everyMs: tickMs,
      run: () => this.sweep(),
      onError: (error) => this.logger.warn(`sweep failed: ${error.message}`),
    });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
  }

  private async sweep(): Promise<void> {
    const stale = await staleEnvelopes(this.database.pool, sweepBoundMs, maxEnvelopesATick);
    const others = stale.filter(({ envelopeId }) => !this.dispatcher.isPublishing(envelopeId));
    if (others.length === 0) return;
    const lost = await this.unknownToQueue(others);
    if (lost.length === 0) return;
    const released = await releaseEnvelopes(this.database.pool, lost, sweepBoundMs);
    if (released === 0) return;
    this.logger.warn({
      message: 'dispatching again what the queue forgot',
      envelopes: lost.length,
      rows: released,
    });
    for (const lane of allLanes) this.dispatcher.noteWaiting(lane);
  }

  private async unknownToQueue(envelopes: readonly StaleEnvelope[]): Promise<readonly string[]> {
    const byLane = allLanes.map(async (lane) => {
      const ids = envelopes
        .filter((envelope) => envelope.lane === lane)
        .map(({ envelopeId }) => envelopeId);
      return ids.length === 0 ? [] : this.publisher.unknown(lane, ids);
    });
    return (await Promise.all(byLane)).flat();
  }
}
