import { randomUUID } from 'node:crypto';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { moveTask } from '../review/move-task.js';
import { claimableKeys } from '../review/claimable-keys.js';
import { ReviewTaskStore, type HeldTask } from '../review/review-task.store.js';
import { standingsOf } from '../reviewer/standing-of.js';
import { aPerson } from '../testing/people.js';
import { changeQueue, type QueueChange } from './change-queue.js';
import { keyAlarms } from './key-alarms.js';
import { tenantsAtWork } from './watch-eligibility.js';
import { watchUnattended } from './watch-unattended.js';

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
const watch = (after?: string) =>
  database.dataSource.transaction((manager) => watchUnattended(manager, { tenantId, after }));
const alarms = () => keyAlarms(database.dataSource.manager, tenantId);
const set = (name: string, change: QueueChange['change']) =>
  database.dataSource.transaction((manager) =>
    changeQueue(manager, { tenantId, name, actor: 'lead', change }),
  );
const passed = (seconds: number) =>
  sql(
    `UPDATE unattended_task SET since = since - make_interval(secs => $2) WHERE tenant_id = $1`,
    tenantId,
    seconds,
  );
const open = (wish: Partial<Parameters<typeof openTasks>[1]> = {}) =>
  openTasks(database.pool, { tenantId, queue: 'chat', language: 'zh', ...wish });
/** A claim as the gateway makes it, by what the person may take. */
const claim = (actor: string): Promise<HeldTask | undefined> =>
  database.dataSource.transaction(async (manager) => {
    const standing = (await standingsOf(manager, tenantId)).find((one) => one.actor === actor)!;
    const { keys } = await claimableKeys(manager, { tenantId, standing, queue: undefined });
    const wish = { tenantId, actor, count: 1, keys };
    const [lease] = await new ReviewTaskStore(manager).claim(wish);
    return lease && { tenantId, actor, taskId: lease.taskId, epoch: lease.epoch };
  });
const skip = async (actor: string) => {
  const held = await claim(actor);
  await database.dataSource.transaction((manager) => new ReviewTaskStore(manager).skip(held!));
};
const escalate = async (actor: string) => {
  const held = await claim(actor);
  await database.dataSource.transaction((manager) =>
    moveTask(manager, held!, { kind: 'escalated', note: 'beyond me' }),
  );
};
const keepOut = (taskId: string, actor: string) =>
  sql(
    `INSERT INTO review_task_skip (task_id, actor, tenant_id, reason) VALUES ($1, $2, $3, 'conflict')`,
    taskId,
    actor,
    tenantId,
  );
const lastEvent = async () =>
  (
    await sql(
      `SELECT t.queue, t.claim_key, e.kind, e.detail FROM review_task t JOIN task_event e ON e.task_id = t.id
       WHERE t.tenant_id = $1 ORDER BY e.seq DESC LIMIT 1`,
      tenantId,
    )
  )[0];

test('a task that everybody skipped is an alarm of its queue, until somebody new comes', async () => {
  const [ann, bob] = [
    await aPerson(database.pool, { tenantId }),
    await aPerson(database.pool, { tenantId }),
  ];
  const [task] = await open();
  await skip(ann);
  expect(await watch()).toMatchObject({ raised: [], offered: [] });
  await skip(bob);
  expect(await watch()).toMatchObject({
    raised: [{ taskId: task!.id, queue: 'chat' }],
    offered: [],
  });
  expect(await watch()).toMatchObject({ raised: [], cleared: 0, offered: [] });
  const [alarm] = await alarms();
  expect(alarm).toMatchObject({ claimKey: null, queue: 'chat', category: null, open: 1 });
  expect(alarm!.fallbackAt.getTime() - alarm!.since.getTime()).toBe(600_000);
  await aPerson(database.pool, { tenantId });
  expect(await watch()).toMatchObject({ raised: [], cleared: 1 });
  expect(await alarms()).toEqual([]);
});

