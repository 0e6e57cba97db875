import {
  notEligible,
  readClaimKey,
  settingsOf,
  type NotEligible,
  type QueueSettings,
  type ReviewerStanding,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { prepared } from '../prepared.js';
import { offeredKeysStatement } from './claim-statement.js';

/** A claim key under which open tasks wait, and the rank of the most pressing one, as the database writes it. */
export interface OpenKey {
  readonly key: string;
  readonly head: string;
}

/** `keys` begin with the one whose head is most pressing; `refused`: why keys that hold tasks were left out, most telling first. */
export interface ClaimableKeys {
  readonly keys: readonly OpenKey[];
  readonly refused: readonly NotEligible[];
}

/** Keys of open tasks that a person may take, in one queue or in all. One statement; cost: one index probe per key. */
export async function claimableKeys(
  manager: EntityManager,
  wish: {
    readonly tenantId: string;
    readonly standing: ReviewerStanding;
    readonly queue?: string | undefined;
  },
): Promise<ClaimableKeys> {
  const { tenantId, standing, queue } = wish;
  const rows = await prepared<OfferedRow>(manager, {
    name: 'offered-keys',
    text: offeredKeysStatement,
    values: [tenantId],
  });
  const queues = new Map(
    rows.flatMap(({ key, head, settings }) => (head === null ? [[key, settings]] : [])),
  );
  const keys: OpenKey[] = [];
  const refused = new Set<NotEligible>();
  for (const { key, head } of rows) {
    if (head === null) continue;
    const asked = readClaimKey(key)?.queue;
    if (queue !== undefined && asked !== undefined && asked !== queue) continue;
    const settings = settingsOf(asked ?? '', queues.get(asked ?? '') ?? undefined);
    const reason = notEligible(standing, key, settings);
    if (reason === undefined) keys.push({ key, head });
    else if (reason !== 'other_person') refused.add(reason);
  }
  return { keys, refused: [...refused] };
}

/** A key with its head, or a queue with its settings. */
interface OfferedRow {
  readonly key: string;
  readonly head: string | null;
  readonly settings: Partial<QueueSettings> | null;
}
