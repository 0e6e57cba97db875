import { randomUUID } from 'node:crypto';
import {
  claimKeyFor,
  reviewLanguages,
  severities,
  type ReviewLanguage,
  type Severity,
} from '@assay/domain';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { changeQueue, type QueueChange } from './change-queue.js';
import { QueueStore } from './queue.store.js';
import { rekeyQueue } from './rekey-queue.js';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'test', poolSize: 6 });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const change = (tenantId: string, name: string, settings: QueueChange['change']) =>
  database.dataSource.transaction((manager) =>
    changeQueue(manager, { tenantId, name, actor: 'lead', change: settings }),
  );
const settingsOf = (tenantId: string, name: string) =>
  new QueueStore(database.dataSource.manager).settings(tenantId, name);

interface KeyRow {
  readonly id: string;
  readonly queue: string;
  readonly category: string;
  readonly language: ReviewLanguage;
  readonly severity: Severity;
  readonly claim_key: string;
  readonly home_key: string;
}
const tasksOf = async (tenantId: string): Promise<readonly KeyRow[]> =>
  (
    await database.pool.query('SELECT * FROM review_task WHERE tenant_id = $1 ORDER BY id', [
      tenantId,
    ])
  ).rows;

test('a change keeps what it leaves out, and changes at the same time keep each other', async () => {
  const tenantId = randomUUID();
  await change(tenantId, 'chat', { goldRate: 0.1, masked: false });
  await Promise.all([
    change(tenantId, 'chat', { required: ['note'] }),
    change(tenantId, 'chat', { hideMachine: true }),
    change(tenantId, 'chat', { verifyRate: 0.5 }),
  ]);
  expect(await settingsOf(tenantId, 'chat')).toMatchObject({
    goldRate: 0.1,
    masked: false,
    required: ['note'],
    hideMachine: true,
    verifyRate: 0.5,
    qualified: false,
  });
});

test('escalations stay for leads until somebody says otherwise', async () => {
  const tenantId = randomUUID();
  await change(tenantId, 'escalations', { masked: false });
  expect(await settingsOf(tenantId, 'escalations')).toMatchObject({
    leadsOnly: true,
    masked: false,
  });
  await change(tenantId, 'escalations', { leadsOnly: false });
  expect(await settingsOf(tenantId, 'escalations')).toMatchObject({ leadsOnly: false });
});

test('a fallback may not lead back, not even by way of other queues', async () => {
  const tenantId = randomUUID();
  const itself = await change(tenantId, 'a', { fallback: { to: 'queue', queue: 'a' } });
  expect(itself).toMatchObject({
    ok: false,
    problem: { code: 'invalid_request', errors: [{ pointer: '/fallback/queue' }] },
  });
  expect(await change(tenantId, 'a', { fallback: { to: 'queue', queue: 'b' } })).toMatchObject({
    ok: true,
  });
  expect(await change(tenantId, 'b', { fallback: { to: 'queue', queue: 'c' } })).toMatchObject({
    ok: true,
  });
  expect(await change(tenantId, 'c', { fallback: { to: 'queue', queue: 'a' } })).toMatchObject({
    ok: false,
  });
  expect(await settingsOf(tenantId, 'c')).toMatchObject({ fallback: { to: 'anyone' } });
});

test('a standard of somebody else is not found, and nothing is changed', async () => {
  const [tenantId, stranger, standardId] = [randomUUID(), randomUUID(), randomUUID()];
  await database.pool.query(
    `INSERT INTO standard (id, tenant_id, name, title, taxonomy, created_by) VALUES ($1, $2, 'house', '{}', 't', 'x')`,
    [standardId, stranger],
  );
  expect(await change(tenantId, 'chat', { standardId, goldRate: 0.2 })).toMatchObject({
    ok: false,
    problem: { code: 'not_found', errors: [{ pointer: '/standardId' }] },
  });
  expect(await settingsOf(tenantId, 'chat')).toMatchObject({ standardId: null, goldRate: 0 });
  expect(await change(stranger, 'chat', { standardId })).toMatchObject({ ok: true });
});

test.each(['load', 'stream'])('the name %s is reserved', async (name) => {
  expect(await change(randomUUID(), name, {})).toMatchObject({
    ok: false,
    problem: { code: 'invalid_request' },
  });
});

async function manyTasks(tenantId: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const category = ['A.3.b', 'A.3.e', 'B.1'][n % 3]!;
    const language = reviewLanguages[n % reviewLanguages.length]!;
    const severity = severities[n % severities.length]!;
    await openTasks(database.pool, { tenantId, queue: 'chat', category, language, severity });
  }
}

test.each([
  { qualified: true, byLanguage: true },
  { qualified: true, byLanguage: false },
  { qualified: false, byLanguage: true },
])('waiting tasks ask for what the queue asks for now: %j', async (settings) => {
  const tenantId = randomUUID();
  await manyTasks(tenantId, 12);
  await openTasks(database.pool, { tenantId, queue: 'other' });
  await change(tenantId, 'chat', settings);
  const tasks = await tasksOf(tenantId);
  expect(tasks).toHaveLength(13);
  for (const task of tasks) {
    const asked = task.queue === 'chat' ? settings : { qualified: false, byLanguage: false };
    expect(task.claim_key).toBe(claimKeyFor(task, asked));
    expect(task.home_key).toBe(task.claim_key);
  }
});

test('tasks kept for a person stay with them and go home to the new key; taken ones change too', async () => {
  const tenantId = randomUUID();
  await manyTasks(tenantId, 2);
  const [kept, taken] = await tasksOf(tenantId);
  await database.pool.query(`UPDATE review_task SET claim_key = '@ann' WHERE id = $1`, [kept!.id]);
  await database.pool.query(
    `UPDATE review_task SET state = 'leased', lease_owner = 'bob', lease_until = now() WHERE id = $1`,
    [taken!.id],
  );
  await change(tenantId, 'chat', { qualified: true });
  const [keptNow, takenNow] = await tasksOf(tenantId);
  expect(keptNow!.claim_key).toBe('@ann');
  expect(keptNow!.home_key).toBe(claimKeyFor(kept!, { qualified: true, byLanguage: false }));
  expect(takenNow!.claim_key).toBe(claimKeyFor(taken!, { qualified: true, byLanguage: false }));
});

test('a large queue is brought in line a batch at a time, past tasks that somebody is changing', async () => {
  const tenantId = randomUUID();
  await manyTasks(tenantId, 5);
  const rekey = () =>
    database.dataSource.transaction((manager) =>
      rekeyQueue(manager, {
        tenantId,
        name: 'chat',
        settings: { qualified: true, byLanguage: false },
        limit: 3,
      }),
    );
  const [locked] = await tasksOf(tenantId);
  const other = database.dataSource.createQueryRunner();
  await other.startTransaction();
  await other.query('SELECT 1 FROM review_task WHERE id = $1 FOR UPDATE', [locked!.id]);
  expect([await rekey(), await rekey(), await rekey()]).toEqual([3, 1, 0]);
  await other.rollbackTransaction();
  await other.release();
  expect(await rekey()).toBe(1);
  expect(await rekey()).toBe(0);
});
