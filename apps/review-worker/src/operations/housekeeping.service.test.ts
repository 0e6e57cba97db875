import { jest } from '@jest/globals';
import { connectDatabase, migrate, type Database } from '@assay/database';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { Logger } from '@nestjs/common';
import { HousekeepingService } from './housekeeping.service.js';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'housekeeping-test' });
});
afterEach(() => {
  jest.useRealTimers();
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const failures = async (): Promise<number> =>
  (await database.pool.query('SELECT FROM login_failure')).rowCount ?? 0;
const fail = (rows: number): Promise<unknown> =>
  database.pool.query(
    `INSERT INTO login_failure (subject, failures, last_at)
     SELECT gen_random_uuid()::text, 1, now() - interval '2 days' FROM generate_series(1, $1)`,
    [rows],
  );

test('a sweep goes on until nothing outdated is left, also beside another one', async () => {
  await fail(11_000);
  const workers = [new HousekeepingService(database), new HousekeepingService(database)];
  await Promise.all(workers.map((worker) => worker.sweep()));
  await workers[0]!.sweep();
  expect(await failures()).toBe(0);
});

test('one table that fails keeps no other from being swept', async () => {
  await fail(1);
  const pool = {
    query: (text: string, values: unknown[]) =>
      text.includes('FROM idempotency')
        ? Promise.reject(new Error('no'))
        : database.pool.query(text, values),
  };
  await new HousekeepingService({ pool } as unknown as Database).sweep();
  expect(await failures()).toBe(0);
});

test('it sweeps about once a minute until it is stopped', async () => {
  jest.useFakeTimers();
  const query = jest.fn(() => Promise.resolve({ rowCount: 0 }));
  const service = new HousekeepingService({ pool: { query } } as unknown as Database);
  service.onApplicationBootstrap();
  await jest.advanceTimersByTimeAsync(40_000);
  expect(query).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(40_000);
  const tables = query.mock.calls.length;
  expect(tables).toBeGreaterThan(0);
  await service.beforeApplicationShutdown();
  await jest.advanceTimersByTimeAsync(300_000);
  expect(query).toHaveBeenCalledTimes(tables);
});
