import { cohenKappa, krippendorffAlpha } from '@assay/domain';
import {
  createTestDatabase,
  reviewCase,
  type ReviewCaseWish,
  type TestDatabase,
} from '@assay/testing';
import { v7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { AccuracyStore } from './accuracy.store.js';
import { agreementReport, AgreementStore, type AgreementWish } from './agreement.store.js';
import { OwnFiguresStore } from './own-figures.store.js';

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

const dayMs = 86_400_000;
const ever = { since: new Date(0), until: new Date(Date.now() + dayMs) };
const given = (wish: Omit<ReviewCaseWish, 'tenantId'>) =>
  reviewCase(database.pool, { tenantId, ...wish });
const said = (words: string) =>
  words.split(' ').map((word) => {
    const [actor = '', outcome = 'pass'] = word.split(':');
    return { actor, outcome: outcome as 'pass' | 'block' };
  });

async function team(name: string, members: readonly string[]): Promise<string> {
  const id = v7();
  await database.pool.query('INSERT INTO team (id, tenant_id, name) VALUES ($1, $2, $3)', [
    id,
    tenantId,
    name,
  ]);
  for (const member of members) {
    await database.pool.query(
      'INSERT INTO team_member (team_id, user_id, tenant_id) VALUES ($1, $2, $3)',
      [id, member, tenantId],
    );
  }
  return id;
}

async function agreement(wish: Partial<AgreementWish> = {}) {
  const whole: AgreementWish = {
    tenantId,
    ...ever,
    groupBy: 'none',
    label: 'outcome',
    source: 'all',
    ...wish,
  };
  const read = await readAsTenant(database.dataSource, tenantId, async (manager) => {
    const store = new AgreementStore(manager);
    return { ...(await store.rulings(whole)), teams: await store.teams(tenantId) };
  });
  return agreementReport(read.rulings, { ...whole, teams: read.teams });
}

test('blind panels are compared without their arbiter, single reviews not at all', async () => {
  await given({ rulings: said('ann:block bob:pass cat:block'), reviewers: 2 });
  await given({ rulings: said('ann:pass bob:pass') });
  await given({ rulings: said('ann:block bob:block') });
  await given({ rulings: said('ann:pass') });
  await given({ purpose: 'gold', rulings: said('ann:pass') });
  const [row] = await agreement();
  const kappa = cohenKappa([
    ['block', 'pass'],
    ['pass', 'pass'],
    ['block', 'block'],
  ]);
  expect(row).toMatchObject({
    key: null,
    overall: { units: 3, labels: 6, voices: 2, level: 'unknown', cohen: { estimate: kappa } },
  });
});

test('the same gold item is one unit for all who met it, whatever their queues', async () => {
  const subjectId = v7();
  for (const [actor, outcome] of [
    ['ann', 'block'],
    ['bob', 'block'],
    ['cat', 'pass'],
  ] as const) {
    await given({
      purpose: 'gold',
      subjectId,
      queue: `queue of ${actor}`,
      rulings: [{ actor, outcome }],
    });
  }
  await given({ rulings: said('ann:pass bob:pass') });
  const [gold] = await agreement({ source: 'gold' });
  expect(gold).toMatchObject({ overall: { units: 1, labels: 3, voices: 3 } });
  expect((await agreement({ source: 'blind' }))[0]).toMatchObject({
    overall: { units: 1, labels: 2 },
  });
  expect((await agreement())[0]).toMatchObject({ overall: { units: 2, labels: 5 } });
});

test('cluster decisions, other periods and other tenants are left out', async () => {
  await given({
    rulings: [
      { actor: 'ann', outcome: 'pass', clusterOf: v7() },
      { actor: 'bob', outcome: 'block' },
    ],
  });
  await given({ rulings: said('ann:pass bob:block'), at: new Date(Date.now() - 60 * dayMs) });
  await reviewCase(database.pool, { tenantId: v7(), rulings: said('ann:pass bob:block') });
  const [row] = await agreement({ since: new Date(Date.now() - 30 * dayMs) });
  expect(row).toMatchObject({ overall: { units: 0, alpha: { estimate: null } } });
});

test('agreement is told per queue and per category, and what counts as equal can be chosen', async () => {
  await given({ queue: 'adverts', category: 'A.3.b', rulings: said('ann:block bob:block') });
  await given({ queue: 'adverts', category: 'A.3.b', rulings: said('ann:pass bob:pass') });
  await given({
    queue: 'law',
    category: 'A.1.a',
    rulings: [
      { actor: 'ann', outcome: 'block', category: 'A.1.a' },
      { actor: 'bob', outcome: 'block', category: 'A.1.b' },
    ],
  });
  const byQueue = await agreement({ groupBy: 'queue' });
  expect(byQueue.map(({ key, overall }) => [key, overall.units])).toEqual([
    ['adverts', 2],
    ['law', 1],
  ]);
  expect(
    (await agreement({ groupBy: 'category', category: 'A.1.a' })).map(({ key }) => key),
  ).toEqual(['A.1.a']);
  const [outcomes] = await agreement({ queue: 'law' });
  expect(outcomes?.overall.alpha.estimate).toBeNull();
  const [categories] = await agreement({ queue: 'law', label: 'category' });
  expect(categories?.overall.alpha.estimate).toBeCloseTo(0, 12);
});

test('teams are compared within and with each other, by one voice each', async () => {
  const [ann, bob, cat, dan] = [v7(), v7(), v7(), v7()];
  const north = await team('North', [ann, bob]);
  const south = await team('South', [cat, dan]);
  const units = [
    [`${ann}:block ${bob}:block`, `${cat}:block ${dan}:block`],
    [`${ann}:pass ${bob}:pass`, `${cat}:pass ${dan}:block`],
    [`${ann}:block ${bob}:pass`, `${cat}:pass ${dan}:pass`],
    [`${ann}:pass ${bob}:pass`, `${cat}:block ${dan}:block`],
  ];
  for (const unit of units) await given({ rulings: said(unit.join(' ')) });
  const [row] = await agreement();
  const firsts = [
    ['block', 'block'],
    ['pass', 'pass'],
    ['block', 'pass'],
    ['pass', 'block'],
  ] as const;
  expect(row?.pairs).toMatchObject([
    {
      between: {
        units: 4,
        voices: 2,
        alpha: { estimate: krippendorffAlpha(firsts) },
        cohen: { estimate: cohenKappa(firsts) },
      },
    },
  ]);
  expect([...(row?.pairs[0]?.teamIds ?? [])].sort()).toEqual([north, south].sort());
  expect(row?.between).toEqual(row?.pairs[0]?.between);
  const within = Object.fromEntries(
    row?.teams.map(({ name, within }) => [name, within.cohen?.estimate]) ?? [],
  );
  expect(within['North']).toBe(
    cohenKappa([
      ['block', 'block'],
      ['pass', 'pass'],
      ['block', 'pass'],
      ['pass', 'pass'],
    ]),
  );
  expect(within['South']).toBe(
    cohenKappa([
      ['block', 'block'],
      ['pass', 'block'],
      ['pass', 'pass'],
      ['block', 'block'],
    ]),
  );
});

const goldRuling = (fields: {
  actor: string;
  correct: boolean;
  at?: Date;
  queue?: string;
  category?: string;
}) => {
  const { actor, correct, ...wish } = fields;
  return given({
    purpose: 'gold',
    subjectId: v7(),
    rulings: [{ actor, correct, outcome: 'block' }],
    ...wish,
  });
};

test('accuracy on gold comes per person, team and category, with both intervals', async () => {
  const [ann, bob] = [v7(), v7()];
  const north = await team('North', [ann, bob]);
  for (let n = 0; n < 9; n += 1) await goldRuling({ actor: ann, correct: true });
  await goldRuling({ actor: ann, correct: false, queue: 'law', category: 'A.1.a' });
  await goldRuling({ actor: bob, correct: false });
  const store = new AccuracyStore(database.dataSource.manager);
  const rows = (wish: object) => store.rows({ tenantId, ...ever, groupBy: 'person', ...wish });
  const [first, second] = await rows({});
  expect(first).toMatchObject({
    key: ann,
    rulings: 10,
    correct: 9,
    wilson: { estimate: 0.9, trials: 10 },
  });
  // Wilson and Clopper–Pearson for 9 of 10.
  expect(first?.wilson.low).toBeCloseTo(0.5958, 4);
  expect(first?.wilson.high).toBeCloseTo(0.9821, 4);
  expect(first?.exact.low).toBeCloseTo(0.555, 4);
  expect(first?.exact.high).toBeCloseTo(0.9975, 4);
  expect(second).toMatchObject({ key: bob, rulings: 1, correct: 0 });
  expect(await rows({ groupBy: 'team' })).toMatchObject([
    { key: north, name: 'North', rulings: 11, correct: 9 },
  ]);
  expect((await rows({ groupBy: 'category' })).map(({ key, rulings }) => [key, rulings])).toEqual([
    ['A.3.b', 10],
    ['A.1.a', 1],
  ]);
  expect(await rows({ queue: 'law' })).toMatchObject([{ key: ann, rulings: 1 }]);
  expect(await store.rows({ tenantId: v7(), ...ever, groupBy: 'person' })).toEqual([]);
});

test('own figures end at midnight and tell accuracy in portions of twenty', async () => {
  const actor = v7();
  const store = new OwnFiguresStore(database.dataSource.manager);
  const yesterday = new Date(Date.now() - dayMs);
  const read = () => store.read({ tenantId, actor });
  expect(await read()).toMatchObject({
    rulings: 0,
    medianHandlingMs: null,
    skipped: 0,
    gold: null,
  });
  for (const handlingMs of [1_000, 3_000, 8_000]) {
    await given({ at: yesterday, rulings: [{ actor, outcome: 'pass', handlingMs }] });
  }
  await given({ rulings: [{ actor, outcome: 'pass' }], at: new Date(Date.now() + 60_000) });
  for (const at of [yesterday, new Date()]) {
    await database.pool.query(
      `INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch, at) VALUES ($1, $2, 'skipped', $3, 1, $4)`,
      [v7(), tenantId, actor, at],
    );
  }
  for (let n = 0; n < 19; n += 1)
    await goldRuling({
      actor,
      correct: n % 2 === 0,
      at: new Date(yesterday.getTime() - 60_000 + n),
    });
  const figures = await read();
  expect(figures).toMatchObject({ rulings: 22, medianHandlingMs: 3_000, skipped: 1, gold: null });
  expect(figures.asOf.getUTCHours()).toBe(16);
  expect(figures.asOf.getTime()).toBeLessThanOrEqual(Date.now());
  for (let n = 0; n < 3; n += 1) await goldRuling({ actor, correct: true, at: yesterday });
  // Ten of the first nineteen, and one more; two wait for the next portion.
  expect((await read()).gold).toMatchObject({ rulings: 20, correct: 11, wilson: { trials: 20 } });
});
