import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { PrivateStack } from '../lab/private-stack.js';

export const components = ['gateway', 'worker', 'redis', 'postgres'] as const;
export type Component = (typeof components)[number];

/** A kill and whether it hit work: requests under way at the clients or undecided submissions. */
export interface Kill {
  readonly component: Component;
  readonly undecided: number;
  readonly requestsInFlight: number;
}

export interface FaultOptions {
  readonly stack: PrivateStack;
  readonly pool: pg.Pool;
  readonly requestsInFlight: () => number;
  /** 0–1; decides who is next and how long it stays away. */
  readonly random: () => number;
}

const workDeadlineMs = 30_000;

/** SIGKILLs parts of a stack while they have work, and starts them again. */
export class Faults {
  readonly kills: Kill[] = [];

  constructor(private readonly options: FaultOptions) {}

  /** Kills one component once work is in flight, keeps it away for 0.1–0.8 s, and waits until it is ready again. */
  async kill(component: Component): Promise<void> {
    const undecided = await this.waitForWork();
    const requestsInFlight = this.options.requestsInFlight();
    await this.signal(component);
    this.kills.push({ component, undecided, requestsInFlight });
    await sleep(100 + this.options.random() * 700);
    await this.bringBack(component);
  }

  /** The component with the fewest kills so far; ties go by chance. */
  next(): Component {
    const counts = components.map((component) => ({
      component,
      count:
        this.kills.filter((kill) => kill.component === component).length +
        this.options.random() * 0.9,
    }));
    counts.sort((a, b) => a.count - b.count);
    return counts[0]?.component ?? 'gateway';
  }

  private async signal(component: Component): Promise<void> {
    const { stack } = this.options;
    if (component === 'gateway') await stack.gateways[0]?.kill();
    else if (component === 'worker') await stack.worker.kill();
    else if (component === 'redis') await stack.redis?.kill();
    else await stack.postgres.kill();
  }

  private async bringBack(component: Component): Promise<void> {
    const { stack } = this.options;
    if (component === 'redis') return stack.redis?.start();
    if (component === 'postgres') return stack.postgres.start();
    const program = component === 'gateway' ? stack.gateways[0] : stack.worker;
    program?.start();
    await program?.ready();
  }

  /** Undecided submissions in the database, as soon as there are some. */
  private async waitForWork(): Promise<number> {
    const deadline = Date.now() + workDeadlineMs;
    for (;;) {
      const undecided = await this.undecided();
      if (undecided > 0 && this.options.requestsInFlight() > 0) return undecided;
      if (Date.now() > deadline) throw new Error('There was no work to hit for 30 s.');
      await sleep(2);
    }
  }

  private async undecided(): Promise<number> {
    try {
      const { rows } = await this.options.pool.query<{ count: string }>(
        'SELECT count(*) FROM outbox',
      );
      return Number(rows[0]?.count ?? 0);
    } catch {
      // PostgreSQL is still recovering from an earlier kill.
      return 0;
    }
  }
}
