import {
  createTestDatabase,
  reviewCase,
  type ReviewCaseWish,
  type TestDatabase,
} from '@assay/testing';
import { v7 } from 'uuid';
import { connectDatabase, type Database } from '../../connection.js';
import { migrate } from '../../migrate.js';
import { settleDue } from '../settle-due.js';

let server: TestDatabase;
let database: Database;
const tenantId = v7();
const [correcting, counting] = [v7(), v7()];

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'audit-test' });
  await policy(correcting, true);
  await policy(counting, false);
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const policy = (id: string, corrects: boolean): Promise<unknown> =>
  database.pool.query(
    `INSERT INTO policy_version (id, policy_id, tenant_id, version, state, definition, created_by)
     VALUES ($1, $1, $2, 1, 'published', $3, 'test')`,
    [
      id,
      tenantId,
      JSON.stringify({ routing: { audit: { passRate: 0.1, blockRate: 0.2, corrects } } }),
    ],
  );

/** A machine verdict that was drawn and one ruling on it, settled. */
async function audited(
  wish: Partial<ReviewCaseWish>,
): Promise<{ submissionId: string; caseId: string }> {
  const made = await draw(wish);
  expect(await settleDue(database, { limit: 100 })).toMatchObject({ failures: [] });
  return made;
}

const draw = (wish: Partial<ReviewCaseWish>) =>
  reviewCase(database.pool, {
    tenantId,
    purpose: 'audit',
    state: 'due',
    probability: 0.1,
    model: 'm-1',
    policyVersionId: correcting,
    machine: { outcome: 'pass' },
    rulings: [{ actor: 'ann', outcome: 'block', category: 'A.1.a' }],
    ...wish,
  });

const verdicts = async (submissionId: string) =>
  (
    await database.pool.query(
      `SELECT revision, outcome, cause, decided_by FROM verdict WHERE submission_id = $1 ORDER BY revision`,
      [submissionId],
    )
  ).rows;
const resultOf = async (caseId: string) =>
  (await database.pool.query(`SELECT * FROM audit_result WHERE case_id = $1`, [caseId])).rows;

test('a finding against the verdict is counted and, where the policy says so, corrected', async () => {
  const { submissionId, caseId } = await audited({});
  expect(await verdicts(submissionId)).toEqual([
    { revision: 1, outcome: 'pass', cause: 'first_review', decided_by: 'machine' },
    { revision: 2, outcome: 'block', cause: 'audit_correction', decided_by: 'human' },
  ]);
  expect(await resultOf(caseId)).toMatchObject([
    {
      submission_id: submissionId,
      machine_revision: 1,
      machine_outcome: 'pass',
      machine_category: null,
      human_outcome: 'block',
      human_category: 'A.1.a',
      policy_version: 'chat@1',
      blacklist_version: '7',
      engine_version: 'engine@1',
      model: 'm-1',
      scene: 'chat',
      probability: expect.closeTo(0.1, 6),
      corrected: true,
    },
  ]);
});

test('a policy that does not correct counts only', async () => {
  const { submissionId, caseId } = await audited({ policyVersionId: counting });
  expect(await verdicts(submissionId)).toHaveLength(1);
  expect(await resultOf(caseId)).toMatchObject([{ human_outcome: 'block', corrected: false }]);
});

test('a finding that confirms the verdict changes nothing', async () => {
  const { submissionId, caseId } = await audited({
    machine: { outcome: 'block', category: 'A.1.a' },
  });
  expect(await verdicts(submissionId)).toHaveLength(1);
  expect(await resultOf(caseId)).toMatchObject([
    { machine_outcome: 'block', machine_category: 'A.1.a', corrected: false },
  ]);
});

test.each(['appeal', 'retro_hunt', 'withdrawal'])(
  'a verdict that %s has replaced meanwhile is counted as it was drawn and left alone',
  async (cause) => {
    const made = await draw({
      machine: { outcome: 'block', category: 'A.1.a' },
      rulings: [{ actor: 'ann', outcome: 'pass' }],
    });
    await database.pool.query(
      `INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
         policy_version, blacklist_version, engine_version, supersedes, event_id)
       VALUES ($1, 2, $2, 'restrict', $3, $4, '[]', '[]', 'chat@2', 8, 'engine@2', 1, $5)`,
      [made.submissionId, tenantId, cause, cause === 'appeal' ? 'human' : 'machine', v7()],
    );
    expect(await settleDue(database, { limit: 100 })).toMatchObject({ failures: [] });
    expect((await verdicts(made.submissionId)).map((verdict) => verdict.cause)).toEqual([
      'first_review',
      cause,
    ]);
    expect(await resultOf(made.caseId)).toMatchObject([
      { machine_revision: 1, machine_outcome: 'block', policy_version: 'chat@1', corrected: false },
    ]);
  },
);

describe('a referral stops transmission', () => {
  const referral = { actor: 'ann', outcome: 'block', kind: 'referral' } as const;

  test('under a policy that counts only', async () => {
    const { submissionId, caseId } = await audited({
      ...{ policyVersionId: counting, rulings: [referral] },
    });
    expect(await verdicts(submissionId)).toMatchObject([
      { revision: 1, outcome: 'pass' },
      { revision: 2, outcome: 'block', cause: 'audit_correction', decided_by: 'human' },
    ]);
    expect(await resultOf(caseId)).toMatchObject([{ human_outcome: 'block', corrected: true }]);
  });

  test('when an appeal has let the content pass meanwhile', async () => {
    const made = await draw({
      ...{ machine: { outcome: 'block', category: 'A.1.a' }, rulings: [referral] },
    });
    await database.pool.query(
      `INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
         policy_version, blacklist_version, engine_version, supersedes, event_id)
       VALUES ($1, 2, $2, 'pass', 'appeal', 'human', '[]', '[]', 'chat@2', 8, 'engine@2', 1, $3)`,
      [made.submissionId, tenantId, v7()],
    );
    expect(await settleDue(database, { limit: 100 })).toMatchObject({ failures: [] });
    expect(await verdicts(made.submissionId)).toMatchObject([
      { outcome: 'block' },
      { outcome: 'pass' },
      { revision: 3, outcome: 'block', cause: 'audit_correction' },
    ]);
  });

  test('and writes nothing where it is stopped already', async () => {
    const { submissionId } = await audited({
      ...{ machine: { outcome: 'block', category: 'A.1.a' }, rulings: [referral] },
    });
    expect(await verdicts(submissionId)).toHaveLength(1);
  });
});

test('content that cannot be judged measures nothing', async () => {
  const { submissionId, caseId } = await audited({
    rulings: [{ actor: 'ann', outcome: 'block', kind: 'content_broken', category: null }],
  });
  expect(await verdicts(submissionId)).toHaveLength(1);
  expect(await resultOf(caseId)).toEqual([]);
});
