import {
  type Answer,
  type Call,
  type GatewayUnderTest,
  type PersonUnderTest,
  startGateway,
} from '../testing/gateway-under-test.js';
import { v7 } from 'uuid';

let gateway: GatewayUnderTest;
let lead: PersonUnderTest;
let ann: PersonUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
  ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
});
afterAll(() => gateway.close());

const send = (
  method: NonNullable<Call['method']>,
  url: string,
  { cookie }: PersonUnderTest,
  body?: unknown,
): Promise<Answer> =>
  gateway.call({
    method,
    url: `/v1/${url}`,
    cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { body }),
  });

const anItem = (fields: object = {}) => ({
  setName: 'bait',
  taxonomy: 'tc260-003@2024',
  parts: [{ text: '加我微信' }],
  scene: 'chat',
  category: 'A.3.e',
  expectedOutcome: 'block',
  expectedCategory: 'A.3.e',
  explanation: 'It asks for contact.',
  ...fields,
});

test('a reviewer is refused on every route', async () => {
  const made = await send('POST', 'gold-items', lead, anItem());
  const { id } = made.body;
  const calls: [NonNullable<Call['method']>, string, unknown?][] = [
    ['GET', 'gold-items'],
    ['POST', 'gold-items', anItem()],
    ['GET', `gold-items/${id}`],
    ['POST', `gold-items/${id}/retire`],
  ];
  for (const [method, url, body] of calls) {
    const answer = await send(method, url, ann, body);
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(answer.text).not.toContain('加我微信');
  }
});

test('an item is kept, listed by set, category and state, and retired', async () => {
  const made = await send('POST', 'gold-items', lead, anItem({ setName: 'kept' }));
  expect(made).toMatchObject({
    status: 201,
    body: {
      state: 'active',
      language: 'zh',
      severity: 'medium',
      context: {},
      correct: { low: 0, high: 1, trials: 0 },
    },
  });
  expect(made.body.correct.estimate).toBeUndefined();
  const other = { setName: 'kept', category: 'A.3.b', expectedCategory: 'A.3.b' };
  await send('POST', 'gold-items', lead, anItem(other));
  const list = async (query: string) =>
    (await send('GET', `gold-items?setName=kept&${query}`, lead)).body;
  expect((await list('limit=1')).items).toHaveLength(1);
  const { nextCursor } = await list('limit=1');
  expect((await list(`cursor=${nextCursor}`)).items).toMatchObject([{ id: made.body.id }]);
  expect((await list('category=A.3.b')).items).toHaveLength(1);
  const url = `gold-items/${made.body.id}`;
  expect((await send('POST', `${url}/retire`, lead)).body).toMatchObject({ state: 'retired' });
  expect((await send('POST', `${url}/retire`, lead)).body.code).toBe('invalid_transition');
  expect((await list('state=active')).items).toHaveLength(1);
  expect((await list('state=retired')).items).toMatchObject([{ id: made.body.id }]);
});

test('an item shows what the policy of its scene finds in it', async () => {
  const admin = await gateway.personIn(gateway.own, { roles: ['tenant_admin'] });
  const drafted = await send('POST', 'policies', admin, {
    name: 'chat',
    scene: 'chat',
    definition: {
      taxonomy: 'tc260-003@2024',
      rules: [
        {
          id: 'contact-bait',
          kind: 'term',
          category: 'A.3.e',
          severity: 'low',
          action: 'review',
          terms: ['加我微信'],
        },
      ],
      routing: {
        queue: 'default',
        dueSeconds: { low: 60, medium: 60, high: 60, critical: 60 },
        undoSeconds: 10,
      },
    },
  });
  await send('POST', `policies/${drafted.body.id}/publish`, admin);
  const found = await send('POST', 'gold-items', lead, anItem());
  expect(found.body.decision).toMatchObject({
    outcome: 'review',
    policyVersion: 'chat@1',
    engineVersion: expect.stringMatching(/^matching@/),
    reasons: [{ rule: 'contact-bait', spans: [{ part: 0, start: 0, end: 4 }] }],
  });
  expect(found.body.severity).toBe('low');
  const quiet = await send('POST', 'gold-items', lead, anItem({ parts: [{ text: '你好' }] }));
  expect(quiet.body.decision.reasons).toMatchObject([
    { rule: 'contact-bait', category: 'A.3.e', spans: [] },
  ]);
});

