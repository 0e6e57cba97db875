import type { EntityManager } from 'typeorm';
import type { Database } from '../connection.js';
import { nothingSettled, settleRuled, type Settled } from './settle-ruled.js';

/** `failures` holds one error per ruling that could not be settled; they stay due and are tried again. */
export interface SettledDue extends Settled {
  readonly failures: readonly Error[];
}

/**
 * Settles rulings whose undo window is over: verdict, event, deliveries, audit, ruling and task in one transaction.
 * Any number of processes may run it at once; each ruling is settled once. When a batch fails it is split, so that
 * one bad ruling holds up no other. Rejects only when the database cannot be reached.
 */
export async function settleDue(
  { dataSource }: Pick<Database, 'dataSource'>,
  { limit }: { readonly limit: number },
): Promise<SettledDue> {
  const due: { id: string }[] = await dataSource.query(
    `SELECT id FROM review_task WHERE state = 'ruled' AND settles_at <= now() ORDER BY settles_at LIMIT $1`,
    [limit],
  );
  const ids = due.map(({ id }) => id);
  if (ids.length === 0) return { ...nothingSettled, failures: [] };
  const settle = (some: readonly string[]): Promise<Settled> =>
    dataSource.transaction((manager) => settleStillDue(manager, some));
  try {
    return { ...(await settle(ids)), failures: [] };
  } catch (error) {
    if (ids.length === 1) return { ...nothingSettled, failures: [error as Error] };
    return oneByOne(ids, settle);
  }
}

async function settleStillDue(manager: EntityManager, ids: readonly string[]): Promise<Settled> {
  const locked: { id: string }[] = await manager.query(
    `SELECT id FROM review_task WHERE id = ANY($1) AND state = 'ruled' AND settles_at <= now()
     FOR UPDATE SKIP LOCKED`,
    [ids],
  );
  return settleRuled(
    manager,
    locked.map(({ id }) => id),
  );
}

async function oneByOne(
  ids: readonly string[],
  settle: (some: readonly string[]) => Promise<Settled>,
): Promise<SettledDue> {
  const done: Settled[] = [];
  const failures: Error[] = [];
  for (const id of ids) {
    try {
      done.push(await settle([id]));
    } catch (error) {
      failures.push(error as Error);
    }
  }
  return {
    submissionIds: done.flatMap(({ submissionIds }) => submissionIds),
    deliveries: done.flatMap(({ deliveries }) => deliveries),
    tasks: done.reduce((sum, { tasks }) => sum + tasks, 0),
    tenantIds: [...new Set(done.flatMap(({ tenantIds }) => tenantIds))],
    failures,
  };
}
