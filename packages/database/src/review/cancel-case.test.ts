import { doubleBlind, type Ruling } from '@assay/domain';
import { createTestDatabase, openTasks, until, type TestDatabase } from '@assay/testing';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { claimAny } from '../testing/claim-any.js';
import { cancelCase } from './cancel-case.js';
import { cancelTasksOf } from './cancel-tasks.js';
import { RulingStore } from './ruling.store.js';

let server: TestDatabase;
let database: Database;
const tenantId = uuidv7();

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'cancel-case-test' });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const block: Ruling = {
  ...{ kind: 'ruling', outcome: 'block', category: 'A.3.b', clause: null, note: null },
  ...{ measures: [], referral: null },
};
const pass: Ruling = { ...block, outcome: 'pass', category: null };

async function ruleNext(
  manager: EntityManager,
  { actor, ruling }: { readonly actor: string; readonly ruling: Ruling },
): Promise<void> {
  const [lease] = await claimAny(manager, { tenantId, actor, count: 1 });
  if (lease === undefined) throw new Error(`Nothing for ${actor}.`);
  const { taskId, epoch } = lease;
  const ruled = await new RulingStore(manager).rule({ tenantId, taskId, actor, epoch, ruling });
  expect(ruled).toMatchObject({ ok: true });
}

const somebodyWaits = async (): Promise<boolean> => {
  const { rowCount } = await database.pool.query(
    `SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE a.datname = current_database() AND NOT l.granted`,
  );
  return rowCount === 1;
};

/** Like `manager`; once the taken seats were looked for, `meanwhile` happens before the next statement. */
function pausing(manager: EntityManager, meanwhile: () => Promise<void>): EntityManager {
  const paused = Object.create(manager) as EntityManager;
  paused.query = async <T>(sql: string, params?: unknown[]): Promise<T> => {
    const rows = await manager.query<T>(sql, params);
    if (sql.includes('FOR UPDATE')) await meanwhile();
    return rows;
  };
  return paused;
}

interface Ended {
  readonly submissionId: string;
  readonly caseId: string;
}

test.each<[string, (manager: EntityManager, ended: Ended) => Promise<boolean>]>([
  ['a withdrawal', (manager, ended) => cancelTasksOf(manager, { ...ended, actor: 'platform' })],
  ['the end of a case', (manager, ended) => cancelCase(manager, { ...ended, actor: 'platform' })],
])('%s during a settlement that disagrees leaves no seat for an arbiter', async (_, cancel) => {
  const { dataSource, pool } = database;
  const [task] = await openTasks(pool, { tenantId, panel: doubleBlind, undoSeconds: 0 });
  const ended = task as Ended;
  await dataSource.transaction((manager) => ruleNext(manager, { actor: 'ann', ruling: block }));

  let settlement: Promise<void> | undefined;
  const settleMeanwhile = (): Promise<void> =>
    new Promise((started, failed) => {
      settlement = dataSource.transaction(async (manager) => {
        await ruleNext(manager, { actor: 'bob', ruling: pass });
        started();
        await until(somebodyWaits, { what: 'a withdrawal that waits' });
      });
      settlement.catch(failed);
    });
  const cancelled = await dataSource.transaction((manager) =>
    cancel(pausing(manager, settleMeanwhile), ended),
  );
  await settlement;

  expect(cancelled).toBe(true);
  const { rows } = await pool.query(
    `SELECT slot, state, (SELECT count(*)::int FROM task_event e WHERE e.task_id = t.id AND e.kind = 'cancelled') AS noted
     FROM review_task t WHERE case_id = $1 ORDER BY slot`,
    [ended.caseId],
  );
  expect(rows).toEqual([
    { slot: 1, state: 'settled', noted: 0 },
    { slot: 2, state: 'settled', noted: 0 },
    { slot: 3, state: 'cancelled', noted: 1 },
  ]);
});
