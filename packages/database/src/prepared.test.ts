import { expect, test } from '@jest/globals';
import { createTestDatabase } from '@assay/testing';
import { connectDatabase } from './connection.js';
import { migrate } from './migrate.js';
import { prepared } from './prepared.js';

test.each([
  ['the server discarded it', 'DEALLOCATE ALL', '26000'],
  ['its answer has another type', 'ALTER TABLE pg_temp.thing ALTER a TYPE bigint', '0A000'],
])(
  'a statement fails once when %s, and goes on with another connection',
  async (_, change, code) => {
    const server = await createTestDatabase({ migrate });
    const database = await connectDatabase({
      url: server.url,
      applicationName: 'test',
      poolSize: 1,
    });
    const statement = { name: 'things', text: 'SELECT * FROM thing', values: [] };
    const read = () => database.dataSource.transaction((manager) => prepared(manager, statement));
    try {
      await database.pool.query('CREATE TEMP TABLE thing (a int)');
      expect(await read()).toEqual([]);
      await database.pool.query(change);
      await expect(read()).rejects.toMatchObject({ code });
      // A new connection has no such table of its own: it reached the server and asked anew.
      await expect(read()).rejects.toMatchObject({ code: '42P01' });
    } finally {
      await database.close();
      await server.drop();
    }
  },
);
