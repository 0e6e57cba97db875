import type { ClaimedLease } from '@assay/database';
import type pg from 'pg';
import type { BenchReviewer } from './reviewers.js';

interface HeldLease {
  readonly reviewer: BenchReviewer;
  readonly lease: ClaimedLease;
  readonly dueAt: number;
}

export interface ChurnOptions {
  /** Of its own: it must not wait for those who claim. */
  readonly pool: pg.Pool;
  readonly tenantId: string;
  readonly random: () => number;
}

const everyMs = 100;

/**
 * What people do with what they claimed, so that rows and indexes change as in life: after half a second to one and a
 * half, most are ruled on and settled, some released, a few skipped. Written a batch at a time, because it is the
 * claims that are measured. Rare tasks always come back: they must not run out.
 */
export class ClaimChurn {
  ruled = 0;
  returned = 0;
  private held: HeldLease[] = [];
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(private readonly options: ChurnOptions) {
    this.running = this.run();
    // Told by `stop`, not on the spot.
    this.running.catch(() => undefined);
  }

  take(reviewer: BenchReviewer, leases: readonly ClaimedLease[]): void {
    for (const lease of leases) {
      this.held.push({ reviewer, lease, dueAt: Date.now() + 500 + this.options.random() * 1000 });
    }
  }

  /** Rejects with what went wrong on the way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const startedAt = Date.now();
      const done = this.held.filter(({ dueAt }) => dueAt <= startedAt);
      this.held = this.held.filter(({ dueAt }) => dueAt > startedAt);
      await this.finish(done);
      const restMs = everyMs - (Date.now() - startedAt);
      if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  }

  private async finish(done: readonly HeldLease[]): Promise<void> {
    const { pool, tenantId, random } = this.options;
    const ways = new Map<Ending, HeldLease[]>([
      ['ruled', []],
      ['released', []],
      ['skipped', []],
    ]);
    for (const held of done) ways.get(endingOf(held, random()))?.push(held);
    for (const [ending, those] of ways) {
      const ids = those.map(({ lease }) => lease.taskId);
      if (ids.length === 0) continue;
      for (const [name, text] of statementsOf[ending]) {
        await pool.query({ name, text, values: [ids, tenantId] });
      }
      if (ending === 'ruled') this.ruled += ids.length;
      else this.returned += ids.length;
    }
  }
}

type Ending = 'ruled' | 'released' | 'skipped';

function endingOf({ reviewer: { kind } }: HeldLease, chance: number): Ending {
  if (kind === 'one rare skill') return 'released';
  if (chance < 0.8) return 'ruled';
  return chance > 0.97 ? 'skipped' : 'released';
}

const ruleStatement = `
  WITH ruled AS (
    UPDATE review_task SET state = 'ruled', lease_until = NULL, settles_at = now()
    WHERE id = ANY($1) AND tenant_id = $2 AND state = 'leased'
    RETURNING id, case_id, slot, submission_id, subject_id, tenant_id, lease_epoch, lease_owner
  ), noted AS (
    INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
    SELECT id, tenant_id, 'ruled', lease_owner, lease_epoch FROM ruled
  )
  INSERT INTO ruling (id, task_id, case_id, slot, submission_id, subject_id, tenant_id, epoch, actor, outcome, measures,
    state, settles_at)
  SELECT gen_random_uuid(), id, case_id, slot, submission_id, subject_id, tenant_id, lease_epoch, lease_owner, 'pass',
    '[]', 'provisional', now()
  FROM ruled`;

const settleStatement = `
  WITH settled AS (
    UPDATE review_task SET state = 'settled', closed_at = now()
    WHERE id = ANY($1) AND tenant_id = $2 AND state = 'ruled' RETURNING id, tenant_id, lease_epoch
  ), final AS (
    UPDATE ruling r SET state = 'final' FROM settled s WHERE r.task_id = s.id AND r.epoch = s.lease_epoch
  )
  INSERT INTO task_event (task_id, tenant_id, kind, epoch) SELECT id, tenant_id, 'settled', lease_epoch FROM settled`;

const giveBackStatement = (kind: 'released' | 'skipped'): string => `
  WITH freed AS (
    UPDATE review_task SET state = 'open', lease_owner = NULL, lease_until = NULL
    WHERE id = ANY($1) AND tenant_id = $2 AND state = 'leased'
    RETURNING id, tenant_id, lease_epoch, old.lease_owner AS holder
  )${
    kind === 'skipped'
      ? `, skipped AS (
    INSERT INTO review_task_skip (task_id, actor, tenant_id) SELECT id, holder, tenant_id FROM freed
    ON CONFLICT DO NOTHING
  )`
      : ''
  }
  INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
  SELECT id, tenant_id, '${kind}', holder, lease_epoch FROM freed`;

const statementsOf: Readonly<Record<Ending, readonly (readonly [string, string])[]>> = {
  ruled: [
    ['churn-rule', ruleStatement],
    ['churn-settle', settleStatement],
  ],
  released: [['churn-release', giveBackStatement('released')]],
  skipped: [['churn-skip', giveBackStatement('skipped')]],
};
