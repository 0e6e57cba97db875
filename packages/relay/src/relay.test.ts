import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, until, type TestDatabase } from '@assay/testing';
import pg from 'pg';
import { firstValueFrom } from 'rxjs';
import { RelayClient } from './relay-client.js';
import { relayEvent } from './relay-connection.js';
import { RelayServer } from './relay-server.js';

const deadlineMs = 10_000;

describe('the relay', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let server: RelayServer;
  let client: RelayClient;
  let connections = 0;
  const got: unknown[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 3 });
    // Dropping the database may end connections that say good-bye in the same moment.
    pool.on('error', () => undefined);
    server = new RelayServer({ databaseUrl: database.url, onConnected: () => (connections += 1) });
    server.addHandler('thing.changed', async (data: unknown) => void got.push(data), true);
    await new Promise((resolve) => server.listen(resolve));
    client = new RelayClient(pool);
  });

  afterAll(async () => {
    await server.close();
    await pool.end();
    await database.drop();
  });

  const emit = (data: object): Promise<unknown> =>
    firstValueFrom(client.emit('thing.changed', data), { defaultValue: undefined });

  it('carries an event from client to handler', async () => {
    await emit({ ids: ['ä', '一'] });
    await until(() => got.length === 1, { deadlineMs });
    expect(got).toEqual([{ ids: ['ä', '一'] }]);
  });

  it('ignores events that nobody handles', async () => {
    await firstValueFrom(client.emit('nobody.cares', {}), { defaultValue: undefined });
    await emit({ n: 2 });
    await until(() => got.length === 2, { deadlineMs });
    expect(got.at(-1)).toEqual({ n: 2 });
  });

  it('sends an event of a transaction with its COMMIT, and not at all on ROLLBACK', async () => {
    const connection = await pool.connect();
    const send = async (end: string, n: number): Promise<void> => {
      const { sql, params } = relayEvent('thing.changed', { n });
      await connection.query('BEGIN');
      await connection.query(sql, params);
      await connection.query(end);
    };
    await send('ROLLBACK', 3);
    await send('COMMIT', 4);
    connection.release();
    await until(() => got.length === 3, { deadlineMs });
    expect(got.at(-1)).toEqual({ n: 4 });
  });

  it('listens again, and says so, after its connection was cut', async () => {
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'assay-relay' AND datname = current_database()`,
    );
    await until(() => connections === 2, { deadlineMs });
    await emit({ n: 5 });
    await until(() => got.length === 4, { deadlineMs });
    expect(got.at(-1)).toEqual({ n: 5 });
  });
});
