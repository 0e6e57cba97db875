import { giveDueRuling, until } from '@assay/testing';
import { lodgeReport } from '../report/lodge-report.js';
import { DisputeStage } from '../testing/dispute-stage.js';
import { settleRuled, type Settled } from './settle-ruled.js';

let stage: DisputeStage;

beforeAll(async () => {
  stage = await DisputeStage.open();
});
beforeEach(() => stage.nextTenant());
afterAll(() => stage?.close());

const report = (submissionId: string): Promise<unknown> =>
  stage.within((manager) =>
    lodgeReport(manager, {
      ...{ tenantId: stage.tenantId, submissionId, externalId: undefined, source: 'user' },
      ...{ category: null, explanation: 'It insults me.', location: null },
      ...{ reporterName: null, reporterEmail: null, lodgedBy: 'platform' },
    }),
  );
const ruledTask = async (submissionId: string, purpose: string): Promise<string> => {
  const [task] = await stage.sql(
    `SELECT id FROM review_task WHERE submission_id = $1 AND purpose = $2 AND state = 'ruled' FOR UPDATE`,
    submissionId,
    purpose,
  );
  return String(task?.['id']);
};
const somebodyWaits = async (): Promise<boolean> => {
  const waiting = await stage.sql(
    `SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE a.datname = current_database() AND NOT l.granted`,
  );
  return waiting.length === 1;
};

test('two cases of one submission that settle at once write one revision after the other', async () => {
  const submissionId = await stage.decided({ outcome: 'block' });
  await stage.lodged(submissionId);
  await report(submissionId);
  const { pool } = stage.database;
  await giveDueRuling(pool, { submissionId, purpose: 'appeal' }, { actor: 'ann', outcome: 'pass' });
  await giveDueRuling(
    pool,
    { submissionId, purpose: 'report' },
    { actor: 'bob', outcome: 'block', category: 'A.4.c' },
  );
  const [appealed, reported] = [
    await ruledTask(submissionId, 'appeal'),
    await ruledTask(submissionId, 'report'),
  ];
  let second: Promise<Settled> | undefined;
  await stage.within(async (manager) => {
    await settleRuled(manager, [appealed]);
    second = stage.within((other) => settleRuled(other, [reported]));
    await until(somebodyWaits, { what: 'a second settlement that waits' });
  });
  expect(await second).toMatchObject({ submissionIds: [submissionId], tasks: 1 });
  expect(await stage.verdicts(submissionId)).toMatchObject([
    { revision: 1, outcome: 'block', cause: 'first_review' },
    { revision: 2, outcome: 'pass', cause: 'appeal' },
    { revision: 3, outcome: 'block', cause: 'report' },
  ]);
});