test('after its time it moves up where somebody is left, and is theirs', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  const lead = await aPerson(database.pool, { tenantId, role: 'lead' });
  await sql(
    `INSERT INTO reviewer_profile (tenant_id, actor, queues, display) VALUES ($1, $2, '{escalations}', '{}')`,
    tenantId,
    lead,
  );
  await set('chat', { fallbackSeconds: 60 });
  const [task] = await open();
  await skip(ann);
  await watch();
  await passed(59);
  expect((await watch())?.offered).toEqual([]);
  await passed(2);
  expect((await watch())?.offered).toEqual([task!.id]);
  expect(await lastEvent()).toEqual({
    queue: 'escalations',
    claim_key: 'escalations|A.3.b|zh|mild',
    kind: 'rerouted',
    detail: { from: 'chat', to: 'escalations' },
  });
  expect(await alarms()).toEqual([]);
  expect(await claim(ann)).toBeUndefined();
  expect(await claim(lead)).toMatchObject({ taskId: task!.id });
});

test('when nobody is left above either, those who passed it on are asked again where it lies', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  const [task] = await open();
  await skip(ann);
  await watch();
  await passed(601);
  expect((await watch())?.offered).toEqual([task!.id]);
  expect(await lastEvent()).toMatchObject({
    queue: 'chat',
    kind: 'rerouted',
    detail: { from: 'chat', to: 'anyone' },
  });
  expect(await watch()).toMatchObject({ raised: [], offered: [] });
  expect(await claim(ann)).toMatchObject({ taskId: task!.id });
});

test('in the escalation queue whoever escalated or skipped it is asked again', async () => {
  const lead = await aPerson(database.pool, { tenantId, role: 'lead' });
  const other = await aPerson(database.pool, { tenantId, role: 'lead' });
  const [task] = await open();
  await escalate(lead);
  expect(await watch()).toMatchObject({ raised: [] });
  await skip(other);
  expect((await watch())?.raised).toEqual([{ taskId: task!.id, queue: 'escalations' }]);
  await passed(601);
  expect((await watch())?.offered).toEqual([task!.id]);
  expect(await claim(lead)).toMatchObject({ taskId: task!.id });
});

test('a conflict of interest is never offered again', async () => {
  const [ann, bob] = [
    await aPerson(database.pool, { tenantId, role: 'lead' }),
    await aPerson(database.pool, { tenantId, role: 'lead' }),
  ];
  const [task] = await open();
  await keepOut(task!.id, ann);
  await skip(bob);
  await watch();
  await passed(601);
  expect((await watch())?.offered).toEqual([task!.id]);
  expect(await claim(ann)).toBeUndefined();
  expect(await claim(bob)).toMatchObject({ taskId: task!.id });
});

test('with conflicts and rulings only, the alarm stays', async () => {
  const [ann, bob] = [
    await aPerson(database.pool, { tenantId, role: 'lead' }),
    await aPerson(database.pool, { tenantId, role: 'lead' }),
  ];
  const panel = { reviewers: 2, agreeing: 2, arbiter: true, agreeOn: 'outcome' } as const;
  const [task] = await open({ panel });
  await keepOut(task!.taskIds[1]!, ann);
  const held = await claim(bob);
  expect(held).toMatchObject({ taskId: task!.taskIds[0] });
  expect((await watch())?.raised).toEqual([{ taskId: task!.taskIds[1], queue: 'chat' }]);
  await passed(100_000);
  expect(await watch()).toMatchObject({ raised: [], cleared: 0, offered: [] });
  expect(await alarms()).toMatchObject([{ queue: 'chat', open: 1 }]);
  expect(await claim(ann)).toBeUndefined();
  // The seat is free again for whoever gives the other one back.
  await database.dataSource.transaction((manager) => new ReviewTaskStore(manager).release(held!));
  expect(await watch()).toMatchObject({ cleared: 1 });
});

