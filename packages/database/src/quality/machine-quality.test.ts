import { wilson, type ReversalGroup } from '@assay/domain';
import {
  createTestDatabase,
  reviewCase,
  type ReviewCaseWish,
  type TestDatabase,
} from '@assay/testing';
import { v7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { LabelStore, type Label, type LabelPlace } from './labels.store.js';
import {
  machineQualityReport,
  MachineQualityStore,
  type MachineQualityWish,
} from './machine-quality.store.js';
import { ReversalStore } from './reversals.store.js';

let server: TestDatabase;
let database: Database;
let tenantId: string;

beforeAll(async () => {
  server = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: server.url, applicationName: 'quality-test' });
});
beforeEach(() => {
  tenantId = v7();
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const ever = { since: new Date(0), until: new Date(Date.now() + 86_400_000) };

/** `count` drawn items: what the machine and the person named, `null` for a pass. */
async function audited(
  count: number,
  item: {
    machine: string | null;
    human: string | null;
    probability?: number;
    model?: string;
    corrected?: boolean;
  },
): Promise<void> {
  await database.pool.query(
    `INSERT INTO audit_result (case_id, tenant_id, submission_id, machine_outcome, machine_category, human_outcome,
       human_category, policy_version, blacklist_version, engine_version, model, scene, probability, corrected)
     SELECT gen_random_uuid(), $1, gen_random_uuid(), $2, $3, $4, $5, 'chat@1', 0, 'e1', $6, 'chat', $7, $8
     FROM generate_series(1, $9)`,
    [
      tenantId,
      item.machine === null ? 'pass' : 'block',
      item.machine,
      item.human === null ? 'pass' : 'block',
      item.human,
      item.model ?? null,
      item.probability ?? 0.1,
      item.corrected ?? false,
      count,
    ],
  );
}

async function quality(wish: Partial<MachineQualityWish> = {}) {
  const whole: MachineQualityWish = { tenantId, ...ever, groupBy: 'none', ...wish };
  const audits = await readAsTenant(database.dataSource, tenantId, (manager) =>
    new MachineQualityStore(manager).audits(whole),
  );
  return machineQualityReport(audits, whole);
}

test('without an audit nothing is known', async () => {
  const { audited: count, rows } = await quality();
  expect(count).toBe(0);
  expect(rows).toMatchObject([
    { key: null, audited: 0, falsePassRate: { estimate: null, low: 0, high: 1 } },
  ]);
});

test('rates weigh every item by what it stands for', async () => {
  // Passes drawn at 1 in 100 first, at 1 in 10 later: 1 of 100 and 10 of 50 violate.
  await audited(99, { machine: null, human: null, probability: 0.01 });
  await audited(1, { machine: null, human: 'A.3.b', probability: 0.01, corrected: true });
  await audited(40, { machine: null, human: null });
  await audited(10, { machine: null, human: 'A.3.b' });
  await audited(45, { machine: 'A.3.b', human: 'A.3.b' });
  await audited(5, { machine: 'A.3.b', human: null });
  const { rows, ...totals } = await quality();
  expect(totals).toEqual({ audited: 200, corrected: 1, truncated: false });
  const [row] = rows;
  expect(row?.falsePassRate.estimate).toBeCloseTo((100 + 100) / (10_000 + 500), 6);
  expect(row?.precision).toEqual(wilson(45, 50));
  expect(row?.falseBlockRate.estimate).toBeCloseTo(0.1, 12);
  expect(row?.recall.estimate).toBeCloseTo(450 / 650, 6);
});

test('groups are measured apart, a category on everything that was drawn', async () => {
  await audited(40, { machine: null, human: null, model: 'm-1' });
  await audited(10, { machine: null, human: 'A.3.b', model: 'm-2' });
  await audited(20, { machine: 'A.1.a', human: 'A.1.a', model: 'm-2' });
  const models = (await quality({ groupBy: 'model' })).rows;
  expect(models.map(({ key, falsePassRate }) => [key, falsePassRate.estimate])).toEqual([
    ['m-1', 0],
    ['m-2', 1],
  ]);
  const categories = (await quality({ groupBy: 'category' })).rows;
  expect(categories).toMatchObject([
    { key: 'A.1.a', audited: 70, precision: { estimate: 1 }, falsePassRate: { estimate: 0 } },
    {
      key: 'A.3.b',
      audited: 70,
      precision: { estimate: null },
      falsePassRate: { estimate: 0.2 },
      recall: { estimate: 0 },
    },
  ]);
  expect((await quality({ category: 'A.3.b' })).rows).toMatchObject([
    { falsePassRate: { estimate: 0.2 } },
  ]);
  expect((await quality({ since: new Date(Date.now() + 1000) })).audited).toBe(0);
  expect((await quality({ model: 'm-1' })).audited).toBe(40);
  expect((await quality({ policyVersion: 'chat@1', model: 'm-2' })).audited).toBe(30);
  expect((await quality({ policyVersion: 'chat@2' })).audited).toBe(0);
});

async function appealed(
  result: string,
  fields: Partial<ReviewCaseWish> = {},
  actor: string | null = null,
): Promise<void> {
  const { submissionId } = await reviewCase(database.pool, {
    tenantId,
    machine: { outcome: 'block', category: 'A.3.b' },
    rulings: [],
    ...fields,
  });
  if (actor !== null) {
    await database.pool.query(
      `INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
         policy_version, blacklist_version, engine_version, supersedes, event_id, actor)
       VALUES ($1, 2, $2, 'block', 'report', 'human', '[]',
         '[{"rule":"human_review","category":"A.3.b"},{"rule":"contact","category":"A.3.b"}]', 'chat@2', 8, 'e', 1, $3, $4)`,
      [submissionId, tenantId, v7(), actor],
    );
  }
  await database.pool.query(
    `INSERT INTO appeal (id, tenant_id, submission_id, contested_revision, state, text, appellant_kind, lodged_by, result,
       accept_due_at, decide_due_at, notify_due_at, closed_at)
     VALUES ($1, $2, $3, $4, $5, 'text', 'author', 'key', $6, now(), now(), now(), now())`,
    [
      v7(),
      tenantId,
      submissionId,
      actor === null ? 1 : 2,
      result === 'open' ? 'accepted' : 'decided',
      result === 'open' ? null : result,
    ],
  );
}

test('reversal rates are told per rule, policy, reviewer, team and model', async () => {
  const [ann, teamId] = [v7(), v7()];
  await database.pool.query(`INSERT INTO team (id, tenant_id, name) VALUES ($1, $2, 'North')`, [
    teamId,
    tenantId,
  ]);
  await database.pool.query(
    'INSERT INTO team_member (team_id, user_id, tenant_id) VALUES ($1, $2, $3)',
    [teamId, ann, tenantId],
  );
  await appealed('upheld', { model: 'm-1' });
  await appealed('overturned', { model: 'm-1' });
  await appealed('changed', { model: 'm-2' }, ann);
  await appealed('open', { model: 'm-2' }, ann);
  const store = new ReversalStore(database.dataSource.manager);
  const rows = async (groupBy: ReversalGroup) =>
    (await store.rows({ tenantId, ...ever, groupBy })).map(({ key, decided, rate }) => [
      key,
      decided,
      rate.estimate,
    ]);
  expect(await store.rows({ tenantId, ...ever, groupBy: 'none' })).toEqual([
    { key: null, name: null, decided: 3, overturned: 1, changed: 1, rate: wilson(2, 3) },
  ]);
  expect(await rows('rule')).toEqual([
    ['contact', 3, 2 / 3],
    ['human_review', 1, 1],
  ]);
  expect(await rows('category')).toEqual([['A.3.b', 3, 2 / 3]]);
  expect(await rows('policyVersion')).toEqual([
    ['chat@1', 2, 0.5],
    ['chat@2', 1, 1],
  ]);
  expect(await rows('reviewer')).toEqual([
    [null, 2, 0.5],
    [ann, 1, 1],
  ]);
  expect(await rows('team')).toEqual([
    [null, 2, 0.5],
    [teamId, 1, 1],
  ]);
  expect(await rows('model')).toEqual([
    ['m-1', 2, 0.5],
    ['m-2', 1, 1],
  ]);
  expect(await store.rows({ tenantId: v7(), ...ever, groupBy: 'none' })).toEqual([]);
});

async function labels(limit = 2): Promise<readonly Label[]> {
  const all: Label[] = [];
  let after: LabelPlace | undefined;
  do {
    const batch = await readAsTenant(database.dataSource, tenantId, (manager) =>
      new LabelStore(manager).batch({ tenantId, ...ever, after, limit }),
    );
    all.push(...batch.labels);
    after = batch.next;
  } while (after !== undefined);
  return all;
}

test('labels come once each, oldest first, without gold, broken or withdrawn content', async () => {
  const at = (n: number) => new Date(Date.now() - 100_000 + n);
  const given = (n: number, wish: Partial<ReviewCaseWish>) =>
    reviewCase(database.pool, {
      tenantId,
      at: at(n),
      text: `text ${n}`,
      rulings: [{ actor: 'ann', outcome: 'pass' }],
      ...wish,
    });
  await given(1, { purpose: 'gold', subjectId: v7() });
  await given(2, { purpose: 'gold', subjectId: v7() });
  await given(3, { model: 'm-1' });
  await given(4, { rulings: [{ actor: 'ann', outcome: 'block', kind: 'content_broken' }] });
  const withdrawn = await given(5, {});
  await database.pool.query(
    `INSERT INTO verdict (submission_id, revision, tenant_id, outcome, cause, decided_by, measures, reasons,
       policy_version, blacklist_version, engine_version, event_id)
     VALUES ($1, 1, $2, 'block', 'withdrawal', 'machine', '[]', '[]', 'none', 0, 'e', $3)`,
    [withdrawn.submissionId, tenantId, v7()],
  );
  await given(6, { state: 'due' });
  const disputed = await given(6, {
    reviewers: 2,
    rulings: [
      { actor: 'ann', outcome: 'block', category: 'A.3.b' },
      { actor: 'bob', outcome: 'pass' },
      { actor: 'cat', outcome: 'block', category: 'A.1.a', clause: 'house@1#2' },
    ],
  });
  await given(6, {});
  await reviewCase(database.pool, { tenantId: v7(), rulings: [{ actor: 'ann', outcome: 'pass' }] });
  const exported = await labels();
  expect(exported.map(({ parts }) => parts[0]?.text)).toEqual(['text 3', 'text 6', 'text 6']);
  expect(exported[0]).toMatchObject({
    outcome: 'pass',
    category: null,
    model: 'm-1',
    reviewers: 1,
    agreed: true,
  });
  expect(exported.find(({ submissionId }) => submissionId === disputed.submissionId)).toEqual({
    submissionId: disputed.submissionId,
    parts: [{ type: 'text', text: 'text 6' }],
    scene: 'chat',
    outcome: 'block',
    category: 'A.1.a',
    clause: 'house@1#2',
    purpose: 'first_review',
    policyVersion: 'chat@1',
    model: null,
    ruledAt: expect.any(Date),
    reviewers: 3,
    agreed: false,
  });
  expect(await labels(100)).toEqual(exported);
});
