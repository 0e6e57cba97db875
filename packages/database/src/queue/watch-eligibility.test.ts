import { randomUUID } from 'node:crypto';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { aPerson, qualify } from '../testing/people.js';
import { changeQueue, type QueueChange } from './change-queue.js';
import { keyAlarms } from './key-alarms.js';
import { rerouteTasks } from './reroute-tasks.js';
import { tenantsAtWork, watchEligibility, type Eligibility } from './watch-eligibility.js';

let server: TestDatabase;
let database: Database;
let tenantId: string;
beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'test', poolSize: 6 });
});
beforeEach(() => {
  tenantId = randomUUID();
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const sql = async (text: string, ...params: unknown[]) =>
  (await database.pool.query(text, params)).rows;
const set = (name: string, change: QueueChange['change']) =>
  database.dataSource.transaction((manager) =>
    changeQueue(manager, { tenantId, name, actor: 'lead', change }),
  );
const watch = () =>
  database.dataSource.transaction((manager) => watchEligibility(manager, tenantId));
const rerouteAll = async ({ stranded }: Eligibility) => {
  let moved = 0;
  for (const each of stranded) {
    moved += await database.dataSource.transaction((manager) =>
      rerouteTasks(manager, { tenantId, stranded: each, limit: 100 }),
    );
  }
  return moved;
};
const passed = (seconds: number) =>
  sql(
    `UPDATE claim_key_alarm SET since = since - make_interval(secs => $2) WHERE tenant_id = $1`,
    tenantId,
    seconds,
  );
const aTask = (claimKey: string, queue = 'chat') =>
  openTasks(database.pool, { tenantId, queue, claimKey, language: 'zh' });
const taskOf = async () =>
  (
    await sql(
      `SELECT t.queue, t.claim_key, t.home_key, e.kind, e.detail FROM review_task t
       JOIN task_event e ON e.task_id = t.id WHERE t.tenant_id = $1 ORDER BY e.seq DESC LIMIT 1`,
      tenantId,
    )
  )[0];

test('tasks that nobody may take raise an alarm, which ends when somebody may', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  await set('chat', { qualified: true });
  await aTask('chat|A.3.b|*|mild');
  await aTask('chat|A.3.b|*|mild');
  expect(await watch()).toMatchObject({ raised: ['chat|A.3.b|*|mild'], cleared: [], stranded: [] });
  expect(await watch()).toMatchObject({ raised: [], cleared: [], stranded: [] });
  const [alarm] = await keyAlarms(database.dataSource.manager, tenantId);
  expect(alarm).toMatchObject({ queue: 'chat', category: 'A.3.b', language: null, open: 2 });
  expect(alarm!.fallbackAt.getTime() - alarm!.since.getTime()).toBe(600_000);
  await qualify(database.pool, { tenantId, actor: ann, category: 'A.3.b' });
  expect(await watch()).toMatchObject({ raised: [], cleared: ['chat|A.3.b|*|mild'] });
  expect(await keyAlarms(database.dataSource.manager, tenantId)).toEqual([]);
});

test('a queue for leads needs a lead', async () => {
  await aPerson(database.pool, { tenantId });
  await aTask('escalations|*|*|mild', 'escalations');
  expect((await watch())?.raised).toEqual(['escalations|*|*|mild']);
  await aPerson(database.pool, { tenantId, role: 'lead' });
  expect((await watch())?.cleared).toEqual(['escalations|*|*|mild']);
});

test('the fallback waits its time, and then lets everybody take the task', async () => {
  await aPerson(database.pool, { tenantId });
  await set('chat', { qualified: true, fallbackSeconds: 60 });
  await aTask('chat|A.3.b|*|mild');
  await watch();
  await passed(30);
  expect((await watch())?.stranded).toEqual([]);
  await passed(31);
  const found = await watch();
  expect(found?.stranded).toEqual([
    { claimKey: 'chat|A.3.b|*|mild', to: 'anyone', overdueOnly: false },
  ]);
  expect(await rerouteAll(found!)).toBe(1);
  expect(await taskOf()).toEqual({
    queue: 'chat',
    claim_key: 'chat|*|*|mild',
    home_key: 'chat|A.3.b|*|mild',
    kind: 'rerouted',
    detail: { from: 'chat', to: 'anyone' },
  });
  expect(await watch()).toMatchObject({ cleared: ['chat|A.3.b|*|mild'], stranded: [] });
});

test('a fallback queue gets the task as its own', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  await qualify(database.pool, { tenantId, actor: ann, category: 'A.3.e' });
  await set('chat', { qualified: true, fallback: { to: 'queue', queue: 'rest' } });
  await set('rest', { byLanguage: true });
  await aTask('chat|A.3.b|*|mild');
  await watch();
  await passed(601);
  expect(await rerouteAll((await watch())!)).toBe(1);
  expect(await taskOf()).toEqual({
    queue: 'rest',
    claim_key: 'rest|A.3.b|zh|mild',
    home_key: 'rest|A.3.b|zh|mild',
    kind: 'rerouted',
    detail: { from: 'chat', to: 'rest' },
  });
});

