import { v7 } from 'uuid';
import { startGateway, type Answer, type GatewayUnderTest } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let editor: string;
let approver: string;
let editorsOtherKey: string;

beforeAll(async () => {
  gateway = await startGateway();
  const { own } = gateway;
  editor = own.key;
  editorsOtherKey = await gateway.keyFor(own, { scopes: ['blacklist:read', 'blacklist:confirm'] });
  const second = await gateway.personIn(own, { roles: ['blacklist_approver'] });
  approver = await gateway.keyFor(own, {
    scopes: ['blacklist:read', 'blacklist:confirm'],
    ownerId: second.userId,
  });
});
afterAll(() => gateway?.close());

const dayMs = 24 * 3600 * 1000;
const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();
const anEntry = (overrides: object = {}) => ({
  kind: 'term',
  value: `刷单返利 ${v7()}`,
  category: 'A.3.e',
  expiresAt: inDays(30),
  ...overrides,
});
const post = (url: string, body: unknown, key: string): Promise<Answer> =>
  gateway.call({ method: 'POST', url, body, key });
const get = (url: string, key: string): Promise<Answer> => gateway.call({ url, key });
const propose = (overrides: object = {}, key = editor): Promise<Answer> =>
  post('/v1/blacklist-entries', anEntry(overrides), key);
const proposed = async (overrides: object = {}): Promise<string> => {
  const answer = await propose(overrides);
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body.id;
};
const move = (id: string, to: string, key: string, more: object = {}): Promise<Answer> =>
  post(`/v1/blacklist-entries/${id}/transitions`, { to, ...more }, key);
const active = async (overrides: object = {}): Promise<string> => {
  const id = await proposed(overrides);
  await move(id, 'active', approver);
  return id;
};

test('an entry is proposed by one person, confirmed by another, and retired', async () => {
  const created = await propose({ note: 'seen in chats' });
  expect(created).toMatchObject({
    status: 201,
    body: {
      state: 'proposed',
      own: true,
      expired: false,
      proposedBy: gateway.own.adminId,
      nextStates: ['shadow', 'active', 'draft', 'retired'],
      events: [{ toState: 'proposed' }],
    },
  });
  const { id } = created.body;
  const bySame = await move(id, 'active', editor);
  expect(bySame).toMatchObject({ status: 403, body: { code: 'same_principal' } });
  const byOtherKeyOfSame = await move(id, 'active', editorsOtherKey);
  expect(byOtherKeyOfSame).toMatchObject({ status: 403, body: { code: 'same_principal' } });

  const confirmed = await move(id, 'active', approver, { reason: 'checked' });
  expect(confirmed).toMatchObject({
    status: 200,
    body: { state: 'active', events: [{}, { reason: 'checked' }] },
  });
  expect(confirmed.body.confirmedBy).not.toBe(confirmed.body.proposedBy);
  const retired = await move(id, 'retired', editor);
  expect(retired.body).toMatchObject({ state: 'retired', nextStates: [] });
  expect(await move(id, 'active', approver)).toMatchObject({
    status: 409,
    body: { code: 'invalid_transition' },
  });
});

test('a session of the same person is the same principal as their keys', async () => {
  const { own } = gateway;
  const person = await gateway.personIn(own, { roles: ['blacklist_editor', 'blacklist_approver'] });
  const key = await gateway.keyFor(own, {
    scopes: ['blacklist:propose', 'blacklist:read'],
    ownerId: person.userId,
  });
  const { id } = (await propose({}, key)).body;
  const answer = await gateway.call({
    method: 'POST',
    url: `/v1/blacklist-entries/${id}/transitions`,
    body: { to: 'active' },
    cookie: person.cookie,
  });
  expect(answer).toMatchObject({ status: 403, body: { code: 'same_principal' } });
});

