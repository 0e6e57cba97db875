import { readAsTenant, settleDue } from '@assay/database';
import { reviewCase, type ReviewCaseWish } from '@assay/testing';
import { v7 } from 'uuid';
import { type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

const get = (path: string, key = gateway.own.key) =>
  gateway.call({ url: `/v1/quality/${path}`, key });
const given = (wish: Partial<ReviewCaseWish>) =>
  reviewCase(gateway.database.pool, { tenantId: gateway.own.id, rulings: [], ...wish });
const settled = async () =>
  expect(await settleDue(gateway.database, { limit: 500 })).toMatchObject({ failures: [] });

test('the agreement of two teams comes out as worked by hand', async () => {
  const people = [];
  for (let n = 0; n < 4; n += 1)
    people.push(await gateway.personIn(gateway.own, { roles: ['reviewer'] }));
  const [ann, bob, cat, dan] = people.map(({ userId }) => userId) as [
    string,
    string,
    string,
    string,
  ];
  for (const [name, memberIds] of [
    ['North', [ann, bob]],
    ['South', [cat, dan]],
  ] as const) {
    const made = await gateway.call({
      method: 'POST',
      url: '/v1/teams',
      key: gateway.own.key,
      body: { name, memberIds },
    });
    expect(made.status).toBe(201);
  }
  // Ten gold items. North and South agree on eight: five blocks and three passes; once each alone blocks.
  const north = [
    'block',
    'block',
    'block',
    'block',
    'block',
    'pass',
    'pass',
    'pass',
    'block',
    'pass',
  ] as const;
  const south = [
    'block',
    'block',
    'block',
    'block',
    'block',
    'pass',
    'pass',
    'pass',
    'pass',
    'block',
  ] as const;
  for (let n = 0; n < 10; n += 1) {
    const subjectId = v7();
    const said = [
      [n % 2 === 0 ? ann : bob, north[n]],
      [n % 2 === 0 ? cat : dan, south[n]],
    ] as const;
    for (const [actor, outcome = 'pass'] of said) {
      await given({
        purpose: 'gold',
        subjectId,
        queue: 'calibration',
        rulings: [{ actor, outcome, correct: outcome === north[n] }],
      });
    }
  }
  const { status, body } = await get('agreement?queue=calibration&source=gold');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    groupBy: 'none',
    label: 'outcome',
    target: 0.8,
    floor: 0.667,
    truncated: false,
  });
  const [item] = body.items;
  expect(item.pairs).toHaveLength(1);
  const { between } = item.pairs[0];
  expect(between).toMatchObject({ units: 10, labels: 20, voices: 2, level: 'unknown' });
  // Each team says block six times of ten: by chance 0.6² + 0.4² = 0.52, so κ = (0.8 − 0.52) / 0.48 = 7/12.
  expect(between.cohen.estimate).toBeCloseTo(7 / 12, 12);
  // Twelve blocks and eight passes: expected disagreement 2·12·8 / (20·19) = 48/95, so α = 1 − 0.2 · 95/48 = 29/48.
  expect(between.alpha.estimate).toBeCloseTo(29 / 48, 12);
  expect(between.alpha.low).toBeLessThan(29 / 48);
  expect(item.between).toEqual(between);
  // Nobody met a colleague of the own team.
  expect(item.teams).toMatchObject([{ within: { units: 0 } }, { within: { units: 0 } }]);

  const accuracy = (await get('accuracy?groupBy=team')).body;
  expect(accuracy.items.map(({ name, correct }: any) => [name, correct]).sort()).toEqual([
    ['North', 10],
    ['South', 8],
  ]);
  const person = (await get('accuracy')).body.items.find(({ key }: any) => key === ann);
  expect(person).toMatchObject({
    name: 'A person',
    rulings: 5,
    correct: 5,
    wilson: { estimate: 1, high: 1 },
  });
  expect(person.exact.low).toBeCloseTo(0.025 ** (1 / 5), 9);
});

