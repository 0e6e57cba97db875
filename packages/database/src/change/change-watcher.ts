import type { Pool } from 'pg';

export const changeNames = ['policy', 'blacklist', 'subscription', 'endpoint', 'queue'] as const;
export type ChangeName = (typeof changeNames)[number];

export interface ChangeWatcherOptions {
  readonly pool: Pool;
  /** Called with the names whose counter moved, one call at a time; a rejection is reported and tried again. */
  readonly onChange: (names: readonly ChangeName[]) => Promise<void>;
  readonly onError: (error: Error) => void;
  readonly intervalMs?: number;
}

/**
 * Notices committed changes of policies, blacklist, subscriptions and endpoints: by polling one three-row table,
 * and at once when `nudge()` is called because a relay event arrived. Counters only move under a row lock, so their
 * order is the order of commits and no change is ever skipped.
 */
export class ChangeWatcher {
  private readonly seen = new Map<ChangeName, string>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(private readonly options: ChangeWatcherOptions) {}

  /** Loads everything once; rejects when that fails. Then keeps watching. */
  async start(): Promise<void> {
    await this.check();
    this.schedule();
  }

  nudge(): void {
    if (this.running !== undefined) {
      this.again = true;
      return;
    }
    this.running = this.check()
      .catch((error: Error) => this.options.onError(error))
      .finally(() => {
        this.running = undefined;
        if (!this.again || this.stopped) return;
        this.again = false;
        this.nudge();
      });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.nudge();
      void this.running?.finally(() => this.schedule());
      if (this.running === undefined) this.schedule();
    }, this.options.intervalMs ?? 250);
  }

  private async check(): Promise<void> {
    const { rows } = await this.options.pool.query<{ name: ChangeName; value: string }>({
      name: 'change-counters',
      text: 'SELECT name, value FROM change_counter',
    });
    const moved = rows.filter(({ name, value }) => this.seen.get(name) !== value);
    if (moved.length === 0) return;
    await this.options.onChange(moved.map(({ name }) => name));
    for (const { name, value } of moved) this.seen.set(name, value);
  }
}