test('confirming needs its own permission', async () => {
  const id = await proposed();
  const key = await gateway.keyFor(gateway.own, {
    scopes: ['blacklist:read', 'blacklist:propose'],
  });
  expect(await move(id, 'active', key)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  const reader = await gateway.keyFor(gateway.own, { scopes: ['blacklist:read'] });
  expect(await move(id, 'retired', reader)).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  });
});

test('a decision about an older version is refused', async () => {
  const created = await propose();
  const { id, version } = created.body;
  const url = `/v1/blacklist-entries/${id}`;
  await gateway.call({ method: 'PATCH', url, body: { note: 'changed' }, key: editor });
  const stale = await move(id, 'active', approver, { version });
  expect(stale).toMatchObject({ status: 409, body: { code: 'stale_version' } });
  const current = (await get(url, approver)).body;
  expect(current).toMatchObject({ note: 'changed', state: 'proposed' });
  expect((await move(id, 'active', approver, { version: current.version })).status).toBe(200);
});

test('of two confirmations at once one is told that it was late', async () => {
  const id = await proposed();
  const answers = await Promise.all([move(id, 'active', approver), move(id, 'active', approver)]);
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, 409]);
  expect((await get(`/v1/blacklist-entries/${id}`, editor)).body.events).toHaveLength(2);
});

test('an active entry is prolonged by somebody else and shortened by anyone', async () => {
  const id = await active();
  const url = `/v1/blacklist-entries/${id}`;
  const edit = (days: number, key: string) =>
    gateway.call({ method: 'PATCH', url, body: { expiresAt: inDays(days) }, key });
  expect(await edit(60, editor)).toMatchObject({ status: 403, body: { code: 'same_principal' } });
  expect((await edit(10, editor)).status).toBe(200);
  expect((await edit(60, approver)).status).toBe(200);
  expect(await edit(-1, editor)).toMatchObject({ status: 422, body: { code: 'expiry_required' } });
});

describe('what cannot be proposed', () => {
  const cases: [string, object, number, string, string][] = [
    ['an unknown category', { category: 'A.9.z' }, 422, 'unknown_category', '/category'],
    ['an end in the past', { expiresAt: inDays(-1) }, 422, 'expiry_required', '/expiresAt'],
    ['an end before the start', { validFrom: inDays(40) }, 422, 'expiry_required', '/expiresAt'],
    ['no end', { expiresAt: undefined }, 400, 'invalid_request', '/expiresAt'],
    ['a term of separators only', { value: ' ，。 ' }, 400, 'invalid_request', '/value'],
    [
      'a pattern that does not compile',
      { kind: 'pattern', value: '(a' },
      400,
      'invalid_request',
      '/value',
    ],
    [
      'a pattern that reads every text',
      { kind: 'pattern', value: '[0-9]{6,}' },
      400,
      'invalid_request',
      '/value',
    ],
    [
      'a pattern that needs look-ahead',
      { kind: 'pattern', value: 'a(?=b)' },
      400,
      'invalid_request',
      '/value',
    ],
    [
      'a public suffix as a domain',
      { kind: 'domain', value: 'com' },
      400,
      'invalid_request',
      '/value',
    ],
    ['U+0000 in the value', { value: 'a\0b' }, 400, 'invalid_text', '/value'],
    ['an unknown field', { colour: 'red' }, 400, 'unknown_field', '/colour'],
  ];
  test.each(cases)('%s', async (_, overrides, status, code, pointer) => {
    const answer = await propose(overrides);
    expect(answer).toMatchObject({ status, body: { code, errors: [{ pointer, code }] } });
  });

  test('an industry list that does not exist', async () => {
    expect(await propose({ listId: v7() })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  test('an allowance for the other tenants of an industry list', async () => {
    const name = `Allowing ${v7()}`;
    const { id: listId } = (await post('/v1/industry-lists', { name }, gateway.own.key)).body;
    expect(await propose({ effect: 'allow', listId })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ pointer: '/listId' }] },
    });
    expect((await propose({ effect: 'allow', value: name })).status).toBe(201);
  });

  test('what a living entry already says', async () => {
    const value = `twice ${v7()}`;
    const id = await proposed({ value });
    expect(await propose({ value: ` ${value} ` })).toMatchObject({
      status: 409,
      body: { code: 'duplicate' },
    });
    await move(id, 'retired', editor);
    expect((await propose({ value })).status).toBe(201);
  });
});

