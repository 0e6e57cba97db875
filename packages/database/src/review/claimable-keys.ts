import {
  notEligible,
  readClaimKey,
  settingsOf,
  type NotEligible,
  type ReviewerStanding,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { prepared } from '../prepared.js';
import { QueueStore } from '../queue/queue.store.js';
import { openKeysStatement } from './claim-statement.js';

/** `refused`: why keys that hold tasks were left out, most telling first. */
export interface ClaimableKeys {
  readonly keys: readonly string[];
  readonly refused: readonly NotEligible[];
}

/** Keys of open tasks that a person may take, in one queue or in all. Cost: one index probe per key. */
export async function claimableKeys(
  manager: EntityManager,
  wish: {
    readonly tenantId: string;
    readonly standing: ReviewerStanding;
    readonly queue?: string | undefined;
  },
): Promise<ClaimableKeys> {
  const { tenantId, standing, queue } = wish;
  const rows = await prepared<{ key: string }>(manager, {
    name: 'open-keys',
    text: openKeysStatement,
    values: [tenantId],
  });
  const queues = await new QueueStore(manager).all(tenantId);
  const keys: string[] = [];
  const refused = new Set<NotEligible>();
  for (const { key } of rows) {
    const asked = readClaimKey(key);
    if (queue !== undefined && asked !== undefined && asked.queue !== queue) continue;
    const settings = queues.get(asked?.queue ?? '') ?? settingsOf(asked?.queue ?? '', undefined);
    const reason = notEligible(standing, key, settings);
    if (reason === undefined) keys.push(key);
    else if (reason !== 'other_person') refused.add(reason);
  }
  return { keys, refused: [...refused] };
}
