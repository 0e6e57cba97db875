import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateRuling,
  EscalateTask,
  Heartbeat,
  LeaseBody,
  LeaseEpoch,
  MovedTask,
  ReferTask,
  ReviewTaskBody,
  RulingBody,
  TransferTask,
} from '@assay/contracts';
import {
  DeliveryStore,
  moveTask,
  ReviewTaskStore,
  RulingStore,
  standingsOf,
  type Database,
  type GivenRuling,
  type HeldTask,
  type RecordedRuling,
  type Settled,
} from '@assay/database';
import { failed, mayDo, ok, type Principal, type Result } from '@assay/domain';
import { relayEvent } from '@assay/relay';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { keysFor } from './review-claims.service.js';
import { leaseBody } from './review-task-body.js';
import { TaskBodies } from './task-bodies.js';

/** What a reviewer does with tasks. Every method is one transaction; a refusal may still keep a draft. */
@Injectable()
export class ReviewWorkService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly bodies: TaskBodies,
  ) {}

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

  /** Problems: as `release`. */
  escalate(
    actor: Principal,
    taskId: string,
    { epoch, note }: EscalateTask,
  ): Promise<Result<MovedTask>> {
    return this.write((manager) =>
      moveTask(manager, held(actor, taskId, epoch), { kind: 'escalated', note }),
    );
  }

  /**
   * Problems: as `release`; `not_found` with a pointer for a queue or person that is not there, `forbidden` for people
   * who may not choose the person, `invalid_transition` where the task must not go.
   */
  async transfer(
    actor: Principal,
    taskId: string,
    { epoch, note, to }: TransferTask,
  ): Promise<Result<MovedTask>> {
    const task = held(actor, taskId, epoch);
    const lead = mayDo(actor, 'reviews:manage');
    if ('queue' in to) {
      const { queue } = to;
      return this.write((manager) =>
        moveTask(manager, task, { kind: 'transferred', note, queue, lead }),
      );
    }
    // Who may take a task tells who sat on its panel, and which content somebody has seen before.
    if (!lead) return failed('forbidden', 'Only a lead hands a task to one person.');
    return this.write(async (manager) => {
      const reviewers = await standingsOf(manager, actor.tenantId);
      const person = reviewers.find((one) => one.actor === to.userId);
      return person === undefined
        ? nobody
        : moveTask(manager, task, { kind: 'transferred', note, person });
    });
  }

  /** Problems: as `rule`. */
  refer(actor: Principal, taskId: string, body: ReferTask): Promise<Result<RulingBody>> {
    const { epoch, authority, category, clause = null, note = null } = body;
    const referral = { authority, note };
    return this.give(actor, {
      ...held(actor, taskId, epoch),
      ruling: {
        kind: 'referral',
        outcome: 'block',
        category,
        clause,
        note,
        measures: [],
        referral,
      },
    });
  }

  /** Problems: `not_found`, `stale_lease` (kept as a draft), `task_closed`, `invalid_transition`, and pointers. */
  rule(actor: Principal, taskId: string, body: CreateRuling): Promise<Result<RulingBody>> {
    const { epoch, kind = 'ruling', outcome = 'block', category = null } = body;
    const { clause = null, note = null, measures = [], cluster } = body;
    return this.give(actor, {
      ...held(actor, taskId, epoch),
      ruling: { kind, outcome, category, clause, note, measures, referral: null },
      ...(cluster === undefined ? {} : { cluster: { ...cluster, keys: [] } }),
    });
  }

  /** The task, leased to the caller again. Problems: `not_found`, `not_ruled`, `undo_window_closed`, `task_closed`. */
  async undo(actor: Principal, taskId: string): Promise<Result<ReviewTaskBody>> {
    const { tenantId, id } = actor;
    const lease = await this.write((manager) =>
      new RulingStore(manager).undo({ tenantId, taskId, actor: id }),
    );
    if (!lease.ok) return lease;
    const [task] = await this.bodies.of(actor, [taskId]);
    if (task === undefined) throw new Error('A task that was leased just now is gone.');
    return ok(task);
  }

  /** What a refusal wrote stays: the draft of a lost lease. A cluster that is refused takes its ruling with it. */
  private async give(actor: Principal, given: GivenRuling): Promise<Result<RulingBody>> {
    const recorded = await this.write(async (manager) => {
      const cluster = given.cluster && {
        ...given.cluster,
        keys: (await keysFor(manager, { actor })).keys.map(({ key }) => key),
      };
      const ruling = await new RulingStore(manager).rule({ ...given, cluster });
      if (ruling.ok && ruling.value.settled !== undefined) {
        await announce(manager, ruling.value.settled);
      }
      return ruling;
    });
    return recorded.ok ? ok(rulingBody(recorded.value)) : recorded;
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

const nobody = failed('not_found', 'Nobody with this id reviews here.', {
  errors: [
    { pointer: '/to/userId', code: 'not_found', message: 'Nobody with this id reviews here.' },
  ],
});

const rulingBody = ({ settlesAt, cluster, ...ruling }: RecordedRuling): RulingBody => ({
  id: ruling.id,
  taskId: ruling.taskId,
  outcome: ruling.outcome,
  settlesAt: settlesAt.toISOString(),
  undoable: ruling.undoable,
  ...(cluster === undefined
    ? {}
    : { cluster: { ruled: cluster.taskIds.length, verifying: cluster.verifying } }),
});
