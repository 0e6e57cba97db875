import type { Ruling } from '@assay/domain';
import {
  createTestDatabase,
  openTasks,
  type OpenTasksWish,
  type TestDatabase,
} from '@assay/testing';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { cancelTasksOf } from './cancel-tasks.js';
import { claimAny } from '../testing/claim-any.js';
import { expireLeases } from './expire-leases.js';
import { openCase } from './open-case.js';
import { ReviewDeskStore } from './review-desk.store.js';
import { ReviewTaskStore, type HeldTask } from './review-task.store.js';
import { RulingStore } from './ruling.store.js';
import { settleDue } from './settle-due.js';

let server: TestDatabase;
let database: Database;
let tenantId: string;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'ruling-test' });
});
beforeEach(() => {
  tenantId = uuidv7();
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

type Held = HeldTask & { readonly submissionId: string };

const block: Ruling = {
  ...{ kind: 'ruling', clause: null, referral: null },
  outcome: 'block',
  category: 'A.3.b',
  note: 'an advert',
  measures: [],
};
const claimNew = async (wish: Partial<OpenTasksWish> = {}, actor = 'ann'): Promise<Held> => {
  const [task] = await openTasks(database.pool, { tenantId, ...wish });
  return { ...(await claimAgain(actor)), submissionId: task!.submissionId };
};
const claimAgain = async (actor: string): Promise<HeldTask> => {
  const leases = await database.dataSource.transaction((manager) =>
    claimAny(manager, { tenantId, actor, count: 1 }),
  );
  if (leases[0] === undefined) throw new Error('The queue is empty.');
  return { tenantId, actor, taskId: leases[0].taskId, epoch: leases[0].epoch };
};
const rule = (held: HeldTask, ruling: Ruling = block) =>
  database.dataSource.transaction((manager) => new RulingStore(manager).rule({ ...held, ruling }));
const undo = (held: HeldTask) =>
  database.dataSource.transaction((manager) => new RulingStore(manager).undo(held));
const endWindow = (taskId: string): Promise<unknown> =>
  database.pool.query(`UPDATE review_task SET settles_at = now() - interval '1 ms' WHERE id = $1`, [
    taskId,
  ]);
const settle = () => settleDue(database, { limit: 100 });
const count = async (sql: string, ...params: unknown[]): Promise<number> =>
  (await database.pool.query(`SELECT 1 FROM ${sql}`, params)).rowCount ?? 0;
const stateOf = async (taskId: string): Promise<string> =>
  (await database.pool.query(`SELECT state FROM review_task WHERE id = $1`, [taskId])).rows[0]
    .state;

test('nothing of a ruling is visible before it settles, everything at once afterwards', async () => {
  const held = await claimNew();
  expect(await rule(held)).toMatchObject({ ok: true, value: { outcome: 'block', undoable: true } });
  expect(await settle()).toMatchObject({ submissionIds: [], failures: [] });
  for (const table of ['verdict', 'event', 'decision WHERE round > 1 AND']) {
    const where = table.includes('WHERE') ? table : `${table} WHERE`;
    expect(await count(`${where} submission_id = $1`, held.submissionId)).toBe(0);
  }
  expect(
    await count(`audit_entry WHERE subject_id = $1 AND detail::text LIKE '%block%'`, held.taskId),
  ).toBe(0);

  await endWindow(held.taskId);
  expect(await settle()).toMatchObject({ submissionIds: [held.submissionId] });
  const { rows } = await database.pool.query(`SELECT * FROM verdict WHERE submission_id = $1`, [
    held.submissionId,
  ]);
  expect(rows).toMatchObject([
    {
      revision: 1,
      outcome: 'block',
      cause: 'first_review',
      decided_by: 'human',
      actor: 'ann',
      task_id: held.taskId,
    },
  ]);
  expect(rows[0].reasons[0]).toMatchObject({
    category: 'A.3.b',
    rule: 'human_review',
    message: 'an advert',
  });
  expect(await count(`event WHERE submission_id = $1`, held.submissionId)).toBe(1);
  expect(await count(`ruling WHERE task_id = $1 AND state = 'final'`, held.taskId)).toBe(1);
  expect(await stateOf(held.taskId)).toBe('settled');
});

test('two settlers at the same time write one verdict each time', async () => {
  const held: Held[] = [];
  for (let n = 0; n < 20; n += 1) held.push(await claimNew());
  for (const one of held) await rule(one);
  for (const { taskId } of held) await endWindow(taskId);
  const runs = await Promise.all([settle(), settle(), settle(), settle()]);
  const settled = runs.flatMap(({ submissionIds }) => submissionIds);
  expect(settled.sort()).toEqual(held.map(({ submissionId }) => submissionId).sort());
  expect(runs.flatMap(({ failures }) => failures)).toEqual([]);
  expect(await settle()).toMatchObject({ submissionIds: [] });
  expect(await count(`verdict WHERE tenant_id = $1`, tenantId)).toBe(20);
  expect(await count(`task_event WHERE tenant_id = $1 AND kind = 'settled'`, tenantId)).toBe(20);
});

test('one ruling that cannot settle holds up no other', async () => {
  const [good, bad] = [await claimNew(), await claimNew()];
  await rule(good);
  await rule(bad);
  await database.pool.query(`UPDATE ruling SET state = 'undone' WHERE task_id = $1`, [bad.taskId]);
  await endWindow(good.taskId);
  await endWindow(bad.taskId);
  const settled = await settle();
  expect(settled).toMatchObject({ submissionIds: [good.submissionId] });
  expect(settled.failures).toHaveLength(1);
  expect(await stateOf(bad.taskId)).toBe('ruled');
  await database.pool.query(`UPDATE review_task SET state = 'cancelled' WHERE id = $1`, [
    bad.taskId,
  ]);
});

test('without an undo window a ruling settles at once', async () => {
  const held = await claimNew({ undoSeconds: 0 });
  const ruled = await rule(held, { ...block, outcome: 'pass', category: null, note: null });
  expect(ruled).toMatchObject({
    value: { undoable: false, settled: { submissionIds: [held.submissionId] } },
  });
  expect(
    await count(`verdict WHERE submission_id = $1 AND outcome = 'pass'`, held.submissionId),
  ).toBe(1);
  expect(await undo(held)).toMatchObject({ problem: { code: 'undo_window_closed' } });
});

test('a ruling undone inside the window is leased to its ruler again, with the ruling as draft', async () => {
  const held = await claimNew();
  await rule(held);
  const undone = await undo(held);
  expect(undone).toMatchObject({ ok: true, value: { epoch: held.epoch + 1 } });
  await endWindow(held.taskId);
  expect(await settle()).toMatchObject({ submissionIds: [] });
  const [task] = await new ReviewDeskStore(database.dataSource.manager).onDeskOf(tenantId, 'ann');
  expect(task).toMatchObject({
    draft: { outcome: 'block', category: 'A.3.b', note: 'an advert' },
    settlesAt: expect.any(Date),
  });
  expect(await rule(held)).toMatchObject({ problem: { code: 'invalid_transition' } });
  const again = { ...held, epoch: held.epoch + 1 };
  expect(await rule(again, { ...block, outcome: 'pass', category: null })).toMatchObject({
    ok: true,
  });
  await endWindow(held.taskId);
  expect(await settle()).toMatchObject({ submissionIds: [held.submissionId] });
  expect(
    await count(`verdict WHERE submission_id = $1 AND outcome = 'pass'`, held.submissionId),
  ).toBe(1);
});

test('after the window nothing can be undone, swept or not', async () => {
  const held = await claimNew();
  await rule(held);
  await endWindow(held.taskId);
  expect(await undo(held)).toMatchObject({ problem: { code: 'undo_window_closed' } });
  await settle();
  expect(await undo(held)).toMatchObject({ problem: { code: 'undo_window_closed' } });
});

test('only the ruler undoes', async () => {
  const held = await claimNew();
  expect(await undo(held)).toMatchObject({ problem: { code: 'not_ruled' } });
  await rule(held);
  expect(await undo({ ...held, actor: 'bob' })).toMatchObject({ problem: { code: 'not_ruled' } });
  expect(await undo({ ...held, tenantId: uuidv7() })).toMatchObject({
    problem: { code: 'not_found' },
  });
  expect(await stateOf(held.taskId)).toBe('ruled');
});

test('a ruling under a lost lease is refused, and what it said is kept as a draft', async () => {
  const lost = await claimNew();
  await database.pool.query(
    `UPDATE review_task SET lease_until = now() - interval '1 s' WHERE id = $1`,
    [lost.taskId],
  );
  await expireLeases(database, { limit: 100 });
  const holder = await claimAgain('bob');
  expect(await rule(lost)).toMatchObject({ problem: { code: 'stale_lease' } });
  await database.dataSource.transaction((manager) => new ReviewTaskStore(manager).release(holder));
  await claimAgain('ann');
  const [task] = await new ReviewDeskStore(database.dataSource.manager).onDeskOf(tenantId, 'ann');
  expect(task?.draft).toEqual({ outcome: 'block', category: 'A.3.b', note: 'an advert' });
  expect(await count(`ruling WHERE task_id = $1`, lost.taskId)).toBe(0);
});

test('a ruling that is sent again answers the first one; a different one is refused', async () => {
  const held = await claimNew();
  const first = await rule(held);
  expect(first.ok && (await rule(held))).toMatchObject({
    ok: true,
    value: { id: first.ok && first.value.id },
  });
  expect(await rule(held, { ...block, note: 'changed my mind' })).toMatchObject({
    problem: { code: 'invalid_transition' },
  });
  await endWindow(held.taskId);
  await settle();
  expect(await rule(held)).toMatchObject({ ok: true, value: { undoable: false } });
  expect(await rule(held, { ...block, note: 'x' })).toMatchObject({
    problem: { code: 'task_closed' },
  });
  expect(await rule({ ...held, actor: 'bob' })).toMatchObject({ problem: { code: 'task_closed' } });
});

test("another tenant's task cannot be ruled on, whatever the epoch", async () => {
  const held = await claimNew();
  expect(await rule({ ...held, tenantId: uuidv7() })).toMatchObject({
    problem: { code: 'not_found' },
  });
  expect(await stateOf(held.taskId)).toBe('leased');
});

test('a ruling is checked against the taxonomy of its policy', async () => {
  const held = await claimNew();
  expect(await rule(held, { ...block, category: 'harassment' })).toMatchObject({
    problem: { code: 'unknown_category', errors: [{ pointer: '/category' }] },
  });
  expect(await stateOf(held.taskId)).toBe('leased');
});

test('a person who ruled on a submission is not offered it again', async () => {
  const held = await claimNew({ undoSeconds: 0 });
  await rule(held);
  const again = await database.dataSource.transaction((manager) =>
    openCase(manager, {
      tenantId,
      submissionId: held.submissionId,
      purpose: 'reopened',
      queue: 'appeals',
      undoSeconds: 0,
    }),
  );
  expect(again).toMatchObject({ ok: true });
  await expect(claimAgain('ann')).rejects.toThrow('empty');
  const second = await claimAgain('bob');
  expect(await rule(second, { ...block, outcome: 'pass', category: null })).toMatchObject({
    ok: true,
  });
  expect(
    await count(
      `verdict WHERE submission_id = $1 AND revision = 2 AND supersedes = 1`,
      held.submissionId,
    ),
  ).toBe(1);
});

const cancel = ({ submissionId }: { submissionId: string }) =>
  database.dataSource.transaction((manager) =>
    cancelTasksOf(manager, { submissionId, actor: 'platform' }),
  );

test('a withdrawal cancels the task with its provisional ruling, and later steps find it closed', async () => {
  const held = await claimNew();
  await rule(held);
  expect(await cancel(held)).toBe(true);
  expect(await cancel(held)).toBe(false);
  expect(await settle()).toMatchObject({ submissionIds: [] });
  expect(await undo(held)).toMatchObject({ problem: { code: 'task_closed' } });
  expect(await rule(held)).toMatchObject({ problem: { code: 'task_closed' } });
  expect(await count(`ruling WHERE task_id = $1 AND state = 'cancelled'`, held.taskId)).toBe(1);
});

test('of a withdrawal and a settlement at the same time exactly one takes effect', async () => {
  for (let n = 0; n < 10; n += 1) {
    const held = await claimNew();
    await rule(held);
    await endWindow(held.taskId);
    const [cancelled, settled] = await Promise.all([cancel(held), settle()]);
    await settle();
    expect(Number(cancelled) + settled.submissionIds.length).toBe(1);
    const verdicts = await count(`verdict WHERE submission_id = $1`, held.submissionId);
    expect(verdicts).toBe(settled.submissionIds.length);
  }
});
