import type { EntityManager } from 'typeorm';

/**
 * Until the end of the transaction statements run without parallel workers: figures take longer that way, and take
 * nothing from the claims that run beside them.
 */
export async function inOneProcess(manager: EntityManager): Promise<void> {
  await manager.query('SET LOCAL max_parallel_workers_per_gather = 0');
}
