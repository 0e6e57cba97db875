import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { claimWaiting, newId, outboxDepth, type Database } from '@assay/database';
import type { Lane } from '@assay/domain';
import { allLanes, maxEnvelopeIds, type Envelope, type EnvelopePublisher } from '@assay/queue';
import { DATABASE } from '../database.js';
import { DispatchWindow, windowIds } from './dispatch-window.js';
import { PUBLISHER } from './publisher.js';
import { Rounds } from './rounds.js';

const countEveryMs = 100;
const repeatAfterMs = 200;
const maxRepeatsAtOnce = 32;

/**
 * Puts outbox rows on BullMQ. On the fast path a batch is stored with its envelope already assigned and only has to
 * be published; when the window is full, or rows wait, rows are stored without one and a fair claim picks them up.
 * An envelope that could not be published is repeated under the same id until the queue takes it.
 */
@Injectable()
export class DispatcherService
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly logger = new Logger(DispatcherService.name);
  private readonly windows = new Map<Lane, DispatchWindow>(
    allLanes.map((lane) => [lane, new DispatchWindow()]),
  );
  private readonly unpublished = new Map<string, Envelope>();
  private readonly rounds: Rounds;
  private repeating = false;
  private lastWarningMs = 0;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(PUBLISHER) private readonly publisher: EnvelopePublisher,
  ) {
    this.rounds = new Rounds({
      everyMs: countEveryMs,
      run: () => this.dispatchWaiting(),
      onError: (error) => this.warn(`dispatch failed: ${error.message}`),
    });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
  }

  /** The last requests are answered by now and their envelopes published. */
  async onApplicationShutdown(): Promise<void> {
    await this.publisher.close();
  }

  /** An envelope id for rows about to be stored, or `undefined` when they must wait for a fair turn. */
  openEnvelope(lane: Lane, count: number): string | undefined {
    if (this.unpublished.size > 0 || !this.window(lane).tryTake(count)) return undefined;
    return newId();
  }

  /** The rows for an opened envelope were not stored. */
  abandonEnvelope(lane: Lane, count: number): void {
    this.window(lane).release(count);
  }

  /** After the COMMIT of a batch. Returns at once. */
  stored(lane: Lane, envelopeId: string | undefined, ids: readonly string[]): void {
    if (ids.length === 0) return;
    if (envelopeId !== undefined) return void this.publish({ id: envelopeId, lane, ids });
    this.noteWaiting(lane);
  }

  /** Rows of this lane wait for an envelope. */
  noteWaiting(lane: Lane): void {
    this.window(lane).noteWaiting();
    this.rounds.wake();
  }

  /** Whether this process still tries to publish an envelope. */
  isPublishing(envelopeId: string): boolean {
    return this.unpublished.has(envelopeId);
  }

  private async publish(envelope: Envelope): Promise<boolean> {
    try {
      await this.publisher.publish(envelope);
      return true;
    } catch (error) {
      this.unpublished.set(envelope.id, envelope);
      this.warn(`envelope not published, will be repeated: ${(error as Error).message}`);
      this.repeatLater();
      return false;
    }
  }

  private repeatLater(): void {
    if (this.repeating) return;
    this.repeating = true;
    setTimeout(() => void this.repeat(), repeatAfterMs).unref();
  }

  private async repeat(): Promise<void> {
    const batch = [...this.unpublished.values()].slice(0, maxRepeatsAtOnce);
    await Promise.all(
      batch.map(async (envelope) => {
        this.unpublished.delete(envelope.id);
        await this.publish(envelope);
      }),
    );
    this.repeating = false;
    if (this.unpublished.size > 0) this.repeatLater();
    else this.rounds.wake();
  }

  private async dispatchWaiting(): Promise<void> {
    for (const lane of allLanes) {
      const window = this.window(lane);
      const added = window.addedSinceCount;
      window.counted(await outboxDepth(this.database.pool, lane, windowIds), added);
      while (window.hasWaiting && window.free > 0 && this.unpublished.size === 0) {
        if (!(await this.dispatchOne(lane, window))) break;
      }
    }
  }

  /** Claims and publishes one envelope. False when nothing waits or the queue is away. */
  private async dispatchOne(lane: Lane, window: DispatchWindow): Promise<boolean> {
    const id = newId();
    const limit = Math.min(maxEnvelopeIds, window.free);
    const ids = await claimWaiting(this.database.pool, { lane, envelopeId: id, limit });
    if (ids.length === 0) return false;
    window.take(ids.length);
    return this.publish({ id, lane, ids });
  }

  private window(lane: Lane): DispatchWindow {
    const window = this.windows.get(lane);
    if (window === undefined) throw new Error(`No window for lane ${lane}.`);
    return window;
  }

  /** An outage makes thousands of equal warnings; one a second says as much. */
  private warn(message: string): void {
    const now = Date.now();
    if (now - this.lastWarningMs < 1000) return;
    this.lastWarningMs = now;
    this.logger.warn(message);
  }
}
