import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { newId } from '../random-pool.js';
import { deleteOutdated, outdatedTables, type OutdatedTable } from './delete-outdated.js';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'housekeeping-test' });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});
beforeEach(async () => {
  for (const table of outdatedTables) await database.pool.query(`DELETE FROM ${table}`);
});

const sql = (text: string, ...params: unknown[]) => database.pool.query(text, params);
const count = async (table: OutdatedTable): Promise<number> =>
  (await sql(`SELECT FROM ${table}`)).rowCount ?? 0;

/** Adds a row that is `age` old. */
const add: Record<OutdatedTable, (age: string) => Promise<unknown>> = {
  idempotency: (age) =>
    sql(
      `INSERT INTO idempotency (tenant_id, key, submission_id, body_hash, created_at)
       VALUES ($1, 'k', $1, '', now() - $2::interval)`,
      newId(),
      age,
    ),
  quota_window: (age) =>
    sql(
      `INSERT INTO quota_window (tenant_id, window_start, used) VALUES ($1, now() - $2::interval, 1)`,
      newId(),
      age,
    ),
  session: (age) =>
    sql(
      `INSERT INTO session (token_hash, user_id, tenant_id, expires_at)
       VALUES ($1, $2, $2, now() - $3::interval)`,
      randomBytes(32),
      newId(),
      age,
    ),
  login_failure: (age) =>
    sql(
      `INSERT INTO login_failure (subject, failures, last_at) VALUES ($1, 1, now() - $2::interval)`,
      newId(),
      age,
    ),
};

test.each<[OutdatedTable, string, string]>([
  ['idempotency', '47 hours', '49 hours'],
  ['quota_window', '59 minutes', '61 minutes'],
  ['session', '6 days', '8 days'],
  ['login_failure', '23 hours', '25 hours'],
])('%s keeps a row for %s and not for %s', async (table, kept, outdated) => {
  await add[table](kept);
  await add[table](outdated);
  expect(await deleteOutdated(database.pool, { table, limit: 10 })).toBe(1);
  expect(await count(table)).toBe(1);
  expect(await deleteOutdated(database.pool, { table, limit: 10 })).toBe(0);
});

test('a batch is bounded, and sweeps that race delete every row once', async () => {
  for (let row = 0; row < 25; row += 1) await add.login_failure('2 days');
  const sweep = () => deleteOutdated(database.pool, { table: 'login_failure', limit: 5 });
  expect(await sweep()).toBe(5);
  const deleted = await Promise.all([sweep(), sweep(), sweep()]);
  expect(Math.max(...deleted)).toBeLessThanOrEqual(5);
  const total = deleted.reduce((sum, one) => sum + one, 0);
  expect(await count('login_failure')).toBe(20 - total);
});

test('rows that another process holds are left to it, without waiting', async () => {
  await add.session('8 days');
  await database.dataSource.transaction(async (manager) => {
    await manager.query('SELECT 1 FROM session FOR UPDATE');
    expect(await deleteOutdated(database.pool, { table: 'session', limit: 10 })).toBe(0);
  });
  expect(await deleteOutdated(database.pool, { table: 'session', limit: 10 })).toBe(1);
});
