import { migrate } from './migrate.js';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from './connection.js';
import { DeadlineExceeded, queryWithin } from './query-within.js';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({
    url: server.url,
    applicationName: 'query-within-test',
    poolSize: 1,
  });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const pidSql = { text: 'SELECT pg_backend_pid() AS pid' };
const pidWithin = async (): Promise<number> =>
  (await queryWithin<{ pid: number }>(database.pool, pidSql, 5000)).rows[0]!.pid;

test('a statement that answers in time leaves its connection in the pool', async () => {
  const pid = await pidWithin();
  expect(await pidWithin()).toBe(pid);
  expect(database.pool.totalCount).toBe(1);
});

test('a statement that does not answer is given up, and its connection is never used again', async () => {
  const pid = await pidWithin();
  const startedMs = performance.now();
  const slow = queryWithin(database.pool, { text: 'SELECT pg_sleep(3)' }, 100);
  await expect(slow).rejects.toBeInstanceOf(DeadlineExceeded);
  expect(performance.now() - startedMs).toBeLessThan(2000);
  expect(await pidWithin()).not.toBe(pid);
});

test('a connection that breaks rejects the statement and nothing else', async () => {
  const text = 'SELECT pg_terminate_backend(pg_backend_pid())';
  await expect(queryWithin(database.pool, { text }, 5000)).rejects.toThrow(/terminat/);
  expect(await pidWithin()).toEqual(expect.any(Number));
});

test('the server ends statements of the services after 30 s, or as told', async () => {
  const timeoutOf = async ({ pool }: Database): Promise<string> =>
    (await pool.query('SHOW statement_timeout')).rows[0].statement_timeout;
  expect(await timeoutOf(database)).toBe('30s');
  const impatient = await connectDatabase({
    url: server.url,
    applicationName: 'query-within-test',
    statementTimeoutMs: 50,
  });
  try {
    expect(await timeoutOf(impatient)).toBe('50ms');
    await expect(impatient.pool.query('SELECT pg_sleep(2)')).rejects.toMatchObject({
      code: '57014',
    });
  } finally {
    await impatient.close();
  }
});
