import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { claimAny } from '../testing/claim-any.js';
import { expireLeases } from './expire-leases.js';
import { ReviewTaskStore } from './review-task.store.js';
import { RulingStore } from './ruling.store.js';
import { settleDue } from './settle-due.js';

const taskCount = 200;
const actors = Array.from({ length: 20 }, (_, n) => `reviewer-${n}`);
const tenantId = uuidv7();
const aPass = {
  kind: 'ruling',
  outcome: 'pass',
  category: null,
  clause: null,
  note: null,
  measures: [],
  referral: null,
} as const;

let server: TestDatabase;
let gateways: readonly Database[];

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  const connect = () =>
    connectDatabase({ url: server.url, poolSize: 6, applicationName: 'race-test' });
  gateways = await Promise.all([connect(), connect(), connect()]);
});
afterAll(async () => {
  await Promise.all((gateways ?? []).map((gateway) => gateway.close()));
  await server?.drop();
});

interface Work {
  readonly claims: string[];
  readonly ruled: string[];
}

/** Claims until nothing is left; lets some leases lapse, gives some back, rules on the rest. */
async function workShift(actor: string, n: number): Promise<Work> {
  const { dataSource, pool } = gateways[n % gateways.length]!;
  const work: Work = { claims: [], ruled: [] };
  for (let round = 0; ; round += 1) {
    const leases = await dataSource.transaction((manager) =>
      claimAny(manager, { tenantId, actor, count: 1 + ((n + round) % 3) }),
    );
    if (leases.length === 0 && (await remaining()) === 0) return work;
    for (const [at, { taskId, epoch }] of leases.entries()) {
      work.claims.push(`${taskId}/${epoch}`);
      const held = { tenantId, taskId, actor, epoch };
      if (round < 3 && at === 1) {
        await dataSource.transaction((manager) => new ReviewTaskStore(manager).release(held));
        continue;
      }
      if (round < 3 && at === 2) {
        await pool.query(
          `UPDATE review_task SET lease_until = now() - interval '1 s' WHERE id = $1 AND lease_epoch = $2`,
          [taskId, epoch],
        );
        await expireLeases(gateways[0]!, { limit: 50 });
      }
      const ruling = aPass;
      const ruled = await dataSource.transaction((manager) =>
        new RulingStore(manager).rule({ ...held, ruling }),
      );
      if (ruled.ok) work.ruled.push(taskId);
      else expect(ruled.problem.code).toMatch(/stale_lease|task_closed/);
    }
    if (round % 4 === 0) await settleDue(gateways[(n + 1) % gateways.length]!, { limit: 20 });
  }
}

const remaining = async (): Promise<number> =>
  (
    await gateways[0]!.pool.query(
      `SELECT 1 FROM review_task WHERE state IN ('open', 'leased') LIMIT 1`,
    )
  ).rowCount ?? 0;

test('20 reviewers on 200 tasks: no lease is given twice, every task is ruled on once and ends once', async () => {
  const tasks = [
    ...(await openTasks(gateways[0]!.pool, { tenantId, count: taskCount / 2, undoSeconds: 0 })),
    ...(await openTasks(gateways[0]!.pool, { tenantId, count: taskCount / 2 })),
  ];
  const shifts = await Promise.all(actors.map(workShift));

  const claims = shifts.flatMap(({ claims: made }) => made);
  expect(claims.length).toBeGreaterThanOrEqual(taskCount);
  expect(new Set(claims).size).toBe(claims.length);
  const ruled = shifts.flatMap(({ ruled: done }) => done);
  expect([...ruled].sort()).toEqual(tasks.map(({ id }) => id).sort());

  await gateways[0]!.pool.query(
    `UPDATE review_task SET settles_at = now() - interval '1 s' WHERE state = 'ruled'`,
  );
  await Promise.all(gateways.map((gateway) => settleDue(gateway, { limit: 200 })));
  await settleDue(gateways[0]!, { limit: 200 });
  const counts = await gateways[0]!.pool.query(`
    SELECT (SELECT count(*) FROM review_task WHERE state = 'settled')::int AS settled,
           (SELECT count(*) FROM verdict)::int AS verdicts, (SELECT count(*) FROM event)::int AS events,
           (SELECT count(*) FROM ruling WHERE state = 'final')::int AS final,
           (SELECT count(*) FROM task_event WHERE kind = 'settled')::int AS noted`);
  expect(counts.rows[0]).toEqual({
    settled: 200,
    verdicts: 200,
    events: 200,
    final: 200,
    noted: 200,
  });
}, 60_000);
