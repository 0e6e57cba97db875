import { expect, test } from '@jest/globals';
import { createTestDatabase } from '@assay/testing';
import pg from 'pg';
import { closePool } from './close-pool.js';

test('when a pool is closed, its connections are gone from the server', async () => {
  const database = await createTestDatabase();
  const observer = new pg.Client({ connectionString: database.url });
  await observer.connect();
  try {
    for (let round = 0; round < 10; round += 1) {
      const pool = new pg.Pool({
        connectionString: database.url,
        max: 5,
        application_name: 'them',
      });
      await Promise.all(Array.from({ length: 5 }, () => pool.query('SELECT pg_sleep(0.01)')));
      await closePool(pool);
      const { rows } = await observer.query(
        `SELECT count(*)::int AS open FROM pg_stat_activity WHERE application_name = 'them'`,
      );
      expect(rows).toEqual([{ open: 0 }]);
    }
    await closePool(new pg.Pool({ connectionString: database.url }));
  } finally {
    await observer.end();
    await database.drop();
  }
});
