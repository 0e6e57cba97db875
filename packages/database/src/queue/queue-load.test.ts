import { randomUUID } from 'node:crypto';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { notePresence } from '../reviewer/note-presence.js';
import { claimAny } from '../testing/claim-any.js';
import { aPerson, qualify } from '../testing/people.js';
import { changeQueue } from './change-queue.js';
import { tenantLoad } from './queue-load.js';

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
const load = () => tenantLoad(database.dataSource, tenantId);
const lineOf = async (name: string) => (await load()).queues.find((line) => line.name === name)!;
const present = (actor: string, state: 'working' | 'paused' = 'working') =>
  notePresence(database.dataSource.manager, { tenantId, actor, state });
const dueIn = (seconds: number, count: number) =>
  sql(
    `UPDATE review_task SET due_at = now() + make_interval(secs => $2) WHERE id IN (
       SELECT id FROM review_task WHERE tenant_id = $1 AND state = 'open' AND due_at > now() + interval '59 minutes'
       LIMIT $3)`,
    tenantId,
    seconds,
    count,
  );

test('an empty tenant shows the queues that are there for everybody, at rest', async () => {
  const { queues, alarms, people } = await load();
  expect(queues.map(({ name }) => name)).toEqual(['appeals', 'audit', 'escalations', 'reports']);
  expect(queues[0]).toMatchObject({ open: 0, leased: 0, arrivals: 0, handled: 0, present: 0 });
  expect(queues[0]!.forecast).toMatchObject({
    breaches: 0,
    peopleNeeded: 0,
    firstBreachInHours: null,
  });
  expect([alarms, people]).toEqual([[], []]);
});

test('what waits is counted with what is overdue, oldest and due next', async () => {
  await openTasks(database.pool, { tenantId, queue: 'chat', count: 5 });
  await openTasks(database.pool, { tenantId: randomUUID(), queue: 'chat', count: 3 });
  await dueIn(-60, 2);
  await dueIn(600, 1);
  await database.dataSource.transaction((manager) =>
    claimAny(manager, { tenantId, actor: 'ann', count: 1 }),
  );
  const line = await lineOf('chat');
  const [expected] = await sql(
    `SELECT min(created_at) AS oldest, min(due_at) FILTER (WHERE due_at > now()) AS next,
       count(*) FILTER (WHERE due_at < now())::int AS overdue
     FROM review_task WHERE tenant_id = $1 AND state = 'open'`,
    tenantId,
  );
  expect(line).toMatchObject({
    open: 4,
    leased: 1,
    overdue: expected.overdue,
    oldestAt: expected.oldest,
    nextDueAt: expected.next,
    arrivals: 5,
    handled: 0,
    skips: 0,
    medianHandlingMs: null,
  });
});

test('rulings and skips of the last hour, and the median time of the last day', async () => {
  const tasks = await openTasks(database.pool, { tenantId, queue: 'chat', count: 5 });
  const give = (taskId: string, { minutesAgo, ms }: { minutesAgo: number; ms: number | null }) =>
    sql(
      `INSERT INTO ruling (id, task_id, case_id, submission_id, subject_id, tenant_id, epoch, actor, outcome, measures,
         state, settles_at, created_at, handling_ms)
       VALUES (gen_random_uuid(), $1, $1, $1, $1, $2, 1, 'ann', 'pass', '[]', 'final', now(),
         now() - make_interval(mins => $3), $4)`,
      taskId,
      tenantId,
      minutesAgo,
      ms,
    );
  await give(tasks[0]!.id, { minutesAgo: 10, ms: 10_000 });
  await give(tasks[1]!.id, { minutesAgo: 20, ms: null });
  await give(tasks[2]!.id, { minutesAgo: 300, ms: 30_000 });
  await give(tasks[3]!.id, { minutesAgo: 600, ms: 20_000 });
  await give(tasks[4]!.id, { minutesAgo: 3000, ms: 900_000 });
  await sql(
    `INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch, at) VALUES
       ($1, $2, 'skipped', 'ann', 1, now()), ($1, $2, 'skipped', 'ann', 1, now() - interval '2 hours')`,
    tasks[0]!.id,
    tenantId,
  );
  expect(await lineOf('chat')).toMatchObject({ handled: 2, medianHandlingMs: 20_000, skips: 1 });
});

test('people at work count for the queues whose tasks they may take', async () => {
  const [ann, bob, eve, lead] = [
    await aPerson(database.pool, { tenantId, name: 'Ann' }),
    await aPerson(database.pool, { tenantId }),
    await aPerson(database.pool, { tenantId }),
    await aPerson(database.pool, { tenantId, role: 'lead' }),
  ];
  await database.dataSource.transaction((manager) =>
    changeQueue(manager, { tenantId, name: 'chat', actor: lead, change: { qualified: true } }),
  );
  await openTasks(database.pool, { tenantId, queue: 'chat', claimKey: 'chat|A.3.b|*|mild' });
  await openTasks(database.pool, { tenantId, queue: 'forum' });
  await qualify(database.pool, { tenantId, actor: ann, category: 'A.3.b' });
  await qualify(database.pool, { tenantId, actor: eve, category: 'A.3.b' });
  await present(ann);
  await present(bob);
  await present(lead);
  await present(eve, 'paused');
  await database.dataSource.transaction((manager) =>
    claimAny(manager, { tenantId, actor: ann, count: 1, queue: 'forum' }),
  );
  const { queues, people } = await load();
  const hands = Object.fromEntries(queues.map(({ name, present: count }) => [name, count]));
  expect(hands).toMatchObject({ chat: 1, forum: 3, escalations: 1 });
  expect(people).toHaveLength(4);
  expect(people.find(({ actor }) => actor === ann)).toMatchObject({
    name: 'Ann',
    state: 'working',
    held: 1,
  });
  expect(people.find(({ actor }) => actor === eve)).toMatchObject({ state: 'paused', held: 0 });
});

test('the forecast says how many will be late and how many people it takes', async () => {
  await openTasks(database.pool, { tenantId, queue: 'chat', count: 120 });
  const ann = await aPerson(database.pool, { tenantId });
  await present(ann);
  // A minute a task is presumed: one person does 60 an hour, and 120 arrive.
  const { forecast, present: hands } = await lineOf('chat');
  expect(hands).toBe(1);
  expect(forecast.breaches).toBeGreaterThan(50);
  expect(forecast.firstBreachInHours).toBeCloseTo(1, 0);
  expect(forecast.peopleNeeded).toBeGreaterThanOrEqual(2);
  expect(forecast.peopleNeeded).toBeLessThanOrEqual(3);
});

test('the alarms of the tenant are part of it', async () => {
  await openTasks(database.pool, { tenantId, queue: 'chat', claimKey: 'chat|A.3.b|zh|heavy' });
  await sql(
    `INSERT INTO claim_key_alarm (tenant_id, claim_key) VALUES ($1, 'chat|A.3.b|zh|heavy')`,
    tenantId,
  );
  expect((await load()).alarms).toMatchObject([
    { queue: 'chat', category: 'A.3.b', language: 'zh', open: 1 },
  ]);
});
