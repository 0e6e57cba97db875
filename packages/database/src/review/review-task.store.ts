import { failed, leaseSeconds, ok, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { claimStatement } from './claim-statement.js';
import { forgetDraft, keepLostDraft, saveDraft } from './draft-statements.js';
import type { Lease, ReviewDraft } from './review-task-view.js';

/** A task and the lease that a request says it holds. */
export interface HeldTask {
  readonly tenantId: string;
  readonly taskId: string;
  readonly actor: string;
  readonly epoch: number;
}

/**
 * Leases of review tasks. Every write names owner and epoch, so a lease that has moved on changes nothing.
 * Call inside a transaction. Time is the database's only.
 */
export class ReviewTaskStore {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Leases up to `count` open tasks to `actor`, most pressing first; fewer or none when the queue has no more.
   * Never one that the actor skipped or whose submission the actor has ruled on. Tasks that somebody else is
   * claiming at this moment are passed over, not waited for. Cost: one statement, O(count + skipped at the front).
   */
  async claim(wish: {
    tenantId: string;
    actor: string;
    count: number;
    queue?: string | undefined;
  }): Promise<readonly Lease[]> {
    const { tenantId, actor, count, queue } = wish;
    const leases: Lease[] = await this.manager.query(claimStatement(queue), [
      tenantId,
      actor,
      count,
      leaseSeconds,
      ...(queue === undefined ? [] : [queue]),
    ]);
    for (const { taskId, epoch } of leases) {
      await this.audit('review_task.claim', { tenantId, taskId, actor, epoch });
    }
    return leases;
  }

  /**
   * Extends the lease and saves the draft. A lapsed lease may be extended until it is returned to the queue.
   * `stale_lease`: somebody else may have the task now; the draft is kept and comes back with the next claim.
   */
  async heartbeat(held: HeldTask, draft: ReviewDraft | undefined): Promise<Result<Lease>> {
    const [lease]: Lease[] = await this.manager.query(
      `WITH extended AS (
         UPDATE review_task SET lease_until = now() + make_interval(secs => $5)
         WHERE ${isHeld} RETURNING id, tenant_id, lease_epoch, lease_until
       ), noted AS (
         INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
         SELECT id, tenant_id, 'extended', $3, lease_epoch FROM extended
       )
       SELECT id AS "taskId", lease_epoch AS epoch, lease_until AS until FROM extended`,
      [...keyOf(held), leaseSeconds],
    );
    if (lease === undefined) return this.refuse(held, draft);
    if (draft !== undefined) await saveDraft(this.manager, held, draft);
    return ok(lease);
  }

  /** Gives the task back to the queue. The draft waits for its author. */
  release(held: HeldTask): Promise<Result<null>> {
    return this.giveBack(held, 'released');
  }

  /** Gives the task back to the others: its skipper is never offered it again. */
  async skip(held: HeldTask): Promise<Result<null>> {
    const given = await this.giveBack(held, 'skipped');
    if (!given.ok) return given;
    await this.manager.query(
      `INSERT INTO review_task_skip (task_id, actor, tenant_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [held.taskId, held.actor, held.tenantId],
    );
    await forgetDraft(this.manager, held);
    return given;
  }

  /** Why the held lease does not count any more; keeps what its former holder typed. */
  async refuse(held: HeldTask, draft: ReviewDraft | undefined): Promise<Result<never>> {
    const [task]: { state: string }[] = await this.manager.query(
      `SELECT state FROM review_task WHERE id = $1 AND tenant_id = $2`,
      [held.taskId, held.tenantId],
    );
    if (task === undefined) return failed('not_found', 'There is no such review task.');
    if (task.state === 'settled' || task.state === 'cancelled') {
      return failed('task_closed', 'This review task is closed. Claim another one.');
    }
    if (draft !== undefined) await keepLostDraft(this.manager, held, draft);
    return failed(
      'stale_lease',
      'You do not hold this task under this epoch any more. Your draft is kept; claim again.',
    );
  }

  private async giveBack(held: HeldTask, kind: 'released' | 'skipped'): Promise<Result<null>> {
    const freed: unknown[] = await this.manager.query(
      `WITH freed AS (
         UPDATE review_task SET state = 'open', lease_owner = NULL, lease_until = NULL
         WHERE ${isHeld} RETURNING id, tenant_id, lease_epoch
       ), noted AS (
         INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
         SELECT id, tenant_id, $5, $3, lease_epoch FROM freed
       )
       SELECT id FROM freed`,
      [...keyOf(held), kind],
    );
    if (freed.length === 0) return this.refuse(held, undefined);
    await this.audit(kind === 'released' ? 'review_task.release' : 'review_task.skip', held);
    return ok(null);
  }

  private audit(action: string, { tenantId, taskId, actor, epoch }: HeldTask): Promise<void> {
    const record = { tenantId, actor, action, subjectType: 'review_task', subjectId: taskId };
    return recordAudit(this.manager, { ...record, detail: { epoch } });
  }
}

const isHeld = `id = $1 AND tenant_id = $2 AND lease_owner = $3 AND lease_epoch = $4 AND state = 'leased'`;

const keyOf = ({ taskId, tenantId, actor, epoch }: HeldTask): unknown[] => [
  taskId,
  tenantId,
  actor,
  epoch,
];
