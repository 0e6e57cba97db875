import { doubleBlind, type Panel, type Ruling } from '@assay/domain';
import { createTestDatabase, openTasks, type TestDatabase } from '@assay/testing';
import { v7 as uuidv7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { verifyLedger } from '../ledger/verify-ledger.js';
import { migrate } from '../migrate.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { withdrawSubmission } from '../submission/withdraw-submission.js';
import { claimAny } from '../testing/claim-any.js';
import { expireLeases } from './expire-leases.js';
import { moveTask } from './move-task.js';
import { ReviewDeskStore } from './review-desk.store.js';
import { ReviewTaskStore } from './review-task.store.js';
import { RulingStore } from './ruling.store.js';

let server: TestDatabase;
let database: Database;
let tenantId: string;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'panel-test' });
});
beforeEach(() => {
  tenantId = uuidv7();
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const block: Ruling = {
  kind: 'ruling',
  outcome: 'block',
  category: 'A.3.b',
  clause: null,
  note: 'an advert',
  measures: [],
  referral: null,
};
const pass: Ruling = { ...block, outcome: 'pass', category: null, note: null };

const open = (panel: Panel, more = {}) =>
  openTasks(database.pool, { tenantId, undoSeconds: 0, panel, ...more });
const claim = (actor: string, count = 1) =>
  database.dataSource.transaction((manager) => claimAny(manager, { tenantId, actor, count }));
const ruleNext = async (actor: string, ruling: Ruling): Promise<string> => {
  const [lease] = await claim(actor);
  if (lease === undefined) throw new Error(`Nothing for ${actor}.`);
  const { taskId, epoch } = lease;
  const given = { tenantId, taskId, actor, epoch, ruling };
  const answer = await database.dataSource.transaction((manager) =>
    new RulingStore(manager).rule(given),
  );
  expect(answer).toMatchObject({ ok: true });
  return taskId;
};
const verdicts = async (submissionId: string) =>
  (
    await database.pool.query(
      `SELECT revision, outcome, actor FROM verdict WHERE submission_id = $1 ORDER BY revision`,
      [submissionId],
    )
  ).rows;
const statusOf = async (submissionId: string) =>
  (await new SubmissionStore(database.dataSource.manager).findMany(tenantId, [submissionId]))[0]
    ?.status;

test('nobody gets two seats of one panel, not even in one claim', async () => {
  await open(doubleBlind);
  expect(await claim('ann', 3)).toHaveLength(1);
  expect(await claim('ann', 3)).toHaveLength(0);
  expect(await claim('bob', 3)).toHaveLength(1);
  expect(await claim('eve', 3)).toHaveLength(0);
});

test('seats of one panel at the head do not hide the cases behind it', async () => {
  await open({ reviewers: 5, agreeing: 3, arbiter: false, agreeOn: 'outcome' }, { count: 4 });
  expect(await claim('ann', 3)).toHaveLength(3);
  expect(await claim('ann', 3)).toHaveLength(1);
  expect(await claim('ann', 3)).toHaveLength(0);
});

test('two who agree make a verdict, the first alone makes none', async () => {
  const [task] = await open(doubleBlind);
  await ruleNext('ann', block);
  expect(await verdicts(task!.submissionId)).toEqual([]);
  expect(await statusOf(task!.submissionId)).toBe('in_review');
  await ruleNext('bob', block);
  expect(await verdicts(task!.submissionId)).toMatchObject([{ revision: 1, outcome: 'block' }]);
  expect(await statusOf(task!.submissionId)).toBe('decided');
});

test('two who differ get an arbiter, who sees both opinions without names and decides', async () => {
  const [task] = await open(doubleBlind);
  await ruleNext('ann', block);
  await ruleNext('bob', pass);
  expect(await verdicts(task!.submissionId)).toEqual([]);
  expect(await claim('ann')).toEqual([]);
  expect(await claim('bob')).toEqual([]);
  const [lease] = await claim('eve');
  const [view] = await new ReviewDeskStore(database.dataSource.manager).withContent(
    [lease!.taskId],
    'eve',
  );
  expect(view!.opinions.map(({ outcome }) => outcome).sort()).toEqual(['block', 'pass']);
  expect(JSON.stringify(view)).not.toMatch(/ann|bob/);
  await database.dataSource.transaction((manager) =>
    new RulingStore(manager).rule({ tenantId, ...lease!, actor: 'eve', ruling: pass }),
  );
  expect(await verdicts(task!.submissionId)).toMatchObject([{ outcome: 'pass', actor: 'eve' }]);
});

test('a blind reviewer sees no opinion while the panel is heard', async () => {
  await open(doubleBlind);
  await ruleNext('ann', block);
  const [lease] = await claim('bob');
  const [view] = await new ReviewDeskStore(database.dataSource.manager).withContent(
    [lease!.taskId],
    'bob',
  );
  expect(view!.opinions).toEqual([]);
});

test('two of three that agree end the case; the seat nobody took is closed, the one that is held may finish', async () => {
  const panel: Panel = { reviewers: 4, agreeing: 2, arbiter: true, agreeOn: 'outcome' };
  const [task] = await open(panel);
  const [held] = await claim('late');
  await ruleNext('ann', block);
  await ruleNext('bob', block);
  expect(await verdicts(task!.submissionId)).toHaveLength(1);
  expect(await claim('eve')).toEqual([]);
  const late = await database.dataSource.transaction((manager) =>
    new RulingStore(manager).rule({ tenantId, ...held!, actor: 'late', ruling: pass }),
  );
  expect(late).toMatchObject({ ok: true });
  expect(await verdicts(task!.submissionId)).toMatchObject([{ revision: 1, outcome: 'block' }]);
});

test('both seats ruled at the same moment lead to one verdict', async () => {
  const tasks = await open(doubleBlind, { count: 8 });
  const shift = async (actor: string) => {
    for (let left = 8; left > 0; left -= 1) await ruleNext(actor, block);
  };
  await Promise.all([shift('ann'), shift('bob')]);
  for (const { submissionId } of tasks) expect(await verdicts(submissionId)).toHaveLength(1);
});

const majority: Panel = { reviewers: 3, agreeing: 2, arbiter: false, agreeOn: 'outcome' };
const lateSeat = async () => {
  const [task] = await open(majority);
  const [late] = await claim('eve');
  await ruleNext('ann', block);
  await ruleNext('bob', block);
  expect(await verdicts(task!.submissionId)).toMatchObject([{ outcome: 'block' }]);
  return { submissionId: task!.submissionId, tenantId, actor: 'eve', ...late! };
};
const stateOf = async (taskId: string): Promise<unknown> =>
  (await database.pool.query('SELECT state FROM review_task WHERE id = $1', [taskId])).rows[0]
    ?.state;

test.each(['release', 'skip'] as const)(
  'a late seat that its holder gives back by %s is closed, as its case is',
  async (how) => {
    const late = await lateSeat();
    const given = await database.dataSource.transaction((manager) =>
      new ReviewTaskStore(manager)[how](late),
    );
    expect(given).toMatchObject({ ok: true });
    expect(await stateOf(late.taskId)).toBe('cancelled');
    expect(await claim('joe')).toEqual([]);
  },
);

test('a late seat whose lease lapses, or that is handed up, is closed as well', async () => {
  const lapsing = await lateSeat();
  await database.pool.query(
    `UPDATE review_task SET lease_until = now() - interval '1 s' WHERE id = $1`,
    [lapsing.taskId],
  );
  expect(await expireLeases(database, { limit: 10 })).toMatchObject({ tasks: 1 });
  const escalated = await lateSeat();
  await database.dataSource.transaction((manager) =>
    moveTask(manager, escalated, { kind: 'escalated', note: 'up' }),
  );
  expect(await stateOf(lapsing.taskId)).toBe('cancelled');
  expect(await stateOf(escalated.taskId)).toBe('cancelled');
});

test('a decided submission cannot be withdrawn, even while a late seat is held', async () => {
  const late = await lateSeat();
  const withdrawal = { ...late, actor: 'platform', engineVersion: 'engine@1' };
  const answer = await database.dataSource.transaction((manager) =>
    withdrawSubmission(manager, withdrawal),
  );
  expect(answer).toMatchObject({ ok: false, problem: { code: 'already_decided' } });
  expect(await stateOf(late.taskId)).toBe('leased');
});

test('the ledger is right after all of this', async () => {
  // The decisions are written by hand here and do not recompute.
  const findings = (await verifyLedger(database.pool)).filter(
    ({ name }) => name !== 'decision-recomputes',
  );
  expect(findings.filter(({ violations }) => violations > 0)).toEqual([]);
  const looked = findings.filter(({ examined }) => examined > 0).map(({ name }) => name);
  expect(looked).toEqual(
    expect.arrayContaining([
      'task-is-decided-by-its-holder',
      'first-review-ends-with-a-verdict',
      'open-case-has-work',
      'nobody-rules-twice',
    ]),
  );
});
