import { until } from '@assay/testing';
import { type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

test('a request without a credential, or with a wrong one, is refused', async () => {
  expect(await gateway.call({ url: '/v1/me' })).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated' },
  });
  for (const key of ['short', 'x'.repeat(48), 'x'.repeat(600)]) {
    expect(await gateway.call({ url: '/v1/me', key })).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  const basic = { authorization: `Basic ${gateway.own.key}` };
  expect(await gateway.call({ url: '/v1/me', headers: basic })).toMatchObject({ status: 401 });
});

test('a key acts in its tenant only, and as its owner', async () => {
  const answer = await gateway.call({ url: '/v1/me', key: gateway.own.key });
  expect(answer.body).toMatchObject({ principal: gateway.own.adminId, tenant: { slug: 'own' } });
  expect(answer.body.tenants).toHaveLength(1);
});

test('a missing scope is named in a 403', async () => {
  const key = await gateway.keyFor(gateway.own, { scopes: ['submissions:read'] });
  const answer = await gateway.call({ url: '/v1/users', key });
  expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect(answer.body.detail).toContain('users:manage');
});

test('a key does no more than its owner may do today, and nothing once its owner is disabled', async () => {
  const { userId } = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const key = await gateway.keyFor(gateway.own, {
    scopes: ['reviews:work', 'users:manage'],
    ownerId: userId,
  });
  expect((await gateway.call({ url: '/v1/me', key })).body.permissions).toEqual(['reviews:work']);
  const body = { disabled: true };
  await gateway.call({ method: 'PATCH', url: `/v1/users/${userId}`, key: gateway.own.key, body });
  expect((await gateway.call({ url: '/v1/me', key })).status).toBe(401);
});

test('a key revoked behind this process is dead within 5 s', async () => {
  const key = await gateway.keyFor(gateway.own, { scopes: ['submissions:read'] });
  expect((await gateway.call({ url: '/v1/me', key })).status).toBe(200);
  await gateway.database.pool.query(
    `UPDATE api_key SET revoked_at = now() WHERE scopes = '{submissions:read}'`,
  );
  await until(async () => (await gateway.call({ url: '/v1/me', key })).status === 401, {
    deadlineMs: 5000,
    what: 'the revoked key to be refused',
  });
});

test('a key revoked or expired here is dead at once', async () => {
  const made = await gateway.call({
    method: 'POST',
    url: '/v1/api-keys',
    key: gateway.own.key,
    body: { name: 'ci', scopes: ['submissions:write'] },
  });
  expect(made).toMatchObject({
    status: 201,
    body: { key: expect.stringMatching(/^assay_[0-9a-f]{12}_[\w-]{43}$/) },
  });
  const { id, key } = made.body;
  expect((await gateway.call({ url: '/v1/me', key })).status).toBe(200);
  expect(
    (await gateway.call({ method: 'DELETE', url: `/v1/api-keys/${id}`, key: gateway.own.key }))
      .status,
  ).toBe(204);
  expect((await gateway.call({ url: '/v1/me', key })).status).toBe(401);
  const again = await gateway.call({
    method: 'DELETE',
    url: `/v1/api-keys/${id}`,
    key: gateway.own.key,
  });
  expect(again).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('a session that ran out, sat idle or never was is expired, and says so', async () => {
  const person = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const set = (change: string) =>
    gateway.database.pool.query(`UPDATE session SET ${change} WHERE user_id = $1`, [person.userId]);
  await set(`last_seen_at = now() - interval '61 minutes'`);
  const idle = await gateway.call({ url: '/v1/me', cookie: person.cookie });
  expect(idle).toMatchObject({ status: 401, body: { code: 'session_expired' } });
  await set(`last_seen_at = now() - interval '59 minutes'`);
  expect((await gateway.call({ url: '/v1/me', cookie: person.cookie })).status).toBe(200);
  const other = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  await gateway.database.pool.query('UPDATE session SET expires_at = now() WHERE user_id = $1', [
    other.userId,
  ]);
  expect((await gateway.call({ url: '/v1/me', cookie: other.cookie })).body.code).toBe(
    'session_expired',
  );
  const unknown = await gateway.call({ url: '/v1/me', cookie: 'assay_session=unknown' });
  expect(unknown).toMatchObject({ status: 401, body: { code: 'session_expired' } });
});

test('another site cannot use a session to change anything', async () => {
  const { cookie } = await gateway.personIn(gateway.own, { roles: ['tenant_admin'] });
  const create = (headers: Record<string, string>, name: string) =>
    gateway.call({ method: 'POST', url: '/v1/teams', cookie, headers, body: { name } });
  for (const site of ['cross-site', 'same-site']) {
    const answer = await create({ 'sec-fetch-site': site }, site);
    expect(answer).toMatchObject({ status: 403, body: { code: 'cross_site_request' } });
  }
  expect((await create({ origin: 'https://elsewhere.example' }, 'origin')).body.code).toBe(
    'cross_site_request',
  );
  expect((await create({ 'sec-fetch-site': 'same-origin' }, 'same origin')).status).toBe(201);
  const login = await gateway.call({
    method: 'POST',
    url: '/v1/sessions',
    headers: { 'sec-fetch-site': 'cross-site' },
    body: { email: 'a@b.test', password: 'x' },
  });
  expect(login.body.code).toBe('cross_site_request');
});
