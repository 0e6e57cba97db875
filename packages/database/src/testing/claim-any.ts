import type { ReviewerStanding } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { claimableKeys, type OpenKey } from '../review/claimable-keys.js';
import { ReviewTaskStore, type ClaimedLease } from '../review/review-task.store.js';

/** Somebody who may take everything but what is kept for another person. */
export const anyStanding = (actor: string): ReviewerStanding => ({
  actor,
  lead: true,
  queues: null,
  languages: null,
  qualifiedFor: { has: () => true } as unknown as ReadonlySet<string>,
  optedOutOf: new Set<string>(),
  overBudget: false,
});

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
  const { tenantId, actor, count } = wish;
  return new ReviewTaskStore(manager).claim({
    tenantId,
    actor,
    count,
    keys: await openToAny(manager, wish),
  });
}

/** The keys of such a person. */
export async function keysOfAny(
  manager: EntityManager,
  wish: { readonly tenantId: string; readonly actor: string; readonly queue?: string },
): Promise<readonly string[]> {
  return (await openToAny(manager, wish)).map(({ key }) => key);
}

async function openToAny(
  manager: EntityManager,
  wish: { readonly tenantId: string; readonly actor: string; readonly queue?: string },
): Promise<readonly OpenKey[]> {
  const { tenantId, actor, queue } = wish;
  const standing = anyStanding(actor);
  return (await claimableKeys(manager, { tenantId, standing, queue })).keys;
}
