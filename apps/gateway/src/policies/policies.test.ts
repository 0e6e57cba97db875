import { defaultRouting } from '@assay/domain';
import { until } from '@assay/testing';
import { startGateway, type Call, type GatewayUnderTest } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let key: string;

beforeAll(async () => {
  gateway = await startGateway();
  key = gateway.own.key;
});
afterAll(() => gateway?.close());

const aRule = (overrides: object = {}) => ({
  id: 'bait',
  kind: 'term',
  category: 'A.3.e',
  severity: 'medium',
  action: 'review',
  terms: ['加微信'],
  ...overrides,
});
const aPolicy = (overrides: object = {}, rules: object[] = [aRule()]) => ({
  name: 'chat',
  scene: 'chat',
  definition: { taxonomy: 'tc260-003@2024', rules, routing: defaultRouting },
  ...overrides,
});
const call = (given: Omit<Call, 'key'>) => gateway.call({ key, ...given });
const post = (url: string, body?: unknown) => call({ method: 'POST', url, body });
const draft = async (...given: Parameters<typeof aPolicy>): Promise<string> => {
  const answer = await post('/v1/policies', aPolicy(...given));
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.id;
};

test('a policy lives from draft over publication to retirement', async () => {
  const created = await post('/v1/policies', aPolicy());
  expect(created).toMatchObject({
    status: 201,
    body: { name: 'chat', scene: 'chat', version: 1, state: 'draft', ruleCount: 1 },
  });
  const { id } = created.body;
  const url = `/v1/policies/${id}`;
  const { definition } = aPolicy({}, [aRule(), aRule({ id: 'two', terms: ['私聊领取'] })]);
  expect(await call({ method: 'PUT', url, body: { definition } })).toMatchObject({
    status: 200,
    body: { ruleCount: 2 },
  });
  expect((await post(`${url}/validate`)).body).toEqual({ valid: true, problems: [], warnings: [] });
  expect(await post(`${url}/publish`)).toMatchObject({
    status: 200,
    body: { state: 'published', publishedBy: gateway.own.adminId, definition },
  });

  expect(await post(`${url}/publish`)).toMatchObject({
    status: 409,
    body: { code: 'not_a_draft' },
  });
  const edited = await call({ method: 'PUT', url, body: { definition } });
  expect(edited).toMatchObject({ status: 409, body: { code: 'not_a_draft' } });
  const removed = await call({ method: 'DELETE', url });
  expect(removed).toMatchObject({ status: 409, body: { code: 'not_a_draft' } });

  const next = await draft();
  expect((await post(`/v1/policies/${next}/publish`)).body).toMatchObject({ version: 2 });
  expect((await call({ url })).body).toMatchObject({ state: 'retired', version: 1 });
  expect((await post(`/v1/policies/${next}/retire`)).body).toMatchObject({ state: 'retired' });
  const again = await post(`/v1/policies/${next}/retire`);
  expect(again).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  const listed = await call({ url: '/v1/policies?scene=chat&state=retired' });
  expect(listed.body.items.map((item: { version: number }) => item.version)).toEqual([2, 1]);
});

test('publishing is effective for submissions of its scene', async () => {
  const submission = { scene: 'fresh', parts: [{ type: 'text', text: 'hello' }] };
  expect((await post('/v1/submissions', submission)).body).toMatchObject({ code: 'unknown_scene' });
  await post(`/v1/policies/${await draft({ name: 'fresh', scene: 'fresh' })}/publish`);
  const accepted = await until(
    async () => (await post('/v1/submissions', submission)).status === 202,
    { deadlineMs: 5000, what: 'the scene to be known' },
  );
  expect(accepted).toBe(true);
});

test('a draft that is wrong is kept, judged and not published', async () => {
  const rules = [
    aRule({ category: 'A.9.z' }),
    aRule({ id: 'open', kind: 'pattern', pattern: '(unclosed', terms: undefined }),
    aRule({ id: 'nothing', terms: ['ok', '。。'] }),
    aRule({ id: 'near', terms: ['a b', 'c d'], match: 'near' }),
  ];
  const id = await draft({ name: 'wrong', scene: 'wrong' }, rules);
  const judged = await post(`/v1/policies/${id}/validate`);
  expect(judged).toMatchObject({ status: 200, body: { valid: false } });
  const places = ['category', 'pattern', 'terms/1', 'distance'];
  const pointers = places.map((place, index) => `/definition/rules/${index}/${place}`);
  const found = judged.body.problems.map(({ pointer }: { pointer: string }) => pointer);
  expect([...found].sort()).toEqual(pointers);

  const published = await post(`/v1/policies/${id}/publish`);
  expect(published).toMatchObject({ status: 422, body: { code: 'policy_invalid' } });
  expect(published.body.errors).toContainEqual({
    pointer: '/definition/rules/0/category',
    code: 'unknown_category',
    message: expect.any(String),
  });
  expect((await call({ url: `/v1/policies/${id}` })).body.state).toBe('draft');
});

