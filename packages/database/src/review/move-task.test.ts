import { defaultQueueSettings, heldForKey } from '@assay/domain';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { QueueStore } from '../queue/queue.store.js';
import { anyStanding, claimAny } from '../testing/claim-any.js';
import { moveTask, type TaskMove } from './move-task.js';
import { ReviewDeskStore } from './review-desk.store.js';
import { ReviewTaskStore } from './review-task.store.js';

let server: TestDatabase;
let database: Database;
let tenantId: string;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'move-test' });
});
beforeEach(() => {
  tenantId = uuidv7();
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const claim = async (actor: string) => {
  const [lease] = await database.dataSource.transaction((manager) =>
    claimAny(manager, { tenantId, actor, count: 1 }),
  );
  return lease && { tenantId, actor, taskId: lease.taskId, epoch: lease.epoch };
};
const move = async (actor: string, wish: TaskMove) => {
  const held = await claim(actor);
  return database.dataSource.transaction((manager) => moveTask(manager, held!, wish));
};
const taskRow = async () =>
  (
    await database.pool.query(
      `SELECT queue, claim_key, home_key, level, state FROM review_task WHERE tenant_id = $1`,
      [tenantId],
    )
  ).rows[0];

test('an escalated task goes up with its note and does not come back to its giver', async () => {
  const [task] = await openTasks(database.pool, { tenantId });
  expect(await move('ann', { kind: 'escalated', note: 'two readings' })).toEqual({
    ok: true,
    value: { queue: 'escalations' },
  });
  expect(await taskRow()).toMatchObject({ queue: 'escalations', level: 1, state: 'open' });
  expect(await claim('ann')).toBeUndefined();
  expect(await claim('bob')).toMatchObject({ taskId: task!.id });
  const events = await new ReviewDeskStore(database.dataSource.manager).events(task!.id);
  expect(events[2]).toMatchObject({
    kind: 'escalated',
    actor: 'ann',
    detail: { from: 'default', to: 'escalations', note: 'two readings' },
  });
});

test('a transfer takes the requirements of the other queue', async () => {
  await openTasks(database.pool, { tenantId, category: 'A.4.f', language: 'zh' });
  const settings = { ...defaultQueueSettings, qualified: true, byLanguage: true };
  await database.dataSource.transaction((manager) =>
    new QueueStore(manager).put({ tenantId, name: 'privacy', settings }, { actor: 'lead' }),
  );
  await move('ann', { kind: 'transferred', note: 'yours', queue: 'privacy', lead: false });
  expect(await taskRow()).toMatchObject({ claim_key: 'privacy|A.4.f|zh|mild', level: 0 });
});

test('a task kept for one person is offered to nobody else', async () => {
  await openTasks(database.pool, { tenantId });
  await move('ann', {
    kind: 'transferred',
    note: 'you know this author',
    person: anyStanding('bob'),
  });
  expect(await taskRow()).toMatchObject({
    claim_key: heldForKey('bob'),
    home_key: 'default|A.3.b|en|mild',
  });
  expect(await claim('eve')).toBeUndefined();
  expect(await claim('bob')).toBeDefined();
});

test('a lease that is lost moves nothing', async () => {
  await openTasks(database.pool, { tenantId });
  const held = await claim('ann');
  const answer = await database.dataSource.transaction((manager) =>
    moveTask(manager, { ...held!, epoch: 0 }, { kind: 'escalated', note: 'late' }),
  );
  expect(answer).toMatchObject({ problem: { code: 'stale_lease' } });
  expect(await taskRow()).toMatchObject({ queue: 'default', state: 'leased' });
});

test('a task is not handed to somebody who is kept out of it', async () => {
  const [task] = await openTasks(database.pool, { tenantId });
  await database.pool.query(
    'INSERT INTO review_task_skip (task_id, actor, tenant_id) VALUES ($1, $2, $3)',
    [task!.id, 'bob', tenantId],
  );
  const moved = await move('ann', {
    kind: 'transferred',
    note: 'yours',
    person: anyStanding('bob'),
  });
  expect(moved).toMatchObject({ ok: false, problem: { code: 'invalid_transition' } });
  expect(await taskRow()).toMatchObject({ state: 'leased', queue: 'default' });
});

test('a task kept for a person who skips it goes to the others', async () => {
  await openTasks(database.pool, { tenantId });
  await move('ann', { kind: 'transferred', note: 'yours', person: anyStanding('bob') });
  expect(await claim('eve')).toBeUndefined();
  const held = await claim('bob');
  await database.dataSource.transaction((manager) => new ReviewTaskStore(manager).skip(held!));
  expect(await claim('bob')).toBeUndefined();
  expect(await claim('ann')).toBeUndefined();
  expect(await claim('eve')).toMatchObject({ taskId: held!.taskId });
});

test('a queue that is not there gets nothing, also by a name that every object has', async () => {
  await openTasks(database.pool, { tenantId });
  for (const queue of ['made-up', 'constructor', '__proto__']) {
    expect(await move('ann', { kind: 'transferred', note: 'n', queue, lead: true })).toMatchObject({
      problem: { code: 'not_found', errors: [{ pointer: '/to/queue' }] },
    });
    await database.pool.query(
      `UPDATE review_task SET state = 'open', lease_owner = NULL WHERE tenant_id = $1`,
      [tenantId],
    );
  }
});

test('what a queue asks for is not shed by a transfer, except by a lead', async () => {
  await openTasks(database.pool, { tenantId });
  for (const [name, settings] of [
    ['default', { ...defaultQueueSettings, qualified: true, required: ['note'] as const }],
    ['easy', defaultQueueSettings],
  ] as const) {
    await database.dataSource.transaction((manager) =>
      new QueueStore(manager).put({ tenantId, name, settings }, { actor: 'lead' }),
    );
  }
  const held = await claim('ann');
  const transfer = (lead: boolean) =>
    database.dataSource.transaction((manager) =>
      moveTask(manager, held!, { kind: 'transferred', note: 'n', queue: 'easy', lead }),
    );
  expect(await transfer(false)).toMatchObject({ problem: { code: 'invalid_transition' } });
  expect(await transfer(true)).toMatchObject({ ok: true });
});

test('nobody is handed a task they are not qualified for', async () => {
  await openTasks(database.pool, { tenantId });
  const settings = { ...defaultQueueSettings, qualified: true };
  await database.dataSource.transaction((manager) =>
    new QueueStore(manager).put({ tenantId, name: 'default', settings }, { actor: 'lead' }),
  );
  const person = { ...anyStanding('bob'), qualifiedFor: new Set<string>() };
  expect(await move('ann', { kind: 'transferred', note: 'n', person })).toMatchObject({
    problem: { code: 'invalid_transition' },
  });
});
