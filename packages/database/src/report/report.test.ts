import { randomUUID } from 'node:crypto';
import type { Result } from '@assay/domain';
import { readAsTenant } from '../connection.js';
import { loadStatementFacts } from '../dispute/statement-facts.js';
import { DisputeStage } from '../testing/dispute-stage.js';
import { lodgeReport, type NewReport } from './lodge-report.js';
import { ReportStore } from './report.store.js';

let stage: DisputeStage;

beforeAll(async () => {
  stage = await DisputeStage.open();
});
beforeEach(() => stage.nextTenant());
afterAll(() => stage?.close());

const lodge = (overrides: Partial<NewReport>): Promise<Result<string>> =>
  stage.within((manager) =>
    lodgeReport(manager, {
      ...{ tenantId: stage.tenantId, submissionId: undefined, externalId: undefined },
      ...{ source: 'user', category: null, explanation: 'It insults me.', location: null },
      ...{ reporterName: null, reporterEmail: null, lodgedBy: 'platform' },
      ...overrides,
    }),
  );
const list = () =>
  new ReportStore(stage.database.dataSource.manager, stage.tenantId).list({ limit: 9 });
const openTasks = (submissionId: string) =>
  stage.sql(
    `SELECT case_id, category, severity, rank < due_at AS ahead FROM review_task
     WHERE submission_id = $1 AND purpose = 'report' AND state = 'open'`,
    submissionId,
  );

test('a report on published content leads to a new verdict, and each reporter can be told', async () => {
  const submissionId = await stage.decided({ outcome: 'pass', externalId: 'post 9' });
  expect(await lodge({ submissionId, category: 'A.4.c' })).toMatchObject({ ok: true });
  expect(await lodge({ externalId: 'post 9', source: 'trusted_flagger' })).toMatchObject({
    ok: true,
  });
  expect(await openTasks(submissionId)).toMatchObject([{ category: 'A.4.c' }]);
  expect(await list()).toMatchObject([
    { source: 'trusted_flagger', reportsOfCase: 2 },
    { source: 'user', reportsOfCase: 2 },
  ]);
  await stage.rule({ submissionId, purpose: 'report' }, { outcome: 'block', category: 'A.4.c' });
  expect(await stage.verdicts(submissionId)).toMatchObject([
    { outcome: 'pass' },
    { revision: 2, outcome: 'block', cause: 'report' },
  ]);
  expect(await list()).toMatchObject([
    { state: 'decided', outcome: 'block', resultRevision: 2 },
    { state: 'decided', outcome: 'block', resultRevision: 2 },
  ]);
  const told = await stage.told(submissionId);
  expect(told.map(({ type }) => type).sort()).toEqual([
    'report.decided',
    'report.decided',
    'verdict.revised',
  ]);
  expect(told.filter(({ type }) => type === 'report.decided')).toMatchObject([
    { deliveries: 1, data: { externalId: 'post 9', report: { revised: true, automated: false } } },
    { deliveries: 1 },
  ]);
});

test('what a trusted flagger or an authority reports comes first, even when it joins', async () => {
  const submissionId = await stage.decided({ outcome: 'pass' });
  const rank = async (): Promise<number> => {
    const [row] = await stage.sql(
      `SELECT extract(epoch FROM due_at - rank)::int AS ahead FROM review_task WHERE submission_id = $1`,
      submissionId,
    );
    return Number(row?.['ahead']);
  };
  await lodge({ submissionId });
  const before = await rank();
  await lodge({ submissionId });
  expect(await rank()).toBe(before);
  await lodge({ submissionId, source: 'authority' });
  expect(await rank()).toBeGreaterThan(before);
});

test('a statement of reasons names the strongest source of a verdict that reports caused', async () => {
  const submissionId = await stage.decided({ outcome: 'pass' });
  await lodge({ submissionId });
  await lodge({ submissionId, source: 'trusted_flagger' });
  await stage.rule({ submissionId, purpose: 'report' }, { outcome: 'block' });
  const facts = (revision?: number) =>
    readAsTenant(stage.database.dataSource, stage.tenantId, (manager) =>
      loadStatementFacts(manager, { tenantId: stage.tenantId, submissionId, revision }),
    );
  expect(await facts()).toMatchObject({
    facts: { revision: 2, source: 'trusted_flagger', decider: 'person', automatedDetection: false },
  });
  expect(await facts(1)).toMatchObject({ facts: { revision: 1, source: 'own_initiative' } });
  expect(await facts(3)).toEqual({ type: 'not_decided' });
});

test('a ruling that agrees with the verdict in force changes nothing but the reports', async () => {
  const submissionId = await stage.decided({ outcome: 'pass' });
  await lodge({ submissionId });
  await stage.rule({ submissionId, purpose: 'report' }, { outcome: 'pass' });
  expect(await stage.verdicts(submissionId)).toHaveLength(1);
  expect(await list()).toMatchObject([{ outcome: 'pass', resultRevision: null }]);
  expect(await lodge({ submissionId })).toMatchObject({ ok: true });
  expect(await openTasks(submissionId)).toHaveLength(1);
});

test('content that cannot be judged stays as it was', async () => {
  const submissionId = await stage.decided({ outcome: 'pass' });
  await lodge({ submissionId });
  const broken = { outcome: 'block', kind: 'content_broken' } as const;
  await stage.rule({ submissionId, purpose: 'report' }, broken);
  expect(await stage.verdicts(submissionId)).toHaveLength(1);
  expect(await list()).toMatchObject([{ state: 'decided', outcome: 'pass' }]);
});

test('reports that arrive together share one case', async () => {
  const submissionId = await stage.decided({ outcome: 'pass' });
  const results = await Promise.all([1, 2, 3, 4].map(() => lodge({ submissionId })));
  expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  expect(new Set((await list()).map(({ caseId }) => caseId)).size).toBe(1);
});

test.each<[string, () => Promise<Partial<NewReport>>, string]>([
  ['nobody knows', async () => ({ submissionId: randomUUID() }), 'not_found'],
  ['by an unknown name', async () => ({ externalId: 'nothing' }), 'not_found'],
  [
    'of another tenant',
    async () => ({ submissionId: await stage.decided({ tenantId: randomUUID() }) }),
    'not_found',
  ],
  [
    'that was withdrawn',
    async () => ({ submissionId: await stage.decided({ cause: 'withdrawal' }) }),
    'invalid_transition',
  ],
])('a report on a submission %s is refused', async (_, reported, code) => {
  expect(await lodge(await reported())).toMatchObject({ ok: false, problem: { code } });
});