test('a pattern that must read every text is a warning', async () => {
  const rule = { ...aRule(), kind: 'pattern', pattern: '[0-9]+', terms: undefined };
  const id = await draft({ name: 'slow', scene: 'slow' }, [rule]);
  const judged = await post(`/v1/policies/${id}/validate`);
  expect(judged.body).toMatchObject({
    valid: true,
    problems: [],
    warnings: [{ pointer: '/definition/rules/0/pattern', code: 'pattern_without_literal' }],
  });
});

test('a draft is deleted, a second time it is gone', async () => {
  const url = `/v1/policies/${await draft({ name: 'gone', scene: 'gone' })}`;
  expect((await call({ method: 'DELETE', url })).status).toBe(204);
  expect(await call({ method: 'DELETE', url })).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
});

test('a name or scene of another policy is a duplicate', async () => {
  await draft({ name: 'taken', scene: 'taken' });
  const other = await post('/v1/policies', aPolicy({ name: 'taken', scene: 'other' }));
  expect(other).toMatchObject({ status: 409, body: { code: 'duplicate' } });
  const industry = aPolicy({ name: 'taken-bank', scene: 'taken', industry: 'bank' });
  expect((await post('/v1/policies', industry)).body).toMatchObject({ industry: 'bank' });
});

test('another tenant neither sees nor changes a policy', async () => {
  const id = await draft({ name: 'mine', scene: 'mine' });
  const { definition } = aPolicy();
  const calls: Call[] = [
    { url: `/v1/policies/${id}` },
    { method: 'PUT', url: `/v1/policies/${id}`, body: { definition } },
    { method: 'DELETE', url: `/v1/policies/${id}` },
    { method: 'POST', url: `/v1/policies/${id}/validate` },
    { method: 'POST', url: `/v1/policies/${id}/publish` },
    { method: 'POST', url: `/v1/policies/${id}/retire` },
  ];
  for (const each of calls) {
    const answer = await gateway.call({ ...each, key: gateway.foreign.key });
    expect([each.method, each.url, answer.status]).toEqual([each.method, each.url, 404]);
  }
  const listed = await gateway.call({ url: '/v1/policies', key: gateway.foreign.key });
  expect(listed.body.items).toEqual([]);
});

test('writing does not include publishing, and reading neither', async () => {
  const writer = await gateway.keyFor(gateway.own, { scopes: ['policies:read', 'policies:write'] });
  const reader = await gateway.keyFor(gateway.own, { scopes: ['policies:read'] });
  const id = await draft({ name: 'scopes', scene: 'scopes' });
  const url = `/v1/policies/${id}/publish`;
  const asWriter = await gateway.call({ method: 'POST', url, key: writer });
  expect(asWriter).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  const asReader = await gateway.call({
    method: 'POST',
    url: '/v1/policies',
    body: aPolicy(),
    key: reader,
  });
  expect(asReader).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});

test('unknown fields and wrong types are pointed at', async () => {
  const body = aPolicy({}, [{ ...aRule({ terms: 'not a list' }), colour: 'red' }]);
  const answer = await post('/v1/policies', body);
  expect(answer.status).toBe(400);
  const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
  expect([...pointers].sort()).toEqual(['/definition/rules/0/colour', '/definition/rules/0/terms']);
});

test('taxonomies are data: 31 and 13 categories, mapped to each other', async () => {
  const { body } = await call({ url: '/v1/taxonomies' });
  const counts = body.items.map((item: { categories: object[] }) => item.categories.length);
  expect(counts).toEqual([31, 13]);
  const sexual = body.items[1].categories.find(({ id }: { id: string }) => id === 'sexual');
  expect(sexual.mappings).toEqual({ 'tc260-003@2024': ['A.1.f'] });
  expect((await gateway.call({ url: '/v1/taxonomies' })).status).toBe(401);
});

test('the overview of a tenant without traffic is all zeros', async () => {
  const { status, body } = await gateway.call({ url: '/v1/overview', key: gateway.foreign.key });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    submissions24h: 0,
    waiting: 0,
    outcomes: [],
    webhooks: { pending: 0 },
  });
  expect(body.hours).toHaveLength(24);
});
