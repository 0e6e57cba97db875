import { randomUUID } from 'node:crypto';
import { until } from '@assay/testing';
import { defaultStrikeTerms, type StrikeTerms } from '@assay/domain';
import { closeSubmissions } from '../verdict/close-submissions.js';
import { DisputeTermsStore } from '../dispute/dispute-terms.store.js';
import { DisputeStage } from '../testing/dispute-stage.js';
import { projectStrikes, tenantsWithStrikes, type Projected } from './project-strikes.js';
import { StrikeStore } from './strike.store.js';

let stage: DisputeStage;

beforeAll(async () => {
  stage = await DisputeStage.open();
});
beforeEach(() => stage.nextTenant());
afterAll(() => stage?.close());

const setTerms = (terms: Partial<StrikeTerms> = {}): Promise<void> =>
  stage.within((manager) =>
    new DisputeTermsStore(manager, stage.tenantId).putStrikeTerms(
      { ...defaultStrikeTerms, ...terms },
      'lead',
    ),
  );
const project = (limit = 100): Promise<Projected> =>
  projectStrikes(stage.database, { tenantId: stage.tenantId, limit });
/** Other databases of the server have transactions, too; a verdict waits for those that began before it. */
async function projectAll(verdicts: number): Promise<readonly string[]> {
  let read = 0;
  const reached: string[] = [];
  await until(
    async () => {
      const run = await project();
      read += run.read;
      reached.push(...run.reached);
      return read >= verdicts;
    },
    { what: `${verdicts} verdicts` },
  );
  expect(read).toBe(verdicts);
  return reached;
}
const store = () => new StrikeStore(stage.database.dataSource.manager, stage.tenantId);
const announced = () =>
  stage.sql(
    `SELECT payload -> 'data' -> 'author' AS author FROM event
     WHERE tenant_id = $1 AND type = 'author.strikes_reached' ORDER BY seq`,
    stage.tenantId,
  );

const revise = (submissionId: string, revision: number, outcome: 'pass' | 'block') =>
  stage.within((manager) =>
    closeSubmissions(manager, [
      {
        ...{ submissionId, tenantId: stage.tenantId, externalId: null, revision, outcome },
        ...{ cause: 'audit_correction', decidedBy: 'human', measures: [] },
        reasons: outcome === 'pass' ? [] : [aReason],
        ...{ policyVersion: 'chat@1', blacklistVersion: 7, engineVersion: 'e@1' },
      },
    ]),
  );
const aReason = {
  ...{ category: 'A.3.b', rule: 'human_review', message: '', spans: [] },
  severity: 'high',
} as const;

test('blocked outputs of an author become strikes, and the limit is announced once per crossing', async () => {
  await setTerms({ count: 2 });
  const block = () => stage.decided({ authorId: 'ann', transforms: ['width'] });
  await block();
  expect(await projectAll(1)).toEqual([]);
  await block();
  await block();
  expect(await projectAll(2)).toEqual(['ann']);
  await block();
  expect(await projectAll(1)).toEqual([]);
  expect(await announced()).toEqual([
    { author: { id: 'ann', weight: 2, strikes: 2, limit: 2, windowDays: 90 } },
  ]);
  const strikes = await store().ofAuthor('ann');
  expect(strikes.map(({ reached }) => reached)).toEqual([false, false, true, false]);
  expect(strikes[0]).toMatchObject({ severity: 'medium', transforms: ['width'] });
});

test('falling below the limit and reaching it again is announced again', async () => {
  await setTerms({ count: 1 });
  await stage.decided({ authorId: 'ann' });
  await projectAll(1);
  const [strike] = await store().ofAuthor('ann');
  const lift = (strikeId: string) =>
    stage.within((manager) =>
      new StrikeStore(manager, stage.tenantId).lift({
        strikeId,
        actor: 'lead',
        reason: 'a mistake',
      }),
    );
  expect(await lift(strike?.id ?? '')).toEqual({ ok: true, value: 'ann' });
  expect(await lift(strike?.id ?? '')).toMatchObject({ problem: { code: 'invalid_transition' } });
  expect(await lift(randomUUID())).toMatchObject({ problem: { code: 'not_found' } });
  await stage.decided({ authorId: 'ann' });
  expect(await projectAll(1)).toEqual(['ann']);
  expect(await announced()).toHaveLength(2);
});

test('what passes, restricts, is withdrawn, is broken or has no author is no strike', async () => {
  await setTerms();
  await stage.decided({ authorId: 'ann', outcome: 'pass' });
  await stage.decided({ authorId: 'ann', outcome: 'restrict' });
  await stage.decided({ authorId: 'ann', cause: 'withdrawal' });
  await stage.decided({ authorId: 'ann', category: 'system' });
  await stage.decided();
  await projectAll(5);
  expect(await store().ofAuthor('ann')).toEqual([]);
  expect(await store().decidedOf('ann')).toBe(3);
});

test('a later revision lifts a strike or brings it back, but not one that a person lifted', async () => {
  await setTerms();
  const submissionId = await stage.decided({ authorId: 'ann' });
  await projectAll(1);
  await revise(submissionId, 2, 'pass');
  await projectAll(1);
  expect(await store().ofAuthor('ann')).toMatchObject([{ liftedBy: 'machine' }]);
  await revise(submissionId, 3, 'block');
  await projectAll(1);
  const [strike] = await store().ofAuthor('ann');
  expect(strike).toMatchObject({ liftedAtMs: null, severity: 'high' });
  await store().lift({ strikeId: strike?.id ?? '', actor: 'lead', reason: 'pardoned' });
  await revise(submissionId, 4, 'block');
  await projectAll(1);
  expect(await store().ofAuthor('ann')).toMatchObject([{ liftedBy: 'lead' }]);
  expect(await store().decidedOf('ann')).toBe(1);
});

test('an interrupted or repeated run counts nothing twice', async () => {
  await setTerms({ count: 3 });
  for (let made = 0; made < 5; made += 1) await stage.decided({ authorId: 'ann' });
  const runs = await Promise.all([project(2), project(2), project(2)]);
  let read = runs.reduce((sum, run) => sum + run.read, 0);
  await until(async () => (read += (await project(2)).read) >= 5, { what: '5 verdicts' });
  expect(read).toBe(5);
  expect(await store().ofAuthor('ann')).toHaveLength(5);
  expect(await store().decidedOf('ann')).toBe(5);
  expect(await announced()).toHaveLength(1);
});

test('a verdict whose transaction commits late is read after all', async () => {
  await setTerms();
  const late = await stage.database.pool.connect();
  try {
    await late.query('BEGIN');
    await late.query('SELECT pg_current_xact_id()');
    await stage.decided({ authorId: 'ann' });
    expect((await project()).read).toBe(0);
    await late.query('COMMIT');
    await projectAll(1);
  } finally {
    late.release();
  }
});

test('tenants without terms are left alone, and what came before the terms is not held against anybody', async () => {
  await stage.decided({ authorId: 'ann' });
  expect(await project()).toEqual({ read: 0, reached: [] });
  expect(await tenantsWithStrikes(stage.database)).not.toContain(stage.tenantId);
  await setTerms();
  expect(await tenantsWithStrikes(stage.database)).toContain(stage.tenantId);
  await stage.decided({ authorId: 'bob' });
  await until(
    async () => (await project()).read >= 0 && (await store().ofAuthor('bob')).length > 0,
    {
      what: 'the strike of bob',
    },
  );
  expect(await store().ofAuthor('ann')).toEqual([]);
});
