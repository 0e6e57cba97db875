import type { EntityManager } from 'typeorm';
import { returnedRows } from '../returned-rows.js';
import { changeNames, type ChangeName } from './change-watcher.js';

/**
 * Takes the next number of a counter and announces the change with the COMMIT. The counter's row stays locked until
 * then, so numbers become visible in their own order: call it before the rows that carry the number are written,
 * and keep slow work before it.
 */
export async function nextChange(manager: EntityManager, name: ChangeName): Promise<number> {
  const [row] = await returnedRows<{ value: string }>(
    manager,
    'UPDATE change_counter SET value = value + 1 WHERE name = $1 RETURNING value',
    [name],
  );
  if (row === undefined) throw new Error(`There is no change counter "${name}".`);
  const version = Number(row.value);
  const event = { pattern: `${name}.changed`, data: { version } };
  await manager.query(`SELECT pg_notify('assay_relay', $1)`, [JSON.stringify(event)]);
  return version;
}

/** The number of the last committed change of everything that processes keep in memory. One small query. */
export async function readChangeCounters(
  manager: EntityManager,
): Promise<Readonly<Record<ChangeName, number>>> {
  const rows: { name: ChangeName; value: string }[] = await manager.query(
    'SELECT name, value FROM change_counter',
  );
  const read = (name: ChangeName): [ChangeName, number] => [
    name,
    Number(rows.find((row) => row.name === name)?.value ?? 0),
  ];
  return Object.fromEntries(changeNames.map(read)) as Record<ChangeName, number>;
}
