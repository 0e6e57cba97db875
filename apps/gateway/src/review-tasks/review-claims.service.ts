import { Inject, Injectable } from '@nestjs/common';
import type { ClaimedTasks, ClaimTasks, SimilarTasks } from '@assay/contracts';
import {
  claimableKeys,
  readAsTenant,
  ReviewDeskStore,
  ReviewTaskStore,
  standingOf,
  type ClaimableKeys,
  type ClaimedLease,
  type Database,
} from '@assay/database';
import {
  failed,
  mayDo,
  notEligibleReasons,
  ok,
  type NotEligible,
  type Principal,
  type Result,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { TaskBodies } from './task-bodies.js';

/** What a reviewer is offered, and takes. */
@Injectable()
export class ReviewClaimsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly bodies: TaskBodies,
  ) {}

  /**
   * Leases the most pressing tasks the person may take. `not_qualified` when the queue they name has work, and none
   * of it is for them; without a queue the answer says why there is nothing.
   */
  async claim(actor: Principal, { queue, count = 1 }: ClaimTasks): Promise<Result<ClaimedTasks>> {
    const { leases, refused } = await this.database.dataSource.transaction((manager) =>
      lease(manager, { actor, count, queue }),
    );
    if (leases.length > 0) {
      const ids = leases.map(({ taskId }) => taskId);
      return ok({ tasks: await this.bodies.of(actor, ids) });
    }
    const reasons = notEligibleReasons.filter((reason) => refused.includes(reason));
    const [first] = reasons;
    if (queue !== undefined && first !== undefined) return failed('not_qualified', because[first]);
    return ok({ tasks: [], ...(first === undefined ? {} : { notOffered: reasons }) });
  }

  /** Tasks that one ruling on this one could settle as well. For its holder only. */
  async similar(actor: Principal, taskId: string): Promise<Result<SimilarTasks>> {
    const { tenantId, id } = actor;
    const { keys } = await keysFor(this.database.dataSource.manager, { actor });
    return readAsTenant(this.database.dataSource, tenantId, async (manager) => {
      const desk = new ReviewDeskStore(manager);
      const task = await desk.holderOf(taskId);
      if (task?.holder !== id) {
        return failed('not_found', 'There is no such review task, or it is not yours.');
      }
      const found = await desk.similar({
        taskId,
        actor: id,
        keys: keys.map(({ key }) => key),
      });
      return ok({
        items: found.map(({ id: similarId, distance, parts }) => ({
          taskId: similarId,
          distance,
          parts: [...parts],
        })),
      });
    });
  }
}

/** Keys of open tasks that a person may take now. */
export async function keysFor(
  manager: EntityManager,
  { actor, queue }: { readonly actor: Principal; readonly queue?: string | undefined },
): Promise<ClaimableKeys> {
  const { tenantId, id } = actor;
  const lead = mayDo(actor, 'reviews:manage');
  const standing = await standingOf(manager, { tenantId, actor: id, lead });
  return claimableKeys(manager, { tenantId, standing, queue });
}

async function lease(
  manager: EntityManager,
  wish: { readonly actor: Principal; readonly count: number; readonly queue: string | undefined },
): Promise<{ readonly leases: readonly ClaimedLease[]; readonly refused: readonly NotEligible[] }> {
  const { actor, count } = wish;
  const { tenantId, id } = actor;
  const { keys, refused } = await keysFor(manager, wish);
  const leases = await new ReviewTaskStore(manager).claim({ tenantId, actor: id, count, keys });
  return { leases, refused };
}

const because: Readonly<Record<NotEligible, string>> = {
  not_qualified:
    'The tasks of this queue need a qualification you do not hold; pass its exam first.',
  over_budget: 'Your exposure budget of today is used up, and this queue has no mild tasks left.',
  opted_out: 'You opted out of the categories that wait in this queue.',
  language: 'The tasks of this queue are in languages you did not name as yours.',
  leads_only: 'This queue is for leads.',
  other_queue: 'You do not work in this queue.',
  other_person: 'The tasks of this queue are kept for somebody else.',
};
