import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { v7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { countWaiting, OverviewStore } from './overview.store.js';

let files: TestDatabase;
let database: Database;
const tenantId = v7();
const hourMs = 3600 * 1000;

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'overview-test' });
});
afterAll(async () => {
  await database?.close();
  await files?.drop();
});

interface Given {
  readonly owner?: string;
  readonly outcome: 'pass' | 'block' | 'restrict' | 'review';
  readonly agoMs?: number;
  readonly model?: string;
}

/** A submission that took 40 ms to its machine verdict, or that waits for people. */
async function given({
  owner = tenantId,
  outcome,
  agoMs = 1000,
  model = 'm-1',
}: Given): Promise<void> {
  const at = Date.now() - agoMs;
  const id = v7({ msecs: at });
  const reasons = outcome === 'pass' ? [] : [{ rule: 'bait', category: 'A.3.e' }];
  const query = database.dataSource.query.bind(database.dataSource);
  await query(
    `INSERT INTO submission (id, tenant_id, scene, parts, context, metadata, received_at)
     VALUES ($1, $2, 'chat', '[]', $3, '{}', $4)`,
    [id, owner, JSON.stringify({ model }), new Date(at)],
  );
  await query(
    `INSERT INTO decision (submission_id, round, tenant_id, outcome, severity, reasons, measures, evidence,
       policy_version, blacklist_version, engine_version, evaluated_at)
     VALUES ($1, 1, $2, $3, 'low', $4, '[]', '[]', 'chat@1', 0, 'e', now())`,
    [id, owner, outcome, JSON.stringify(reasons)],
  );
  if (outcome === 'review') {
    await query(
      `INSERT INTO review_task (id, case_id, submission_id, subject_id, tenant_id, decision_round, queue, category,
         severity, claim_key, home_key, state, rank, due_at, undo_seconds, created_at)
       VALUES ($1, $1, $2, $2, $3, 1, 'default', 'A.3.e', 'low', 'default|*|*|mild', 'default|*|*|mild', 'open', now(),
         $4, 0, $4)`,
      [v7({ msecs: at }), id, owner, new Date(at)],
    );
    return;
  }
  await query(
    `INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
       policy_version, blacklist_version, engine_version, event_id, decided_at)
     VALUES ($1, 1, $2, $3, 'first_review', 'machine', '[]', $4, 'chat@1', 0, 'e', $5, $6)`,
    [id, owner, outcome, JSON.stringify(reasons), v7(), new Date(at + 40)],
  );
}

const read = (owner: string) =>
  readAsTenant(database.dataSource, owner, (m) => new OverviewStore(m).read(owner, Date.now()));

test('a tenant without anything has an overview of zeros', async () => {
  const overview = await read(v7());
  expect(overview).toMatchObject({
    submissions24h: 0,
    openTasks: 0,
    medianDecisionMs: null,
    outcomes: [],
  });
  expect(overview.hours).toHaveLength(24);
});

test('a day is counted for the tenant alone', async () => {
  await given({ outcome: 'pass' });
  await given({ outcome: 'pass', model: 'm-2', agoMs: 2 * hourMs });
  await given({ outcome: 'block' });
  await given({ outcome: 'review', agoMs: 2 * hourMs });
  await given({ outcome: 'block', agoMs: 25 * hourMs });
  await given({ owner: v7(), outcome: 'block' });

  const overview = await read(tenantId);
  expect(overview).toMatchObject({
    submissions24h: 4,
    decided24h: 3,
    openTasks: 1,
    overdueTasks: 1,
  });
  expect(overview.medianDecisionMs).toBeCloseTo(40, 0);
  expect(overview.outcomes).toEqual([
    { outcome: 'pass', decidedBy: 'machine', count: 2 },
    { outcome: 'block', decidedBy: 'machine', count: 1 },
  ]);
  const sum = (name: 'pass' | 'block' | 'restrict' | 'review') =>
    overview.hours.reduce((total, hour) => total + hour[name], 0);
  expect([sum('pass'), sum('block'), sum('restrict'), sum('review')]).toEqual([2, 1, 0, 1]);
  expect(overview.topRules).toEqual([{ rule: 'bait', entry: null, category: 'A.3.e', count: 2 }]);
  expect(overview.models).toEqual([
    { model: 'm-1', submissions: 3, violations: 1 },
    { model: 'm-2', submissions: 1, violations: 0 },
  ]);
  expect(overview.oldestUndecidedAt?.getTime()).toBeLessThan(Date.now() - hourMs);
});

test('waiting submissions and webhooks are counted', async () => {
  const owner = v7();
  expect(await countWaiting(database.dataSource.manager, owner)).toEqual({
    waiting: 0,
    oldestAt: null,
  });
  await database.dataSource.query(
    `INSERT INTO outbox (submission_id, tenant_id, lane, awaited) VALUES ($1, $2, 'realtime', false)`,
    [v7(), owner],
  );
  expect(await countWaiting(database.dataSource.manager, owner)).toEqual({
    waiting: 1,
    oldestAt: expect.any(Date),
  });
  for (const state of ['pending', 'delivered', 'delivered', 'exhausted']) {
    await database.dataSource.query(
      `INSERT INTO delivery (id, event_id, endpoint_id, tenant_id, state, next_attempt_at, finished_at)
       VALUES ($1, $1, $1, $2, $3, now(), CASE WHEN $3 = 'pending' THEN NULL ELSE now() END)`,
      [v7(), owner, state],
    );
  }
  const webhooks = await readAsTenant(database.dataSource, owner, (m) =>
    new OverviewStore(m).webhooks(owner, Date.now()),
  );
  expect(webhooks).toEqual({ pending: 1, delivered24h: 2, exhausted24h: 1, disabledEndpoints: 0 });
});
