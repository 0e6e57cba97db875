import { randomUUID } from 'node:crypto';
import { claimKeyFor, settingsOf, type QueueSettings } from '@assay/domain';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { connectDatabase, type Database } from '../connection.js';
import { addGold, type NewGoldItem } from '../gold/add-gold.js';
import { migrate } from '../migrate.js';
import { aPerson, qualify } from '../testing/people.js';
import { claimAny } from '../testing/claim-any.js';
import { endStaleGold } from './end-stale-gold.js';
import { injectGold, type GoldPlace } from './inject-gold.js';
import { ReviewTaskStore } from './review-task.store.js';

let server: TestDatabase;
let database: Database;
let tenantId: string;
let ann: string;
beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'test', poolSize: 6 });
});
beforeEach(async () => {
  tenantId = randomUUID();
  ann = await aPerson(database.pool, { tenantId });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const sql = async (text: string, ...params: unknown[]) =>
  (await database.pool.query(text, params)).rows;

const reasonFor = (category: string) => ({
  category,
  severity: 'high' as const,
  rule: 'lure',
  message: 'Lure',
  spans: [],
});

const gold = (item: Partial<NewGoldItem> = {}, actor = 'lead') =>
  database.dataSource.transaction((manager) =>
    addGold(manager, {
      tenantId,
      actor,
      items: [
        {
          setName: 'daily',
          clause: null,
          taxonomy: 'tc260-003@2024',
          parts: [{ type: 'text', text: 'call this number for a prize' }],
          context: {},
          scene: 'forum',
          industry: null,
          language: 'en',
          category: 'A.3.b',
          severity: 'high',
          decision: {
            outcome: 'review',
            reasons: [reasonFor(item.category ?? 'A.3.b')],
            policyVersion: 'old@1',
            blacklistVersion: 1,
            engineVersion: 'old',
          },
          expectedOutcome: 'block',
          expectedCategory: 'A.3.b',
          explanation: 'a lure',
          ...item,
        },
      ],
    }),
  );

async function inject(
  wish: { settings?: Partial<QueueSettings>; route?: GoldPlace['route'] } = {},
): Promise<string | undefined> {
  const [beside] = await openTasks(database.pool, { tenantId, authorId: 'author 1' });
  return database.dataSource.transaction((manager) =>
    injectGold(manager, {
      tenantId,
      submissionId: beside!.submissionId,
      queue: 'default',
      language: 'en',
      settings: settingsOf('default', wish.settings),
      route:
        wish.route ??
        (({ severity }) => ({
          queue: 'default',
          dueSeconds: severity === 'high' ? 300 : 3600,
          undoSeconds: 30,
        })),
      fingerprint: () => ({ value: 77n, bands: [1, 2, 3, 4] }),
    }),
  );
}

test('a gold item lies in the queue as if it had come in beside the real one', async () => {
  const [itemId] = await gold();
  const taskId = await inject();
  const [task] = await sql(
    `SELECT t.*, c.presented, c.purpose AS case_purpose, c.panel FROM review_task t JOIN review_case c ON c.id = t.case_id
     WHERE t.id = $1`,
    taskId,
  );
  expect(task).toMatchObject({
    purpose: 'gold',
    case_purpose: 'gold',
    subject_id: itemId,
    queue: 'default',
    category: 'A.3.b',
    severity: 'high',
    language: 'en',
    claim_key: 'default|A.3.b|en|heavy',
    home_key: 'default|A.3.b|en|heavy',
    state: 'open',
    undo_seconds: 30,
    fingerprint: '77',
    bands: [1, 2, 3, 4],
    panel: { reviewers: 1 },
  });
  expect(task.presented).toMatchObject({
    scene: 'chat',
    industry: null,
    hasAuthor: true,
    policyVersion: 'chat@1',
    blacklistVersion: 7,
    engineVersion: 'engine@1',
  });
  const evaluatedMs = Date.parse(task.presented.evaluatedAt);
  // The due time of a real task is a whole number of seconds after its evaluation, and so is the rank's head start.
  expect(task.due_at.getTime() - evaluatedMs).toBe(300_000);
  expect(task.due_at.getTime() - task.rank.getTime()).toBe(7_200_000);
  expect(evaluatedMs).toBeGreaterThanOrEqual(Date.parse(task.presented.receivedAt));
  expect(task.created_at.getTime()).toBeGreaterThanOrEqual(evaluatedMs);
  const madeMs = Number.parseInt(task.submission_id.replaceAll('-', '').slice(0, 12), 16);
  expect(madeMs).toBe(Date.parse(task.presented.receivedAt));
  expect(await sql('SELECT kind, actor, epoch FROM task_event WHERE task_id = $1', taskId)).toEqual(
    [{ kind: 'queued', actor: null, epoch: 0 }],
  );
});

test('the claim key asks for what the queue asks for', async () => {
  await gold();
  await qualify(database.pool, { tenantId, actor: ann, category: 'A.3.b' });
  const settings = { qualified: true, byLanguage: true };
  const taskId = await inject({ settings });
  const [task] = await sql('SELECT * FROM review_task WHERE id = $1', taskId);
  expect(task.claim_key).toBe(claimKeyFor(task));
});

test('a queue for the qualified gets only what somebody is qualified for', async () => {
  await gold();
  expect(await inject({ settings: { qualified: true } })).toBeUndefined();
  await qualify(database.pool, { tenantId, actor: ann, category: 'A.3.b' });
  expect(await inject({ settings: { qualified: true } })).toBeDefined();
});

test('an item in another language, or that would go to another queue, is not put there', async () => {
  await gold({ language: 'zh' });
  await gold({ category: 'A.3.e' });
  const route: GoldPlace['route'] = ({ category }) => ({
    queue: category === 'A.3.e' ? 'adverts' : 'default',
    dueSeconds: 60,
    undoSeconds: 10,
  });
  expect(await inject({ route })).toBeUndefined();
  await gold({ category: 'A.3.b' });
  expect(await inject({ route })).toBeDefined();
});

test('there are never more copies of an item than people who have not seen it', async () => {
  await gold();
  const bob = await aPerson(database.pool, { tenantId });
  expect([await inject(), await inject(), await inject()]).toEqual([
    expect.any(String),
    expect.any(String),
    undefined,
  ]);
  await sql(
    `UPDATE review_case SET state = 'concluded' WHERE tenant_id = $1 AND purpose = 'gold'`,
    tenantId,
  );
  const [{ subject_id: itemId }] = await sql(
    `SELECT subject_id FROM review_case WHERE tenant_id = $1 AND purpose = 'gold'`,
    tenantId,
  );
  await sql(
    `INSERT INTO ruling (id, task_id, case_id, submission_id, subject_id, tenant_id, epoch, actor, outcome, measures,
       state, settles_at)
     SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), $1, $2, 1, a, 'block', '[]',
       'final', now() FROM unnest($3::text[]) AS a`,
    itemId,
    tenantId,
    [ann, bob],
  );
  expect(await inject()).toBeUndefined();
});

test('an item of another taxonomy, or in which the machine found nothing, is not put there', async () => {
  await gold({ taxonomy: 'other@1' });
  expect(await inject()).toBeUndefined();
  const decision = { policyVersion: 'p@1', blacklistVersion: 1, engineVersion: 'e@1' };
  await gold({ decision: { ...decision, outcome: 'pass', reasons: [] } });
  expect(await inject()).toBeUndefined();
});

test('an item is queued by what the machine found, and not by the right answer', async () => {
  const decision = { policyVersion: 'p@1', blacklistVersion: 1, engineVersion: 'e@1' };
  const reasons = [reasonFor('A.3.e')];
  await gold({ category: 'A.3.b', decision: { ...decision, outcome: 'block', reasons } });
  const taskId = await inject({ settings: { byLanguage: true } });
  const [task] = await sql('SELECT category FROM review_task WHERE id = $1', taskId);
  expect(task).toEqual({ category: 'A.3.e' });
});

test('who wrote an item is never offered it, and alone is no reason to mix it in', async () => {
  await gold({}, ann);
  expect(await inject()).toBeUndefined();
  const bob = await aPerson(database.pool, { tenantId });
  const taskId = await inject();
  expect(taskId).toBeDefined();
  expect(await inject()).toBeUndefined();
  const claimedBy = (actor: string) =>
    database.dataSource.transaction(async (manager) =>
      (await claimAny(manager, { tenantId, actor, count: 20 })).map((lease) => lease.taskId),
    );
  const annsTasks = await claimedBy(ann);
  expect(annsTasks.length).toBeGreaterThan(0);
  expect(annsTasks).not.toContain(taskId);
  expect(await claimedBy(bob)).toContain(taskId);
});

test('without gold nothing happens', async () => {
  expect(await inject()).toBeUndefined();
});

test('gold that nobody took in time ends; what somebody holds does not', async () => {
  await gold();
  await aPerson(database.pool, { tenantId });
  const [held, stale] = [await inject(), await inject()];
  await database.dataSource.transaction((manager) =>
    claimAny(manager, { tenantId, actor: ann, count: 10 }),
  );
  const states = () =>
    sql(
      `SELECT t.id, t.state, c.state AS case FROM review_task t JOIN review_case c ON c.id = t.case_id
       WHERE t.id = ANY($1) ORDER BY t.state`,
      [held, stale],
    );
  // Nobody is offered the same content twice, so one copy is left.
  expect((await states()).map(({ state }) => state)).toEqual(['leased', 'open']);
  expect(await endStaleGold(database.dataSource.manager, { limit: 10 })).toBe(0);
  await sql(
    `UPDATE review_task SET due_at = now() - interval '11 minutes' WHERE tenant_id = $1`,
    tenantId,
  );
  expect(await endStaleGold(database.dataSource.manager, { limit: 10 })).toBe(1);
  expect(await states()).toMatchObject([
    { state: 'cancelled', case: 'cancelled' },
    { state: 'leased', case: 'open' },
  ]);
});

test('whoever held gold that ended is told the same as of a real task that is late', async () => {
  await gold();
  const heartbeat = (taskId: string, actor: string) =>
    database.dataSource.transaction((manager) =>
      new ReviewTaskStore(manager).heartbeat({ tenantId, taskId, actor, epoch: 1 }, { note: 'hm' }),
    );
  const taskId = (await inject())!;
  const leases = await database.dataSource.transaction((manager) =>
    claimAny(manager, { tenantId, actor: ann, count: 10 }),
  );
  const real = leases.find((lease) => lease.taskId !== taskId)!;
  await database.dataSource.transaction(async (manager) => {
    const tasks = new ReviewTaskStore(manager);
    for (const lease of leases) await tasks.release({ tenantId, actor: ann, ...lease });
  });
  await sql(
    `UPDATE review_task SET due_at = now() - interval '11 minutes' WHERE tenant_id = $1`,
    tenantId,
  );
  expect(await endStaleGold(database.dataSource.manager, { limit: 10 })).toBe(1);
  const late = await heartbeat(real.taskId, ann);
  expect(late).toMatchObject({ ok: false, problem: { code: 'stale_lease' } });
  expect(await heartbeat(taskId, ann)).toEqual(late);
  expect(await sql('SELECT 1 FROM review_draft WHERE task_id = $1', taskId)).toEqual([]);
});
