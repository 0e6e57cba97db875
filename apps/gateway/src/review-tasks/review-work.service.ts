import { Inject, Injectable } from '@nestjs/common';
import type {
  ClaimedTasks,
  ClaimTasks,
  CreateRuling,
  Heartbeat,
  LeaseBody,
  LeaseEpoch,
  ReviewTaskBody,
  RulingBody,
} from '@assay/contracts';
import {
  DeliveryStore,
  readAsTenant,
  ReviewDeskStore,
  ReviewTaskStore,
  RulingStore,
  type Database,
  type HeldTask,
  type RecordedRuling,
  type Settled,
} from '@assay/database';
import { ok, type Principal, type Result } from '@assay/domain';
import { relayEvent } from '@assay/relay';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { leaseBody, reviewTaskBody } from './review-task-body.js';

/** What a reviewer does with tasks. Every method is one transaction; a refusal may still keep a draft. */
@Injectable()
export class ReviewWorkService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async claim(actor: Principal, { queue, count = 1 }: ClaimTasks): Promise<ClaimedTasks> {
    const { tenantId, id } = actor;
    const leases = await this.write((manager) =>
      new ReviewTaskStore(manager).claim({ tenantId, actor: id, count, queue }),
    );
    const taskIds = leases.map(({ taskId }) => taskId);
    const tasks = await readAsTenant(this.database.dataSource, tenantId, (manager) =>
      new ReviewDeskStore(manager).withContent(taskIds, id),
    );
    return { tasks: tasks.map((task) => reviewTaskBody(task, id)) };
  }

  /** Problems: `not_found`, `stale_lease` (the draft is kept), `task_closed`. */
  async heartbeat(
    actor: Principal,
    taskId: string,
    { epoch, draft }: Heartbeat,
  ): Promise<Result<LeaseBody>> {
    const lease = await this.write((manager) =>
      new ReviewTaskStore(manager).heartbeat(held(actor, taskId, epoch), draft),
    );
    return lease.ok ? ok(leaseBody(lease.value)) : lease;
  }

  /** Problems: `not_found`, `stale_lease`, `task_closed`. */
  release(actor: Principal, taskId: string, { epoch }: LeaseEpoch): Promise<Result<null>> {
    return this.write((manager) =>
      new ReviewTaskStore(manager).release(held(actor, taskId, epoch)),
    );
  }

  /** Problems: as `release`. */
  skip(actor: Principal, taskId: string, { epoch }: LeaseEpoch): Promise<Result<null>> {
    return this.write((manager) => new ReviewTaskStore(manager).skip(held(actor, taskId, epoch)));
  }

  /** Problems: `not_found`, `stale_lease` (kept as a draft), `task_closed`, `invalid_transition`, and pointers. */
  async rule(actor: Principal, taskId: string, body: CreateRuling): Promise<Result<RulingBody>> {
    const { epoch, outcome, category = null, note = null, measures = [] } = body;
    const recorded = await this.write(async (manager) => {
      const ruling = { outcome, category, note, measures };
      const given = await new RulingStore(manager).rule({ ...held(actor, taskId, epoch), ruling });
      if (given.ok && given.value.settled !== undefined) {
        await announce(manager, given.value.settled);
      }
      return given;
    });
    return recorded.ok ? ok(rulingBody(recorded.value)) : recorded;
  }

  /** The task, leased to the caller again. Problems: `not_found`, `not_ruled`, `undo_window_closed`, `task_closed`. */
  async undo(actor: Principal, taskId: string): Promise<Result<ReviewTaskBody>> {
    const { tenantId, id } = actor;
    const lease = await this.write((manager) =>
      new RulingStore(manager).undo({ tenantId, taskId, actor: id }),
    );
    if (!lease.ok) return lease;
    const [task] = await readAsTenant(this.database.dataSource, tenantId, (manager) =>
      new ReviewDeskStore(manager).withContent([taskId], id),
    );
    if (task === undefined) throw new Error('A task that was leased just now is gone.');
    return ok(reviewTaskBody(task, id));
  }

  private write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.dataSource.transaction(work);
  }
}

const held = ({ tenantId, id }: Principal, taskId: string, epoch: number): HeldTask => ({
  tenantId,
  taskId,
  actor: id,
  epoch,
});

/** Goes out with the COMMIT, so that nobody hears of a verdict before it is there. The worker sends the webhooks. */
async function announce(
  manager: EntityManager,
  { submissionIds, deliveries }: Settled,
): Promise<void> {
  await new DeliveryStore(manager).leaveToPolling(deliveries.map(({ id }) => id));
  const { sql, params } = relayEvent('verdicts.recorded', { ids: submissionIds });
  await manager.query(sql, params);
}

const rulingBody = ({ id, taskId, outcome, settlesAt, undoable }: RecordedRuling): RulingBody => ({
  id,
  taskId,
  outcome,
  settlesAt: settlesAt.toISOString(),
  undoable,
});
