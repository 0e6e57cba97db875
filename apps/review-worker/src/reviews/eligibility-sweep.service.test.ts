import { randomUUID } from 'node:crypto';
import { changeQueue, connectDatabase, migrate, newId, type Database } from '@assay/database';
import { RelayClient, RelayListener, type RelayMessage } from '@assay/relay';
import { createTestDatabase, openTasks, until, type TestDatabase } from '@assay/testing';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Metrics } from '../operations/metrics.js';
import { EligibilitySweepService } from './eligibility-sweep.service.js';
import { ReviewChanges } from './review-changes.js';

let server: TestDatabase;
let database: Database;
let listener: RelayListener;
let changes: ReviewChanges;
const metrics = new Metrics();
const messages: RelayMessage[] = [];
const tenantId = randomUUID();

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'test', poolSize: 6 });
  changes = new ReviewChanges(new RelayClient(database.pool));
  let connected = false;
  listener = new RelayListener({
    databaseUrl: server.url,
    onMessage: (message) => messages.push(message),
    onConnected: () => {
      connected = true;
    },
    onError: () => undefined,
  });
  await listener.start();
  await until(() => connected, { what: 'the relay' });
});
afterAll(async () => {
  changes?.beforeApplicationShutdown();
  await listener?.stop();
  await database?.close();
  await server?.drop();
});

const worker = () => new EligibilitySweepService(database, changes, metrics);
const sql = async (text: string, ...params: unknown[]) =>
  (await database.pool.query(text, params)).rows;
const gauge = async () => (await metrics.nobodyEligible.get()).values;

test('tasks that nobody may take are an alarm everywhere, and the fallback moves all of them', async () => {
  await database.dataSource.transaction((manager) =>
    changeQueue(manager, {
      tenantId,
      name: 'chat',
      actor: 'lead',
      change: { qualified: true, fallbackSeconds: 10 },
    }),
  );
  const ann = newId();
  await sql(
    `INSERT INTO app_user (id, email, name, password_hash) VALUES ($1, 'ann@example.test', 'Ann', 'x')`,
    ann,
  );
  await sql(
    `INSERT INTO role_grant (id, user_id, tenant_id, role) VALUES ($1, $2, $3, 'reviewer')`,
    newId(),
    ann,
    tenantId,
  );
  // A worker that had not heard of the change queued these the old way.
  await openTasks(database.pool, { tenantId, queue: 'chat', count: 501 });
  await worker().sweep();
  expect(await gauge()).toEqual([{ labels: { queue: 'chat' }, value: 501 }]);
  const told = () => messages.some(({ data }) => JSON.stringify(data).includes(tenantId));
  await until(() => messages.some(({ pattern }) => pattern === 'reviews.changed') && told());

  await sql(`UPDATE claim_key_alarm SET since = now() - interval '11 s'`);
  // Any number of workers may do it at once.
  await Promise.all([worker().sweep(), worker().sweep(), worker().sweep()]);
  await worker().sweep();
  expect(
    await sql(
      `SELECT claim_key, home_key, count(*)::int FROM review_task WHERE tenant_id = $1 GROUP BY 1, 2`,
      tenantId,
    ),
  ).toEqual([{ claim_key: 'chat|*|*|mild', home_key: 'chat|A.3.b|en|mild', count: 501 }]);
  expect(
    await sql(
      `SELECT count(*)::int FROM task_event WHERE tenant_id = $1 AND kind = 'rerouted'`,
      tenantId,
    ),
  ).toEqual([{ count: 501 }]);
  expect(await gauge()).toEqual([]);
  expect(await sql('SELECT 1 FROM claim_key_alarm')).toEqual([]);
});

test('a task that everybody skipped is counted, logged with its id, and asked about again after its time', async () => {
  const [task] = await openTasks(database.pool, { tenantId, queue: 'loans' });
  const [ann] = await sql('SELECT user_id AS id FROM role_grant WHERE tenant_id = $1', tenantId);
  await sql('UPDATE review_task SET lease_epoch = 1 WHERE id = $1', task!.id);
  await sql(
    'INSERT INTO review_task_skip (task_id, actor, tenant_id) VALUES ($1, $2, $3)',
    task!.id,
    ann.id,
    tenantId,
  );
  const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  const service = worker();
  await service.sweep();
  expect(logged.mock.calls.map(([line]) => line)).toEqual([
    expect.objectContaining({
      event: 'nobody_left',
      tenantId,
      tasks: [{ taskId: task!.id, queue: 'loans' }],
    }),
  ]);
  logged.mockRestore();
  expect(await gauge()).toEqual([{ labels: { queue: 'loans' }, value: 1 }]);
  await sql(`UPDATE unattended_task SET since = now() - interval '601 s'`);
  await Promise.all([service.sweep(), worker().sweep()]);
  await service.sweep();
  expect(await gauge()).toEqual([]);
  expect(await sql('SELECT 1 FROM review_task_skip WHERE task_id = $1', task!.id)).toEqual([]);
});

test('a sweep that fails is tried again, and stopping waits for it', async () => {
  const broken = {
    ...database,
    dataSource: {
      manager: { query: () => Promise.reject(new Error('away')) },
    },
  } as unknown as Database;
  const service = new EligibilitySweepService(broken, changes, metrics);
  await service.sweep();
  service.onApplicationBootstrap();
  await service.beforeApplicationShutdown();
});