test('without anybody at all the alarm stays, and the fallback changes nothing that cannot help', async () => {
  await aTask('chat|*|*|mild');
  await watch();
  await passed(100_000);
  expect(await watch()).toMatchObject({ raised: [], cleared: [], stranded: [] });
  expect(await keyAlarms(database.dataSource.manager, tenantId)).toHaveLength(1);
});

test.each(['disabled', 'without a role'])(
  'a task kept for somebody who is %s goes home at once',
  async (gone) => {
    const [ann] = [
      await aPerson(database.pool, { tenantId }),
      await aPerson(database.pool, { tenantId }),
    ];
    await aTask('chat|*|*|mild');
    await sql(`UPDATE review_task SET claim_key = $2 WHERE tenant_id = $1`, tenantId, `@${ann}`);
    expect(await rerouteAll((await watch())!)).toBe(0);
    if (gone === 'disabled')
      await sql('UPDATE app_user SET disabled_at = now() WHERE id = $1', ann);
    else await sql('DELETE FROM role_grant WHERE user_id = $1', ann);
    expect(await rerouteAll((await watch())!)).toBe(1);
    expect(await taskOf()).toMatchObject({
      claim_key: 'chat|*|*|mild',
      kind: 'rerouted',
      detail: { from: ann, to: 'chat' },
    });
    expect(await keyAlarms(database.dataSource.manager, tenantId)).toEqual([]);
  },
);

test('a task kept for somebody goes home when it is past due', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  await aTask('chat|*|*|mild');
  await sql(
    `UPDATE review_task SET claim_key = $2, due_at = now() - interval '1 s' WHERE tenant_id = $1`,
    tenantId,
    `@${ann}`,
  );
  expect(await rerouteAll((await watch())!)).toBe(1);
  expect(await taskOf()).toMatchObject({ claim_key: 'chat|*|*|mild' });
});

test('two workers never watch one tenant at the same time', async () => {
  const other = database.dataSource.createQueryRunner();
  await other.startTransaction();
  expect(await watchEligibility(other.manager, tenantId)).toBeDefined();
  expect(await watch()).toBeUndefined();
  await other.rollbackTransaction();
  await other.release();
  expect(await watch()).toBeDefined();
});

test('tenants with open tasks are found, and those whose alarm is left over', async () => {
  const [quiet, left] = [randomUUID(), randomUUID()];
  await aTask('chat|*|*|mild');
  await sql(`INSERT INTO claim_key_alarm (tenant_id, claim_key) VALUES ($1, 'x|*|*|mild')`, left);
  const found = await tenantsAtWork(database.dataSource.manager);
  expect(found).toEqual(expect.arrayContaining([tenantId, left]));
  expect(found).not.toContain(quiet);
  expect(new Set(found).size).toBe(found.length);
});
