import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Database } from '@assay/database';
import { DATABASE } from '../database.js';

const pollEveryMs = 250;
/** Every one costs a timer and a place in each poll; whoever comes on top of that is answered at once. */
const maxWaiters = 10_000;

/** `done` resolves after review, after the time is over or after `cancel`. */
interface Wait {
  readonly done: Promise<void>;
  readonly cancel: () => void;
}

/** For requests that do not wait. */
export const noWait: Wait = { done: Promise.resolve(), cancel: () => undefined };

/**
 * Requests that wait for machine review (`Prefer: wait=N`). Woken by the relay; a poll catches what the relay lost.
 */
@Injectable()
export class WaitingService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(WaitingService.name);
  private readonly waiting = new Map<string, Set<() => void>>();
  private waiters = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** How many requests wait. */
  get size(): number {
    return this.waiters;
  }

  /** Starts waiting at once, so register before the row is stored. `noWait` when too many wait already. */
  begin(id: string, timeoutMs: number): Wait {
    if (this.waiters >= maxWaiters) return noWait;
    this.waiters += 1;
    let finish: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const timeout = setTimeout(() => end(), timeoutMs);
    const end = (): void => {
      clearTimeout(timeout);
      const others = this.waiting.get(id);
      if (others?.delete(end)) this.waiters -= 1;
      if (others?.size === 0) this.waiting.delete(id);
      finish();
    };
    const ends = this.waiting.get(id) ?? new Set();
    this.waiting.set(id, ends.add(end));
    this.schedule();
    return { done, cancel: end };
  }

  /** These submissions were reviewed. */
  reviewed(ids: readonly string[]): void {
    for (const id of ids) for (const end of [...(this.waiting.get(id) ?? [])]) end();
  }

  /** Nobody is kept waiting by a gateway that stops: the answer is then `202`. */
  beforeApplicationShutdown(): void {
    clearTimeout(this.timer);
    this.reviewed([...this.waiting.keys()]);
  }

  private schedule(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => void this.poll(), pollEveryMs);
  }

  private async poll(): Promise<void> {
    try {
      const { rows } = await this.database.pool.query<{ id: string }>(
        `SELECT s.id FROM submission s LEFT JOIN outbox o ON o.submission_id = s.id
         WHERE s.id = ANY ($1::uuid[]) AND o.submission_id IS NULL`,
        [[...this.waiting.keys()]],
      );
      this.reviewed(rows.map(({ id }) => id));
    } catch (error) {
      this.logger.warn(`poll for reviewed submissions failed: ${(error as Error).message}`);
    } finally {
      this.timer = undefined;
      if (this.waiting.size > 0) this.schedule();
    }
  }
}