test('an audit sample becomes the measured false-pass rate', async () => {
  const before = new Date(Date.now() - 60_000).toISOString();
  const sample = { purpose: 'audit', state: 'due', probability: 0.05, model: 'm-1' } as const;
  for (let n = 0; n < 20; n += 1) {
    await given({
      ...sample,
      machine: { outcome: 'pass' },
      rulings: [
        n === 0
          ? { actor: 'eve', outcome: 'block', category: 'A.1.a' }
          : { actor: 'eve', outcome: 'pass' },
      ],
    });
  }
  for (let n = 0; n < 4; n += 1) {
    await given({
      ...sample,
      machine: { outcome: 'block' },
      rulings: [{ actor: 'eve', outcome: n === 0 ? 'pass' : 'block' }],
    });
  }
  await settled();
  const { status, body } = await get(`machine?since=${before}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ audited: 24, corrected: 0, truncated: false });
  const [all] = body.items;
  // 1 of 20: the score interval of Wilson.
  expect(all.falsePassRate).toMatchObject({ trials: 20 });
  expect(all.falsePassRate.estimate).toBeCloseTo(0.05, 12);
  expect(all.falsePassRate.low).toBeCloseTo(0.0089, 4);
  expect(all.falsePassRate.high).toBeCloseTo(0.2361, 4);
  expect(all.precision).toMatchObject({ estimate: 0.75, trials: 4 });
  expect(all.falseBlockRate.estimate).toBeCloseTo(0.25, 12);
  expect(all.recall.estimate).toBeCloseTo(0.75, 12);
  expect(all.recall.low).toBeLessThan(0.2);
  const byCategory = (await get('machine?groupBy=category')).body.items;
  expect(byCategory.map(({ key, falsePassRate }: any) => [key, falsePassRate.estimate])).toEqual([
    ['A.1.a', expect.closeTo(0.05, 9)],
    ['A.3.b', 0],
  ]);
});

test('labels stream as lines, and only to who may read texts', async () => {
  const since = new Date(Date.now() - 10_000).toISOString();
  await given({
    rulings: [{ actor: 'fay', outcome: 'block', category: 'A.3.b' }],
    text: '一行\n文字',
    model: 'm-9',
  });
  await given({ purpose: 'gold', subjectId: v7(), rulings: [{ actor: 'fay', outcome: 'block' }] });
  const path = `labels?since=${since}`;
  const answer = await get(path);
  expect(answer.status).toBe(200);
  expect(String(answer.headers['content-type'])).toContain('application/x-ndjson');
  const lines = answer.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.filter(({ model }) => model === 'm-9')).toEqual([
    {
      submissionId: expect.any(String),
      parts: [{ type: 'text', text: '一行\n文字' }],
      scene: 'chat',
      outcome: 'block',
      category: 'A.3.b',
      purpose: 'first_review',
      policyVersion: 'chat@1',
      model: 'm-9',
      ruledAt: expect.any(String),
      reviewers: 1,
      agreed: true,
    },
  ]);
  expect(lines.every(({ purpose }) => purpose !== 'gold')).toBe(true);
  const withoutTexts = await gateway.keyFor(gateway.own, { scopes: ['quality:read'] });
  expect(await get(path, withoutTexts)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect((await get(path, gateway.foreign.key)).text).toBe('');
});

test('more labels than fit one batch come all, once', async () => {
  const { id } = gateway.foreign;
  await gateway.database.pool.query(
    `WITH made AS (
       SELECT gen_random_uuid() AS submission_id, gen_random_uuid() AS case_id FROM generate_series(1, 450)
     ), submitted AS (
       INSERT INTO submission (id, tenant_id, scene, parts, context, metadata)
       SELECT submission_id, $1, 'chat', '[{"type":"text","text":"x"}]', '{}', '{}' FROM made
     ), decided AS (
       INSERT INTO decision (submission_id, round, tenant_id, outcome, severity, reasons, measures, evidence, policy_version,
         blacklist_version, engine_version, evaluated_at)
       SELECT submission_id, 1, $1, 'review', 'low', '[]', '[]', '[]', 'chat@1', 0, 'e', now() FROM made
     ), ruled AS (
       INSERT INTO ruling (id, task_id, case_id, subject_id, submission_id, tenant_id, epoch, actor, outcome, measures,
         state, settles_at)
       SELECT gen_random_uuid(), gen_random_uuid(), case_id, submission_id, submission_id, $1, 1, 'ann', 'pass', '[]',
         'final', now() FROM made
     )
     INSERT INTO review_case (id, tenant_id, submission_id, subject_id, purpose, state, decision_round, queue, panel,
       outcome, agreed, concluded_at)
     SELECT case_id, $1, submission_id, submission_id, 'first_review', 'concluded', 1, 'default',
       '{"reviewers":1,"agreeing":1,"arbiter":false,"agreeOn":"outcome"}', 'pass', true, now() FROM made`,
    [id],
  );
  const { text } = await get('labels', gateway.foreign.key);
  const ids = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).submissionId);
  expect(ids).toHaveLength(450);
  expect(new Set(ids).size).toBe(450);
});

test('reversals are told from decided appeals', async () => {
  const { submissionId } = await given({ machine: { outcome: 'block' } });
  await gateway.database.pool.query(
    `INSERT INTO appeal (id, tenant_id, submission_id, contested_revision, state, text, appellant_kind, lodged_by, result,
       accept_due_at, decide_due_at, notify_due_at, closed_at)
     VALUES ($1, $2, $3, 1, 'decided', 'text', 'author', 'key', 'overturned', now(), now(), now(), now())`,
    [v7(), gateway.own.id, submissionId],
  );
  expect((await get('reversals?groupBy=rule')).body.items).toMatchObject([
    {
      key: 'contact',
      decided: 1,
      overturned: 1,
      changed: 0,
      rate: { estimate: 1, high: 1, trials: 1 },
    },
  ]);
  expect((await get('reversals', gateway.foreign.key)).body.items).toEqual([]);
});

test('reviewers see their own figures and nobody else’s', async () => {
  const reviewer = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const yesterday = new Date(Date.now() - 86_400_000);
  await given({
    at: yesterday,
    rulings: [{ actor: reviewer.userId, outcome: 'pass', handlingMs: 4_000 }],
  });
  await given({
    at: yesterday,
    rulings: [{ actor: 'somebody else', outcome: 'pass', handlingMs: 9_000 }],
  });
  const { cookie } = reviewer;
  const mine = await gateway.call({ url: '/v1/quality/mine', cookie });
  expect(mine).toMatchObject({
    status: 200,
    body: { rulings: 1, medianHandlingMs: 4_000, skipped: 0 },
  });
  expect(mine.body.gold).toBeUndefined();
  for (const report of ['machine', 'agreement', 'accuracy', 'reversals', 'labels']) {
    expect((await gateway.call({ url: `/v1/quality/${report}`, cookie })).status).toBe(403);
  }
});

test('what rulings on gold were worth is out of reach of the role that answers reviewers', async () => {
  const { dataSource } = gateway.database;
  await expect(
    readAsTenant(dataSource, gateway.own.id, (manager) =>
      manager.query('SELECT 1 FROM gold_ruling'),
    ),
  ).rejects.toThrow(/permission denied/);
});

test.each([
  ['machine?groupBy=team', '/groupBy', 'invalid_request'],
  ['machine?since=yesterday', '/since', 'invalid_request'],
  ['agreement?label=note', '/label', 'invalid_request'],
  ['agreement?since=2030-01-01T00:00:00Z&until=2029-01-01T00:00:00Z', '/since', 'invalid_request'],
  ['accuracy?groupBy=rule', '/groupBy', 'invalid_request'],
  ['reversals?queue=x', '/queue', 'unknown_field'],
  ['labels?limit=5', '/limit', 'unknown_field'],
])('%s is refused', async (path, pointer, code) => {
  expect(await get(path)).toMatchObject({
    status: 400,
    body: { code, errors: [{ pointer }] },
  });
});