test('an entry that has expired in the meantime is not confirmed', async () => {
  const id = await proposed();
  await gateway.database.pool.query(
    `UPDATE blacklist_entry SET expires_at = now() - interval '1 minute' WHERE id = $1`,
    [id],
  );
  expect((await get(`/v1/blacklist-entries/${id}`, editor)).body.expired).toBe(true);
  const answer = await move(id, 'active', approver);
  expect(answer).toMatchObject({ status: 422, body: { code: 'expiry_required' } });
});

test('domains are kept as lower-case punycode hosts', async () => {
  const created = await propose({ kind: 'domain', value: ' https://Shop.BÜCHER.example/path?x ' });
  expect(created.body).toMatchObject({ kind: 'domain', value: 'shop.xn--bcher-kva.example' });
});

test('another tenant neither sees nor moves an entry', async () => {
  const id = await active();
  const { key } = gateway.foreign;
  const url = `/v1/blacklist-entries/${id}`;
  expect((await get(url, key)).status).toBe(404);
  expect((await get(`${url}/hits`, key)).status).toBe(404);
  expect((await move(id, 'retired', key)).status).toBe(404);
  const edited = await gateway.call({ method: 'PATCH', url, body: { note: 'x' }, key });
  expect(edited.status).toBe(404);
  expect((await get('/v1/blacklist-entries', key)).body.items).toEqual([]);
});

test('an industry entry: contributed by one tenant, confirmed and applied by another', async () => {
  const { own, foreign, database } = gateway;
  const created = await post('/v1/industry-lists', { name: 'Shared' }, own.key);
  expect(created).toMatchObject({ status: 201, body: { own: true, mode: 'apply' } });
  const listId = created.body.id;
  const again = await post('/v1/industry-lists', { name: 'Shared' }, foreign.key);
  expect(again).toMatchObject({ status: 409, body: { code: 'duplicate' } });
  const id = await proposed({ listId });
  const url = `/v1/blacklist-entries/${id}`;
  expect((await get(url, foreign.key)).status).toBe(404);

  const subscription = { listId, mode: 'review' };
  const set = (body: object) =>
    gateway.call({ method: 'PUT', url: '/v1/subscriptions', body, key: foreign.key });
  expect(await set(subscription)).toMatchObject({ status: 200, body: subscription });
  expect(await set({ ...subscription, listId: v7() })).toMatchObject({ status: 404 });
  expect((await get('/v1/subscriptions', foreign.key)).body).toEqual({ items: [subscription] });
  const lists = await get('/v1/industry-lists', foreign.key);
  expect(lists.body.items).toContainEqual({
    id: listId,
    name: 'Shared',
    description: '',
    own: false,
    mode: 'review',
  });

  expect((await get(url, foreign.key)).body).toMatchObject({ own: false, state: 'proposed' });
  expect(await move(id, 'retired', foreign.key)).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  });
  expect((await move(id, 'active', foreign.key)).body).toMatchObject({
    state: 'active',
    confirmedBy: foreign.adminId,
  });
  await database.pool.query(
    `INSERT INTO blacklist_hit (entry_id, submission_id, tenant_id, action) VALUES ($1, $2, $3, 'block')`,
    [id, v7(), own.id],
  );
  expect((await get(`${url}/hits`, own.key)).body.items).toMatchObject([{ action: 'block' }]);
  expect((await get(`${url}/hits`, foreign.key)).body.items).toEqual([]);
  expect((await move(id, 'disputed', foreign.key)).body).toMatchObject({ state: 'disputed' });
});
