import type { EntityManager } from 'typeorm';
import { claimableKeys } from '../review/claimable-keys.js';
import { ReviewTaskStore, type ClaimedLease } from '../review/review-task.store.js';

/** A claim by somebody who may take everything but what is kept for another person. */
export async function claimAny(
  manager: EntityManager,
  wish: {
    readonly tenantId: string;
    readonly actor: string;
    readonly count: number;
    readonly queue?: string;
  },
): Promise<readonly ClaimedLease[]> {
  const { tenantId, actor, count, queue } = wish;
  const standing = {
    actor,
    lead: true,
    queues: null,
    languages: null,
    qualifiedFor: { has: () => true } as unknown as ReadonlySet<string>,
    optedOutOf: new Set<string>(),
    overBudget: false,
  };
  const { keys } = await claimableKeys(manager, { tenantId, standing, queue });
  return new ReviewTaskStore(manager).claim({ tenantId, actor, count, keys });
}
