import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { claimAny } from '../testing/claim-any.js';
import { claimStatement, offeredKeysStatement } from './claim-statement.js';
import type { OpenKey } from './claimable-keys.js';
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

test('a claim that began before a skip of the same person does not bring the task back', async () => {
  await openTasks(database.pool, { tenantId });
  // Pauses between looking at the task and locking it, while the same person claims and skips it elsewhere.
  const slow = claimStatement.replace(
    `t.lease_epoch = c.lease_epoch\n    WHERE t.state = 'open'`,
    `t.lease_epoch = c.lease_epoch\n    WHERE pg_sleep(0.4) IS NOT NULL AND t.state = 'open'`,
  );
  expect(slow).not.toBe(claimStatement);
  const slowClaim = database.pool.query(slow, [
    tenantId,
    'ann',
    1,
    180,
    ['default|A.3.b|en|mild'],
    5,
    20,
    ['-infinity'],
  ]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const held = await claimOne('ann');
  await write((tasks) => tasks.skip(held));
  expect((await slowClaim).rows).toMatchObject([{ taskId: null, candidates: 1 }]);
  expect(await claim('bob')).toMatchObject([{ taskId: held.taskId }]);
});

test('queues count open, leased and overdue tasks', async () => {
  await openTasks(database.pool, { tenantId, count: 3, queue: 'calm' });
  const [late] = await openTasks(database.pool, { tenantId, queue: 'urgent' });
  await database.pool.query(
    `UPDATE review_task SET due_at = now() - interval '1 hour' WHERE id = $1`,
    [late!.id],
  );
  await claim('ann', { queue: 'calm' });
  expect(await desk((store) => store.queues(tenantId))).toEqual([
    { name: 'calm', open: 2, leased: 1, overdue: 0, oldestAt: expect.any(Date) },
    { name: 'urgent', open: 1, leased: 0, overdue: 1, oldestAt: expect.any(Date) },
  ]);
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

test('under many keys the most pressing task one may take comes first, whatever one skipped', async () => {
  const tasks: { id: string; rankSeconds: number; skipped: boolean }[] = [];
  for (let n = 0; n < 60; n += 1) {
    // Twelve of 20 keys begin with what was skipped; what lies behind that is less pressing than the other eight.
    const key = n % 20;
    const skipped = key < 12 && n < 20;
    const rankSeconds = skipped ? key : 100 + ((n * 37) % 60);
    const [task] = await openTasks(database.pool, { tenantId, queue: `q${key}`, rankSeconds });
    tasks.push({ id: task!.id, rankSeconds, skipped });
  }
  const skipped = tasks.filter((task) => task.skipped).map(({ id }) => id);
  await database.pool.query(
    `INSERT INTO review_task_skip (task_id, actor, tenant_id) SELECT id, 'ann', $2 FROM unnest($1::uuid[]) AS id`,
    [skipped, tenantId],
  );
  const claimed: string[] = [];
  for (;;) {
    const leases = await claim('ann', { count: 3 });
    if (leases.length === 0) break;
    claimed.push(...leases.map(({ taskId }) => taskId));
    await database.pool.query(
      `UPDATE review_task SET state = 'settled' WHERE state = 'leased' AND tenant_id = $1`,
      [tenantId],
    );
  }
  const rankOf = new Map(tasks.map(({ id, rankSeconds }) => [id, rankSeconds]));
  const offered = tasks.filter((task) => !task.skipped).map(({ rankSeconds }) => rankSeconds);
  expect(claimed.map((id) => rankOf.get(id))).toEqual(offered.sort((a, b) => a - b));
});

test('a claim probes the partial index of open tasks under each key, with 50,000 of them', async () => {
  await openTasks(database.pool, { tenantId, count: 45_000 });
  await openTasks(database.pool, { tenantId, count: 5000, queue: 'calm', rankSeconds: 90_000 });
  await analyze();
  const { rows } = await database.pool.query<OpenKey>(offeredKeysStatement, [tenantId]);
  expect(rows.map(({ key }) => key)).toEqual(['default|A.3.b|en|mild', 'calm|A.3.b|en|mild']);
  const keys = rows.map(({ key }) => key);
  const plan = await planOf(claimStatement, [keys, 7, 20, rows.map(({ head }) => head)]);
  expect(plan).toMatch(
    /Index Scan using review_task_open on review_task t .*\n.*Index Cond: .*claim_key = o\.key/,
  );
}, 60_000);

/** Statistics are the owner's to take; autovacuum does it in production. */
async function analyze(): Promise<void> {
  const owner = new pg.Client({ connectionString: server.url });
  await owner.connect();
  await owner.query('ANALYZE');
  await owner.end();
}

async function planOf(statement: string, more: readonly unknown[]): Promise<string> {
  const { rows } = await database.pool.query(`EXPLAIN ${statement}`, [
    tenantId,
    'ann',
    3,
    180,
    ...more,
  ]);
  return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n');
}
