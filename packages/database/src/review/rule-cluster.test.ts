import { defaultQueueSettings, type Ruling } from '@assay/domain';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { QueueStore } from '../queue/queue.store.js';
import { claimAny } from '../testing/claim-any.js';
import { ReviewDeskStore } from './review-desk.store.js';
import { clusterChecks, reopenCluster } from './cluster-checks.js';
import { RulingStore } from './ruling.store.js';
import { settleDue } from './settle-due.js';

let server: TestDatabase;
let database: Database;
let tenantId: string;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'cluster-test' });
});
beforeEach(() => {
  tenantId = uuidv7();
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const keys = ['default|A.3.b|en|mild'];
const block: Ruling = {
  kind: 'ruling',
  outcome: 'block',
  category: 'A.3.b',
  clause: null,
  note: null,
  measures: [],
  referral: null,
};
const bandsOf = (value: bigint) =>
  [0, 1, 2, 3].map((band) => band * 65_536 + Number((value >> BigInt(16 * band)) & 0xffffn));
const near = (value: bigint) => ({ value, bands: bandsOf(value) });
const openNear = (value: bigint, count: number) =>
  openTasks(database.pool, { tenantId, count, fingerprint: near(value) });
const claimOne = async (actor: string) => {
  const [lease] = await database.dataSource.transaction((manager) =>
    claimAny(manager, { tenantId, actor, count: 1 }),
  );
  return { tenantId, actor, taskId: lease!.taskId, epoch: lease!.epoch };
};
const rule = (
  held: Awaited<ReturnType<typeof claimOne>>,
  taskIds: readonly string[],
  ruling = block,
) =>
  database.dataSource.transaction((manager) =>
    new RulingStore(manager).rule({ ...held, ruling, cluster: { taskIds, keys } }),
  );
const states = async (): Promise<Record<string, number>> => {
  const { rows } = await database.pool.query(
    `SELECT state, count(*)::int AS n FROM review_task WHERE tenant_id = $1 GROUP BY state`,
    [tenantId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};
const similarIds = async (held: { taskId: string; actor: string }) =>
  (await new ReviewDeskStore(database.dataSource.manager).similar({ ...held, keys })).map(
    ({ id }) => id,
  );

test('one ruling settles what is nearly the same, but for a sample somebody else verifies', async () => {
  const tasks = await openNear(0xffffn, 20);
  await openNear(0xfff8n, 1);
  const [far] = await openNear(0x0f0f_0f0fn, 1);
  const held = await claimOne('ann');
  const ids = await similarIds(held);
  expect(ids).toHaveLength(20);
  expect(ids).not.toContain(far!.id);
  expect(await rule(held, [...ids, far!.id])).toMatchObject({
    ok: true,
    value: { cluster: { verifying: 2 } },
  });
  expect(await states()).toEqual({ ruled: 19, open: 3 });
  await database.pool.query(
    `UPDATE review_task SET settles_at = now() - interval '1 s' WHERE tenant_id = $1 AND state = 'ruled'`,
    [tenantId],
  );
  expect((await settleDue(database, { limit: 100 })).submissionIds).toHaveLength(19);
  expect(tasks).toHaveLength(20);
});

test('whoever decided a cluster is not offered its verification', async () => {
  await openNear(0xffn, 3);
  const held = await claimOne('ann');
  await rule(held, await similarIds(held));
  const claim = (actor: string) =>
    database.dataSource.transaction((manager) => claimAny(manager, { tenantId, actor, count: 3 }));
  expect(await claim('ann')).toEqual([]);
  expect(await claim('bob')).toHaveLength(1);
});

test('the queue says how many are verified', async () => {
  const settings = { ...defaultQueueSettings, verifyRate: 0.5 };
  await database.dataSource.transaction((manager) =>
    new QueueStore(manager).put({ tenantId, name: 'default', settings }, { actor: 'lead' }),
  );
  await openNear(0xffn, 9);
  const held = await claimOne('ann');
  const answer = await rule(held, await similarIds(held));
  expect(answer).toMatchObject({ value: { cluster: { verifying: 4 } } });
});

test('one undo takes all of it back', async () => {
  await openNear(0xffn, 6);
  const held = await claimOne('ann');
  await rule(held, await similarIds(held));
  expect(await states()).toEqual({ ruled: 5, open: 1 });
  const undone = await database.dataSource.transaction((manager) =>
    new RulingStore(manager).undo(held),
  );
  expect(undone).toMatchObject({ ok: true });
  expect(await states()).toEqual({ leased: 1, open: 5 });
  const { rows } = await database.pool.query(
    `SELECT DISTINCT state FROM ruling WHERE tenant_id = $1`,
    [tenantId],
  );
  expect(rows).toEqual([{ state: 'undone' }]);
});

test('once a part has settled nothing is undone', async () => {
  await openNear(0xffn, 4);
  const held = await claimOne('ann');
  await rule(held, await similarIds(held));
  await database.pool.query(
    `UPDATE review_task SET settles_at = now() - interval '1 s'
     WHERE tenant_id = $1 AND state = 'ruled' AND id <> $2`,
    [tenantId, held.taskId],
  );
  await settleDue(database, { limit: 100 });
  const undone = await database.dataSource.transaction((manager) =>
    new RulingStore(manager).undo(held),
  );
  expect(undone).toMatchObject({ problem: { code: 'undo_window_closed' } });
});

test('tasks in the hands of others, of other queues and of other tenants are left alone', async () => {
  await openNear(0xffn, 2);
  await claimOne('bob');
  const held = await claimOne('ann');
  const [foreign] = await openTasks(database.pool, {
    tenantId: uuidv7(),
    fingerprint: near(0xffn),
  });
  const [elsewhere] = await openTasks(database.pool, {
    tenantId,
    queue: 'other',
    fingerprint: near(0xffn),
  });
  const answer = await rule(held, [foreign!.id, elsewhere!.id]);
  expect(answer).toMatchObject({ value: { cluster: { taskIds: [], verifying: 0 } } });
});

test('a mask fits one text only, and nothing is recorded', async () => {
  await openNear(0xffn, 3);
  const held = await claimOne('ann');
  const masked = {
    ...block,
    outcome: 'restrict',
    measures: [{ kind: 'mask', spans: [] }],
  } as const;
  expect(await rule(held, await similarIds(held), masked)).toMatchObject({
    problem: { code: 'invalid_request', errors: [{ pointer: '/cluster' }] },
  });
  expect(await states()).toEqual({ leased: 1, open: 2 });
});

test('a verification that disagrees is seen by the lead, who has the whole cluster looked at again', async () => {
  await openNear(0xffn, 4);
  const held = await claimOne('ann');
  await rule(held, await similarIds(held));
  const settleAll = async () => {
    await database.pool.query(
      `UPDATE review_task SET settles_at = now() - interval '1 s' WHERE tenant_id = $1 AND state = 'ruled'`,
      [tenantId],
    );
    await settleDue(database, { limit: 100 });
  };
  await settleAll();
  const sample = await claimOne('bob');
  await database.dataSource.transaction((manager) =>
    new RulingStore(manager).rule({
      ...sample,
      ruling: { ...block, outcome: 'pass', category: null },
    }),
  );
  await settleAll();
  const checks = await clusterChecks(database.dataSource.manager, { tenantId, limit: 9 });
  expect(checks).toMatchObject([
    { actor: 'ann', members: 3, waiting: 0, agreed: 0, disagreed: 1, reopened: 0 },
  ]);
  const wish = { tenantId, clusterId: checks[0]!.id, actor: 'lead' };
  const reopen = (changed = {}) =>
    database.dataSource.transaction((manager) => reopenCluster(manager, { ...wish, ...changed }));
  expect(await reopen({ tenantId: uuidv7() })).toMatchObject({ problem: { code: 'not_found' } });
  expect(await reopen()).toEqual({ ok: true, value: { reopened: 3 } });
  expect(await reopen()).toEqual({ ok: true, value: { reopened: 0 } });

  const again = await claimOne('eve');
  await database.dataSource.transaction((manager) =>
    new RulingStore(manager).rule({
      ...again,
      ruling: { ...block, outcome: 'pass', category: null },
    }),
  );
  await settleAll();
  const { rows } = await database.pool.query(
    `SELECT cause, outcome FROM verdict WHERE tenant_id = $1 AND revision = 2`,
    [tenantId],
  );
  expect(rows).toEqual([{ cause: 'audit_correction', outcome: 'pass' }]);
});
