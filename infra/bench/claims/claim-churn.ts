import { ReviewTaskStore, type ClaimedLease, type Database } from '@assay/database';
import { rareCategory } from './claim-skills.js';
import type { BenchReviewer } from './reviewers.js';

interface HeldLease {
  readonly reviewer: BenchReviewer;
  readonly lease: ClaimedLease;
  readonly dueAt: number;
}

export interface ChurnOptions {
  readonly database: Database;
  readonly tenantId: string;
  readonly random: () => number;
}

const everyMs = 100;

/**
 * What people do with what they claimed, so that rows and indexes change as in life: after half a second to one and a
 * half, most are ruled on and settled, some released, a few skipped. Rulings are written a batch at a time, because it
 * is the claims that are measured. Rare tasks always come back: they must not run out.
 */
export class ClaimChurn {
  ruled = 0;
  returned = 0;
  private held: HeldLease[] = [];
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(private readonly options: ChurnOptions) {
    this.running = this.run();
  }

  take(reviewer: BenchReviewer, leases: readonly ClaimedLease[]): void {
    for (const lease of leases) {
      this.held.push({ reviewer, lease, dueAt: Date.now() + 500 + this.options.random() * 1000 });
    }
  }

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
    const { database, tenantId, random } = this.options;
    const ruled: HeldLease[] = [];
    for (const held of done) {
      const chance = random();
      if (held.reviewer.kind !== 'one rare skill' && chance < 0.8) ruled.push(held);
      else await this.giveBack(held, chance > 0.97 ? 'skip' : 'release');
    }
    const ids = ruled.map(({ lease }) => lease.taskId);
    if (ids.length === 0) return;
    await database.pool.query(ruleStatement, [ids]);
    await database.pool.query(settleStatement, [ids, tenantId]);
    this.ruled += ids.length;
  }

  private async giveBack(
    { reviewer: { actor, kind }, lease: { taskId, epoch } }: HeldLease,
    how: 'release' | 'skip',
  ): Promise<void> {
    const { database, tenantId } = this.options;
    const held = { tenantId, taskId, epoch, actor };
    const move = kind === 'one rare skill' ? 'release' : how;
    const answer = await database.dataSource.transaction((manager) =>
      new ReviewTaskStore(manager)[move](held),
    );
    if (!answer.ok) throw new Error(`${move} of a ${rareCategory} task: ${answer.problem.code}`);
    this.returned += 1;
  }
}

const ruleStatement = `
  WITH ruled AS (
    UPDATE review_task SET state = 'ruled', lease_until = NULL, settles_at = now()
    WHERE id = ANY($1) AND state = 'leased'
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
