import { randomUUID } from 'node:crypto';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { claimableKeys } from '../review/claimable-keys.js';
import { changeQueue, type QueueChange } from './change-queue.js';
import { QueueStore } from './queue.store.js';

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

test('two changes in the same moment close no circle of fallbacks', async () => {
  for (let round = 0; round < 10; round += 1) {
    const tenantId = randomUUID();
    const answers = await Promise.all([
      change(tenantId, 'a', { fallback: { to: 'queue', queue: 'b' } }),
      change(tenantId, 'b', { fallback: { to: 'queue', queue: 'a' } }),
    ]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  }
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

test('waiting tasks go by the settings of now', async () => {
  const tenantId = randomUUID();
  await openTasks(database.pool, { tenantId, queue: 'chat' });
  const standing = {
    actor: 'ann',
    lead: false,
    queues: null,
    languages: null,
    qualifiedFor: new Set<string>(),
    optedOutOf: new Set<string>(),
    overBudget: false,
  };
  const offered = () =>
    claimableKeys(database.dataSource.manager, { tenantId, standing, queue: 'chat' });
  expect(await offered()).toEqual({
    keys: [{ key: 'chat|A.3.b|en|mild', head: expect.any(String) }],
    refused: [],
  });
  await change(tenantId, 'chat', { qualified: true });
  expect(await offered()).toEqual({ keys: [], refused: ['not_qualified'] });
});