async function aSubmission({ isDecided = true } = {}): Promise<string> {
  const id = v7();
  const { pool } = gateway.database;
  const reasons = JSON.stringify([
    { category: 'A.3.b', severity: 'high', rule: 'advert', message: 'Advert', spans: [] },
  ]);
  await pool.query(
    `INSERT INTO submission (id, tenant_id, scene, parts, context, metadata)
     VALUES ($1, $2, 'article', '[{"type":"text","text":"Buy now"}]', '{"model":"m-1"}', '{}')`,
    [id, gateway.own.id],
  );
  await pool.query(
    `INSERT INTO decision (submission_id, round, tenant_id, outcome, severity, reasons, measures, evidence,
       policy_version, blacklist_version, engine_version, evaluated_at)
     VALUES ($1, 1, $2, 'review', 'high', $3, '[]', '[]', 'article@4', 7, 'engine@1', now())`,
    [id, gateway.own.id, reasons],
  );
  if (!isDecided) return id;
  await pool.query(
    `INSERT INTO verdict (event_id, submission_id, revision, tenant_id, outcome, cause, decided_by, reasons, measures,
       policy_version, blacklist_version, engine_version, decided_at)
     VALUES ($1, $1, 1, $2, 'block', 'first_review', 'human', $3, '[]', 'article@4', 7, 'engine@1', now())`,
    [id, gateway.own.id, reasons],
  );
  return id;
}

test('a decided submission becomes an item with its content and its decision', async () => {
  const body = {
    setName: 'copied',
    fromSubmissionId: await aSubmission(),
    explanation: 'An advert.',
  };
  const made = await send('POST', 'gold-items', lead, body);
  expect(made).toMatchObject({
    status: 201,
    body: {
      parts: [{ type: 'text', text: 'Buy now' }],
      context: { model: 'm-1' },
      scene: 'article',
      language: 'en',
      category: 'A.3.b',
      severity: 'high',
      expectedOutcome: 'block',
      decision: { outcome: 'review', policyVersion: 'article@4', reasons: [{ rule: 'advert' }] },
    },
  });
  expect(made.body.decision.severity).toBeUndefined();
});

test('what is not decided, or not one’s own, becomes no item', async () => {
  const from = (fromSubmissionId: string, person = lead) =>
    send('POST', 'gold-items', person, { setName: 'x', fromSubmissionId, explanation: 'x' });
  const waiting = await from(await aSubmission({ isDecided: false }));
  expect(waiting).toMatchObject({ status: 409, body: { code: 'not_decided' } });
  expect((await from(v7())).status).toBe(404);
  const stranger = await gateway.personIn(gateway.foreign, { roles: ['lead'] });
  expect((await from(await aSubmission(), stranger)).status).toBe(404);
});

test.each<[string, object, number, string]>([
  ['a category that is not in the taxonomy', { category: 'Z.9' }, 422, '/category'],
  ['a taxonomy that does not exist', { taxonomy: 'none@1' }, 422, '/taxonomy'],
  ['an expected category of nowhere', { expectedCategory: 'Z.9' }, 422, '/expectedCategory'],
  ['no content', { parts: undefined }, 400, '/parts'],
  ['a clause that does not exist', { clause: 'nothing@1#here' }, 404, '/clause'],
  ['content beside a submission', { fromSubmissionId: v7() }, 400, '/parts'],
])('an item with %s is refused', async (_, fields, status, pointer) => {
  const answer = await send('POST', 'gold-items', lead, anItem(fields));
  expect(answer.status).toBe(status);
  expect(answer.body.errors).toEqual(
    expect.arrayContaining([expect.objectContaining({ pointer })]),
  );
});

test('items of another tenant are not there', async () => {
  const { id } = (await send('POST', 'gold-items', lead, anItem())).body;
  const stranger = await gateway.personIn(gateway.foreign, { roles: ['lead'] });
  expect((await send('GET', `gold-items/${id}`, stranger)).status).toBe(404);
  expect((await send('POST', `gold-items/${id}/retire`, stranger)).status).toBe(404);
  expect((await send('GET', 'gold-items', stranger)).body.items).toEqual([]);
});
