import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { PrivateStack } from '../../lab/private-stack.js';
import type { Program } from '../../lab/program.js';
import type { Traffic } from './desk-client.js';

/** A SIGKILL and the work it hit: requests under way at a gateway, lapsed leases and due rulings at a worker. */
export interface DeskKill {
  readonly component: 'gateway' | 'worker';
  readonly inFlight: number;
}

export interface DeskFaultOptions {
  readonly stack: PrivateStack;
  readonly pool: pg.Pool;
  readonly traffic: Traffic;
  readonly random: () => number;
}

const workDeadlineMs = 10_000;

/** Kills gateways and workers while they have work, and ends leases before their time. */
export class DeskFaults {
  readonly kills: DeskKill[] = [];
  lapsed = 0;

  constructor(private readonly options: DeskFaultOptions) {}

  /** Kills each kind so many times, one process at a time, the next as soon as the last is back. */
  async kill(times: number): Promise<void> {
    const { stack } = this.options;
    for (let round = 0; round < times; round += 1) {
      const gateway = round % stack.gateways.length;
      const baseUrl = stack.baseUrls[gateway] ?? '';
      await this.killOne('gateway', stack.gateways[gateway], () =>
        Promise.resolve(this.options.traffic.inFlight(baseUrl)),
      );
      await this.killOne('worker', stack.workers[round % stack.workers.length], () =>
        this.dueWork(),
      );
    }
  }

  /** Ends the leases of a few random tasks at once. */
  async lapse(): Promise<void> {
    const { rowCount } = await this.options.pool.query(
      `UPDATE review_task SET lease_until = now() - interval '1 second' WHERE id IN (
         SELECT id FROM review_task WHERE state = 'leased' AND lease_until > now() ORDER BY random() LIMIT 2
         FOR UPDATE SKIP LOCKED)`,
    );
    this.lapsed += rowCount ?? 0;
  }

  private async killOne(
    component: DeskKill['component'],
    program: Program | undefined,
    work: () => Promise<number>,
  ): Promise<void> {
    const inFlight = await this.untilWork(work);
    await program?.kill();
    this.kills.push({ component, inFlight });
    await sleep(this.options.random() * 300);
    program?.start();
    await program?.ready();
  }

  /** As soon as there is some; 0 when there was none for ten seconds. */
  private async untilWork(work: () => Promise<number>): Promise<number> {
    const deadline = Date.now() + workDeadlineMs;
    for (;;) {
      const inFlight = await work();
      if (inFlight > 0 || Date.now() > deadline) return inFlight;
      await sleep(5);
    }
  }

  /** What the sweeps of the workers have before them. */
  private async dueWork(): Promise<number> {
    const { rows } = await this.options.pool.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM review_task WHERE state = 'leased' AND lease_until < now())::int
         + (SELECT count(*) FROM review_task WHERE state = 'ruled' AND settles_at <= now())::int
         + (SELECT count(*) FROM delivery WHERE state = 'pending')::int AS count`,
    );
    return rows[0]?.count ?? 0;
  }
}
