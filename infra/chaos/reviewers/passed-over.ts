import { connectDatabase, watchUnattended } from '@assay/database';

/** Tasks that everybody who may take them has passed on. */
export interface PassedOver {
  sweep(): Promise<void>;
  /** How many of them were offered to people again, by the workers or here. */
  count(): Promise<number>;
  close(): Promise<void>;
}

/**
 * The workers look for such tasks every half minute, and twice before they act. Here the same look is taken while the
 * experiment waits for its end, so that it waits as long as a queue's shortest time and not for two sweeps.
 */
export async function openPassedOver(databaseUrl: string): Promise<PassedOver> {
  const database = await connectDatabase({
    url: databaseUrl,
    applicationName: 'passed-over',
    poolSize: 1,
  });
  return {
    sweep: async () => {
      const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM tenant');
      for (const { id: tenantId } of rows) {
        await database.dataSource.transaction((manager) => watchUnattended(manager, { tenantId }));
      }
    },
    count: async () => {
      const { rows } = await database.pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM task_event WHERE kind = 'rerouted'`,
      );
      return rows[0]?.count ?? 0;
    },
    close: () => database.close(),
  };
}
