import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { claimAny } from '../testing/claim-any.js';
import { claimStatement, offeredKeysStatement } from './claim-statement.js';
import type { OpenKey } from './claimable-keys.js';
import { ReviewTaskStore, type HeldTask } from './review-task.store.js';
import type { Lease } from './review-task-view.js';

let server: TestDatabase;
let database: Database;
let tenantId: string;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'claim-test' });
});
beforeEach(() => {
  tenantId = uuidv7();
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const claim = (actor: string, count = 1): Promise<readonly Lease[]> =>
  database.dataSource.transaction((manager) => claimAny(manager, { tenantId, actor, count }));

/** A claim of ann's that pauses between looking at tasks and locking them, while `meanwhile` happens. */
async function slowClaim(meanwhile: () => Promise<unknown>): Promise<unknown> {
  const slow = claimStatement.replace(
    `t.lease_epoch = c.lease_epoch\n    WHERE t.state = 'open'`,
    `t.lease_epoch = c.lease_epoch\n    WHERE pg_sleep(0.4) IS NOT NULL AND t.state = 'open'`,
  );
  expect(slow).not.toBe(claimStatement);
  const key = 'default|A.3.b|en|mild';
  const claiming = database.pool.query(slow, [
    tenantId,
    'ann',
    1,
    180,
    [key],
    5,
    20,
    ['-infinity'],
  ]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await meanwhile();
  return (await claiming).rows;
}

test('a claim that began before a skip of the same person does not bring the task back', async () => {
  await openTasks(database.pool, { tenantId });
  let skipped: string | undefined;
  const rows = await slowClaim(async () => {
    const [lease] = await claim('ann');
    skipped = lease!.taskId;
    const held: HeldTask = { tenantId, actor: 'ann', ...lease! };
    await database.dataSource.transaction((manager) => new ReviewTaskStore(manager).skip(held));
  });
  expect(rows).toMatchObject([{ taskId: null, candidates: 1 }]);
  expect(await claim('bob')).toMatchObject([{ taskId: skipped }]);
});

test.each([
  ['was drawn to check a cluster', `verifies = gen_random_uuid()`],
  ['went to another queue', `claim_key = 'other|A.3.b|en|mild', queue = 'other'`],
])('a claim passes over a task that %s while it looked', async (_, change) => {
  await openTasks(database.pool, { tenantId });
  const sql = `UPDATE review_task SET ${change} WHERE tenant_id = $1`;
  const rows = await slowClaim(() => database.pool.query(sql, [tenantId]));
  expect(rows).toMatchObject([{ taskId: null, candidates: 1 }]);
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
    const leases = await claim('ann', 3);
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
