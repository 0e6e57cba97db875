import { notEligible, readClaimKey, settingsOf } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { openKeysStatement } from '../review/claim-statement.js';
import { returnedRows } from '../returned-rows.js';
import { standingsOf } from '../reviewer/standing-of.js';
import { QueueStore } from './queue.store.js';

/** Open tasks under one key that shall go elsewhere. */
export interface StrandedKey {
  readonly claimKey: string;
  /** `null`: to the key they came from, because they were kept for a person. */
  readonly to: { readonly queue: string } | 'anyone' | null;
  /** Only those that are past due. */
  readonly overdueOnly: boolean;
}

export interface Eligibility {
  /** Keys that nobody may take since just now. */
  readonly raised: readonly string[];
  readonly cleared: readonly string[];
  /** What the fallbacks of the queues, and people who are gone, leave to be moved. */
  readonly stranded: readonly StrandedKey[];
}

/** Tenants with open tasks or alarms. Jumps along the index of open tasks: one probe per tenant. */
export async function tenantsAtWork(manager: EntityManager): Promise<readonly string[]> {
  const rows: { id: string }[] = await manager.query(
    `WITH RECURSIVE step AS (
       (SELECT tenant_id AS id FROM review_task WHERE state = 'open' ORDER BY tenant_id LIMIT 1)
       UNION ALL
       SELECT (SELECT t.tenant_id FROM review_task t WHERE t.state = 'open' AND t.tenant_id > step.id
               ORDER BY t.tenant_id LIMIT 1)
       FROM step WHERE step.id IS NOT NULL
     )
     SELECT id FROM step WHERE id IS NOT NULL UNION SELECT tenant_id FROM claim_key_alarm
     UNION SELECT tenant_id FROM unattended_task`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Compares what waits in a tenant with who may take it; raises and clears alarms. `undefined` when another process is
 * at it. Call inside a transaction with the service role. Cost: one probe per key, and keys × people in memory.
 */
export async function watchEligibility(
  manager: EntityManager,
  tenantId: string,
): Promise<Eligibility | undefined> {
  const [lock]: { mine: boolean }[] = await manager.query(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine',
    [`eligibility:${tenantId}`],
  );
  if (lock?.mine !== true) return undefined;
  const rows: { key: string }[] = await manager.query(openKeysStatement, [tenantId]);
  const keys = rows.map(({ key }) => key);
  const queues = await new QueueStore(manager).all(tenantId);
  const people = await standingsOf(manager, tenantId);
  const nobody = keys.filter((key) => {
    const settings = queues.get(readClaimKey(key)?.queue ?? '') ?? settingsOf('', undefined);
    return people.every((person) => notEligible(person, key, settings) !== undefined);
  });
  const unattended = nobody.filter((key) => readClaimKey(key) !== undefined);
  const changes = await noteAlarms(manager, { tenantId, unattended });
  const due = await dueFallbacks(manager, { tenantId, queues: new QueueStore(manager) });
  return { ...changes, stranded: [...due, ...keptInVain(keys, nobody)] };
}

/** Tasks kept for a person go back when they are past due, and at once when the person does not review any more. */
const keptInVain = (keys: readonly string[], nobody: readonly string[]): readonly StrandedKey[] =>
  keys
    .filter((key) => readClaimKey(key) === undefined)
    .map((claimKey) => ({ claimKey, to: null, overdueOnly: !nobody.includes(claimKey) }));

async function noteAlarms(
  manager: EntityManager,
  { tenantId, unattended }: { readonly tenantId: string; readonly unattended: readonly string[] },
): Promise<Pick<Eligibility, 'raised' | 'cleared'>> {
  const cleared = await returnedRows<{ key: string }>(
    manager,
    `DELETE FROM claim_key_alarm WHERE tenant_id = $1 AND NOT claim_key = ANY($2) RETURNING claim_key AS key`,
    [tenantId, unattended],
  );
  const raised: { key: string }[] = await manager.query(
    `INSERT INTO claim_key_alarm (tenant_id, claim_key) SELECT $1, unnest($2::text[])
     ON CONFLICT DO NOTHING RETURNING claim_key AS key`,
    [tenantId, unattended],
  );
  return { raised: raised.map(({ key }) => key), cleared: cleared.map(({ key }) => key) };
}

async function dueFallbacks(
  manager: EntityManager,
  { tenantId, queues }: { readonly tenantId: string; readonly queues: QueueStore },
): Promise<readonly StrandedKey[]> {
  const alarms: { claimKey: string; seconds: number }[] = await manager.query(
    `SELECT claim_key AS "claimKey", extract(epoch FROM now() - since)::float8 AS seconds
     FROM claim_key_alarm WHERE tenant_id = $1 ORDER BY since`,
    [tenantId],
  );
  const stranded: StrandedKey[] = [];
  for (const { claimKey, seconds } of alarms) {
    const asked = readClaimKey(claimKey);
    if (asked === undefined) continue;
    const { fallback, fallbackSeconds } = await queues.settings(tenantId, asked.queue);
    if (seconds < fallbackSeconds) continue;
    const asksNothing = asked.category === null && asked.language === null;
    if (fallback.to === 'anyone' && asksNothing) continue;
    const to = fallback.to === 'anyone' ? fallback.to : { queue: fallback.queue };
    stranded.push({ claimKey, to, overdueOnly: false });
  }
  return stranded;
}
