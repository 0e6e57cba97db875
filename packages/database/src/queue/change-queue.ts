import { failed, ok, type Problem, type QueueSettings, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { QueueStore } from './queue.store.js';

/** Settings that are left out stay as they are. */
export interface QueueChange {
  readonly tenantId: string;
  readonly name: string;
  readonly actor: string;
  readonly change: { readonly [Key in keyof QueueSettings]?: QueueSettings[Key] | undefined };
}

/** Addresses of the queues themselves. */
const reserved: readonly string[] = ['load', 'stream'];

/**
 * Changes how a queue works, for the tasks that wait in it, too; one that was not set up is set up.
 * Problems: `invalid_request` for a reserved name or a fallback that leads back here, `not_found` for a standard that
 * is not the tenant's; all with a pointer. Call inside a transaction.
 */
export async function changeQueue(
  manager: EntityManager,
  { tenantId, name, actor, change }: QueueChange,
): Promise<Result<QueueSettings>> {
  if (reserved.includes(name)) return failed('invalid_request', `"${name}" is reserved.`);
  // Two changes at once must keep each other's fields, and may not close a circle of fallbacks between them.
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `queues:${tenantId}`,
  ]);
  const queues = await new QueueStore(manager).all(tenantId);
  const before = await new QueueStore(manager).settings(tenantId, name);
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const settings: QueueSettings = { ...before, ...Object.fromEntries(given) };
  if (leadsBack(name, new Map([...queues, [name, settings]]))) return circular;
  if (!(await hasStandard(manager, { tenantId, standardId: settings.standardId }))) {
    return noStandard;
  }
  await new QueueStore(manager).put({ tenantId, name, settings }, { actor });
  return ok(settings);
}

/** Whether the fallbacks of queues, followed from one of them, come back to it. */
function leadsBack(name: string, queues: ReadonlyMap<string, QueueSettings>): boolean {
  let at = name;
  for (let steps = 0; steps <= queues.size; steps += 1) {
    const fallback = queues.get(at)?.fallback;
    if (fallback?.to !== 'queue') return false;
    if (fallback.queue === name) return true;
    at = fallback.queue;
  }
  return false;
}

async function hasStandard(
  manager: EntityManager,
  wish: { readonly tenantId: string; readonly standardId: string | null },
): Promise<boolean> {
  if (wish.standardId === null) return true;
  const found: unknown[] = await manager.query(
    'SELECT 1 FROM standard WHERE id = $1 AND tenant_id = $2',
    [wish.standardId, wish.tenantId],
  );
  return found.length === 1;
}

const refusal = (
  code: Problem['code'],
  { pointer, message }: { readonly pointer: string; readonly message: string },
): Result<never> => failed(code, message, { errors: [{ pointer, code, message }] });

const circular = refusal('invalid_request', {
  pointer: '/fallback/queue',
  message: 'Tasks that nobody may take would come back to this queue. Choose another fallback.',
});

const noStandard = refusal('not_found', {
  pointer: '/standardId',
  message: 'There is no such standard.',
});
