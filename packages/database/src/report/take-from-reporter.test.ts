import type { Result } from '@assay/domain';
import type { Lease } from '../review/review-task-view.js';
import { RulingStore } from '../review/ruling.store.js';
import { settleDue } from '../review/settle-due.js';
import { claimAny } from '../testing/claim-any.js';
import { DisputeStage } from '../testing/dispute-stage.js';
import { lodgeReport } from './lodge-report.js';

let stage: DisputeStage;
let submissionId: string;

beforeAll(async () => {
  stage = await DisputeStage.open();
});
beforeEach(async () => {
  await stage.nextTenant();
  submissionId = await stage.decided({ outcome: 'pass' });
  await lodge('platform');
});
afterAll(() => stage?.close());

const lodge = (lodgedBy: string): Promise<Result<string>> =>
  stage.within((manager) =>
    lodgeReport(manager, {
      ...{ tenantId: stage.tenantId, submissionId, externalId: undefined, source: 'user' },
      ...{ category: null, explanation: 'It insults me.', location: null },
      ...{ reporterName: null, reporterEmail: null, lodgedBy },
    }),
  );
const claim = (actor: string): Promise<readonly Lease[]> =>
  stage.within((manager) => claimAny(manager, { tenantId: stage.tenantId, actor, count: 1 }));
const rule = (actor: string, lease: Lease | undefined) =>
  stage.within((manager) =>
    new RulingStore(manager).rule({
      ...{ tenantId: stage.tenantId, taskId: lease?.taskId ?? '', epoch: lease?.epoch ?? 0, actor },
      ruling: {
        ...{ kind: 'ruling', outcome: 'block', category: 'A.3.b', clause: null, note: null },
        ...{ measures: [], referral: null },
      },
    }),
  );
const events = () =>
  stage.sql(
    `SELECT kind, actor FROM task_event WHERE task_id IN (SELECT id FROM review_task WHERE submission_id = $1)
     ORDER BY seq DESC LIMIT 1`,
    submissionId,
  );

test('a reporter who holds the task of the case loses it to the others', async () => {
  const [lease] = await claim('ann');
  expect(await lodge('ann')).toMatchObject({ ok: true });
  expect(await events()).toEqual([{ kind: 'released', actor: 'ann' }]);
  expect(await rule('ann', lease)).toMatchObject({ problem: { code: 'stale_lease' } });
  expect(await claim('ann')).toEqual([]);
  const [next] = await claim('bob');
  expect(await rule('bob', next)).toMatchObject({ ok: true });
});

test('what a reporter has ruled provisionally is taken back and never settles', async () => {
  const [lease] = await claim('ann');
  expect(await rule('ann', lease)).toMatchObject({ ok: true });
  expect(await lodge('ann')).toMatchObject({ ok: true });
  expect(await events()).toEqual([{ kind: 'undone', actor: 'ann' }]);
  expect(
    await stage.sql('SELECT state FROM ruling WHERE submission_id = $1', submissionId),
  ).toEqual([{ state: 'undone' }]);
  expect(await settleDue(stage.database, { limit: 10 })).toMatchObject({ tasks: 0, failures: [] });
  expect(await claim('ann')).toEqual([]);
  expect(await claim('bob')).toHaveLength(1);
});

test('a task that was kept for the reporter goes to the others', async () => {
  await stage.sql(
    `UPDATE review_task SET claim_key = '@ann' WHERE submission_id = $1`,
    submissionId,
  );
  expect(await claim('bob')).toEqual([]);
  await lodge('ann');
  expect(await claim('bob')).toHaveLength(1);
});

test("a report leaves the task with somebody else's hold alone", async () => {
  const [lease] = await claim('bob');
  await lodge('ann');
  expect(await rule('bob', lease)).toMatchObject({ ok: true });
});