test('a task kept for somebody who has another seat by now goes home at once', async () => {
  const [ann, bob] = [
    await aPerson(database.pool, { tenantId }),
    await aPerson(database.pool, { tenantId }),
  ];
  const panel = { reviewers: 2, agreeing: 2, arbiter: true, agreeOn: 'outcome' } as const;
  const [task] = await open({ panel });
  await claim(ann);
  await sql(`UPDATE review_task SET claim_key = $2 WHERE id = $1`, task!.taskIds[1], `@${ann}`);
  expect(await watch()).toMatchObject({ raised: [], offered: [task!.taskIds[1]] });
  expect(await lastEvent()).toMatchObject({
    claim_key: 'chat|A.3.b|zh|mild',
    detail: { from: ann, to: 'chat' },
  });
  expect(await claim(bob)).toMatchObject({ taskId: task!.taskIds[1] });
});

test('where nobody may take the key at all, that alarm says so and this one does not', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  await open();
  await skip(ann);
  await watch();
  await set('chat', { leadsOnly: true });
  expect(await watch()).toMatchObject({ raised: [], cleared: 1, offered: [] });
});

test('one of several workers does the work, and what is claimed meanwhile is left alone', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  const tasks = await open({ count: 3 });
  for (let n = 0; n < 3; n += 1) await skip(ann);
  await watch();
  await passed(601);
  const other = database.dataSource.createQueryRunner();
  await other.startTransaction();
  await other.query('SELECT 1 FROM review_task WHERE id = $1 FOR UPDATE', [tasks[0]!.id]);
  const both = await Promise.all([watch(), watch(), watch()]);
  await other.rollbackTransaction();
  await other.release();
  const offered = both.flatMap((found) => found?.offered ?? []);
  expect(offered.toSorted()).toEqual([tasks[1]!.id, tasks[2]!.id].toSorted());
  expect((await watch())?.offered).toEqual([tasks[0]!.id]);
  const events = await sql(
    `SELECT count(*)::int FROM task_event WHERE tenant_id = $1 AND kind = 'rerouted'`,
    tenantId,
  );
  expect(events).toEqual([{ count: 3 }]);
});

test('the check of a cluster is an alarm when nobody but its author is there', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  const [ruled, check] = await open({ count: 2 });
  const rulingId = randomUUID();
  await sql(
    `INSERT INTO ruling (id, task_id, case_id, submission_id, subject_id, tenant_id, epoch, actor, outcome, measures, state, settles_at)
     VALUES ($1, $2, $3, $4, $4, $5, 1, $6, 'pass', '[]', 'final', now())`,
    ...[rulingId, ruled!.id, ruled!.caseId, ruled!.submissionId, tenantId, ann],
  );
  await sql(`UPDATE review_task SET state = 'settled' WHERE id = $1`, ruled!.id);
  await sql('UPDATE review_task SET verifies = $2 WHERE id = $1', check!.id, rulingId);
  expect((await watch())?.raised).toEqual([{ taskId: check!.id, queue: 'chat' }]);
  await passed(601);
  expect(await watch()).toMatchObject({ offered: [], cleared: 0 });
  expect(await claim(ann)).toBeUndefined();
});

test('a long list is gone through page by page', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  await open({ count: 501 });
  await sql(
    `INSERT INTO review_task_skip (task_id, actor, tenant_id) SELECT id, $2, tenant_id FROM review_task WHERE tenant_id = $1`,
    tenantId,
    ann,
  );
  await sql('UPDATE review_task SET lease_epoch = 1 WHERE tenant_id = $1', tenantId);
  const first = await watch();
  expect(first?.raised).toHaveLength(500);
  const second = await watch(first?.next);
  expect(second).toMatchObject({ next: undefined, raised: [{ queue: 'chat' }] });
  expect(await alarms()).toMatchObject([{ queue: 'chat', open: 501 }]);
});

test('alarms of tasks that ended are forgotten', async () => {
  const ann = await aPerson(database.pool, { tenantId });
  const [task] = await open();
  await skip(ann);
  await watch();
  await sql(`UPDATE review_task SET state = 'cancelled' WHERE id = $1`, task!.id);
  expect(await tenantsAtWork(database.dataSource.manager)).toContain(tenantId);
  expect(await alarms()).toEqual([]);
  expect(await watch()).toMatchObject({ cleared: 1 });
  expect(await tenantsAtWork(database.dataSource.manager)).not.toContain(tenantId);
});
