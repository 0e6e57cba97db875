import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { claimAny } from '../testing/claim-any.js';
import { expireLeases } from './expire-leases.js';
import { ReviewDeskStore } from './review-desk.store.js';
import { ReviewTaskStore, type HeldTask } from './review-task.store.js';
import type { Lease, ReviewDraft } from './review-task-view.js';

let server: TestDatabase;
let database: Database;
let tenantId: string;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'review-task-test' });
});
beforeEach(() => {
  tenantId = uuidv7();
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const write = <T>(work: (tasks: ReviewTaskStore) => Promise<T>): Promise<T> =>
  database.dataSource.transaction((manager: EntityManager) => work(new ReviewTaskStore(manager)));
const claim = (
  actor: string,
  wish: { count?: number; queue?: string } = {},
): Promise<readonly Lease[]> =>
  database.dataSource.transaction((manager) =>
    claimAny(manager, { tenantId, actor, count: 1, ...wish }),
  );
const claimOne = async (actor: string): Promise<HeldTask> => {
  const [lease] = await claim(actor);
  if (lease === undefined) throw new Error('The queue is empty.');
  return { tenantId, actor, taskId: lease.taskId, epoch: lease.epoch };
};
const heartbeat = (held: HeldTask, draft?: ReviewDraft) =>
  write((tasks) => tasks.heartbeat(held, draft));
const desk = <T>(read: (desk: ReviewDeskStore) => Promise<T>): Promise<T> =>
  readAsTenant(database.dataSource, tenantId, (manager) => read(new ReviewDeskStore(manager)));
const kinds = async (taskId: string): Promise<string[]> =>
  (await desk((store) => store.events(taskId))).map(({ kind }) => kind);
const lapse = (taskId: string): Promise<unknown> =>
  database.pool.query(
    `UPDATE review_task SET lease_until = now() - interval '1 second' WHERE id = $1`,
    [taskId],
  );
const expire = async () => (await expireLeases(database, { limit: 100 })).tasks;

test('a claim leases the most pressing tasks first and notes it', async () => {
  await openTasks(database.pool, { tenantId, rankSeconds: 100 });
  const [pressing] = await openTasks(database.pool, { tenantId, rankSeconds: -100 });
  const leases = await claim('ann', { count: 2 });
  expect(leases.map(({ epoch }) => epoch)).toEqual([1, 1]);
  expect(leases[0]?.taskId).toBe(pressing?.id);
  expect(leases[0]!.until.getTime() - Date.now()).toBeGreaterThan(170_000);
  expect(await kinds(pressing!.id)).toEqual(['queued', 'claimed']);
  const audited = await database.pool.query(`SELECT actor FROM audit_entry WHERE subject_id = $1`, [
    pressing!.id,
  ]);
  expect(audited.rows).toEqual([{ actor: 'ann' }]);
});

test('a claim for a queue leaves the other queues alone', async () => {
  await openTasks(database.pool, { tenantId, queue: 'urgent' });
  const [calm] = await openTasks(database.pool, { tenantId, queue: 'calm', rankSeconds: 500 });
  expect(await claim('ann', { count: 3, queue: 'calm' })).toMatchObject([{ taskId: calm!.id }]);
});

test('a task of another tenant is never leased', async () => {
  await openTasks(database.pool, { tenantId: uuidv7() });
  expect(await claim('ann', { count: 3 })).toEqual([]);
});

test('a heartbeat extends the lease and saves the draft', async () => {
  await openTasks(database.pool, { tenantId });
  const held = await claimOne('ann');
  await lapse(held.taskId);
  const extended = await heartbeat(held, { note: 'looks like an advert' });
  expect(extended.ok && extended.value.until.getTime() > Date.now() + 170_000).toBe(true);
  expect(await expire()).toBe(0);
  expect(await desk((store) => store.onDeskOf(tenantId, 'ann'))).toMatchObject([
    { id: held.taskId, draft: { note: 'looks like an advert' }, taxonomy: 'tc260-003@2024' },
  ]);
});

test('an expired lease returns the task, and its draft comes back to its author only', async () => {
  await openTasks(database.pool, { tenantId });
  const first = await claimOne('ann');
  await heartbeat(first, { note: 'half a sentence' });
  await lapse(first.taskId);
  expect(await expire()).toBe(1);
  const second = await claimOne('bob');
  expect(second.epoch).toBe(2);
  expect((await desk((store) => store.withContent([second.taskId], 'bob')))[0]?.draft).toBeNull();
  await write((tasks) => tasks.release(second));
  const third = await claimOne('ann');
  expect((await desk((store) => store.withContent([third.taskId], 'ann')))[0]?.draft).toEqual({
    note: 'half a sentence',
  });
  expect(await kinds(first.taskId)).toEqual([
    'queued',
    'claimed',
    'extended',
    'expired',
    'claimed',
    'released',
    'claimed',
  ]);
});

test('a heartbeat after the lease was lost is refused, and the draft is kept', async () => {
  await openTasks(database.pool, { tenantId });
  const lost = await claimOne('ann');
  await lapse(lost.taskId);
  await expire();
  const holder = await claimOne('bob');
  expect(await heartbeat(lost, { note: 'typed while offline' })).toMatchObject({
    ok: false,
    problem: { code: 'stale_lease' },
  });
  expect(await heartbeat(holder)).toMatchObject({ ok: true });
  await write((tasks) => tasks.release(holder));
  const again = await claimOne('ann');
  expect((await desk((store) => store.onDeskOf(tenantId, 'ann')))[0]?.draft).toEqual({
    note: 'typed while offline',
  });
  await heartbeat(again, { note: 'newer' });
  await heartbeat(lost, { note: 'a forgotten tab' });
  expect((await desk((store) => store.onDeskOf(tenantId, 'ann')))[0]?.draft).toEqual({
    note: 'newer',
  });
});

test('a person who never held a task leaves no draft on it', async () => {
  const [task] = await openTasks(database.pool, { tenantId });
  const held = { tenantId, taskId: task!.id, actor: 'mallory', epoch: 0 };
  expect(await heartbeat(held, { note: 'x' })).toMatchObject({ problem: { code: 'stale_lease' } });
  const drafts = await database.pool.query(`SELECT 1 FROM review_draft WHERE task_id = $1`, [
    task!.id,
  ]);
  expect(drafts.rowCount).toBe(0);
});

test('release, skip and heartbeat of a foreign or unknown task answer not_found', async () => {
  const [task] = await openTasks(database.pool, { tenantId: uuidv7() });
  const held = { tenantId, taskId: task!.id, actor: 'ann', epoch: 1 };
  const notFound = { ok: false, problem: { code: 'not_found' } };
  expect(await write((tasks) => tasks.release(held))).toMatchObject(notFound);
  expect(await write((tasks) => tasks.skip(held))).toMatchObject(notFound);
  expect(await heartbeat({ ...held, taskId: uuidv7() })).toMatchObject(notFound);
});

test('a skipped task goes to others and never back to its skipper', async () => {
  const [task] = await openTasks(database.pool, { tenantId });
  const held = await claimOne('ann');
  expect(await write((tasks) => tasks.skip(held))).toMatchObject({ ok: true });
  expect(await claim('ann', { count: 3 })).toEqual([]);
  expect(await claim('ann', { count: 3, queue: 'default' })).toEqual([]);
  expect(await claim('bob')).toMatchObject([{ taskId: task!.id, epoch: 2 }]);
  expect(await write((tasks) => tasks.skip(held))).toMatchObject({
    problem: { code: 'stale_lease' },
  });
});

test('queues count open, leased and overdue tasks', async () => {
  await openTasks(database.pool, { tenantId, count: 3, queue: 'calm' });
  const [late] = await openTasks(database.pool, { tenantId, queue: 'urgent' });
  await database.pool.query(
    `UPDATE review_task SET due_at = now() - interval '1 hour' WHERE id = $1`,
    [late!.id],
  );
  await claim('ann', { queue: 'calm' });
  const counts = [
    { name: 'calm', open: 2, leased: 1, overdue: 0, oldestAt: expect.any(Date) },
    { name: 'urgent', open: 1, leased: 0, overdue: 1, oldestAt: expect.any(Date) },
  ];
  expect(await desk((store) => store.queues(tenantId))).toEqual({
    all: counts,
    withoutArbiters: counts,
  });
});

test('the seat of an arbiter is counted apart', async () => {
  const panel = { reviewers: 2, agreeing: 2, arbiter: true, agreeOn: 'outcome' } as const;
  const [task] = await openTasks(database.pool, { tenantId, panel });
  await database.pool.query(`UPDATE review_task SET slot = 3 WHERE id = $1`, [task!.taskIds[1]]);
  const { all, withoutArbiters } = await desk((store) => store.queues(tenantId));
  expect([all[0]?.open, withoutArbiters[0]?.open]).toEqual([2, 1]);
});

test('the list goes on after the last line of a page and filters by state and queue', async () => {
  const tasks = await openTasks(database.pool, { tenantId, count: 5 });
  await claim('ann');
  const newestFirst = tasks
    .map(({ id }) => id)
    .sort()
    .reverse();
  const firstPage = await desk((store) => store.list({ tenantId, limit: 3 }));
  const secondPage = await desk((store) =>
    store.list({ tenantId, limit: 3, after: firstPage[2]!.id }),
  );
  expect([...firstPage, ...secondPage].map(({ id }) => id)).toEqual(newestFirst);
  const leased = await desk((store) => store.list({ tenantId, limit: 9, state: 'leased' }));
  expect(leased).toMatchObject([{ leaseOwner: 'ann', state: 'leased' }]);
  expect(await desk((store) => store.list({ tenantId, limit: 9, queue: 'nowhere' }))).toEqual([]);
});
