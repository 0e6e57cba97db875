import { type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

const create = (body: object, key = gateway.own.key) =>
  gateway.call({ method: 'POST', url: '/v1/api-keys', key, body: { name: 'robot', ...body } });

test('the key itself is shown once and stored nowhere', async () => {
  const made = await create({ scopes: ['submissions:write', 'submissions:write'] });
  expect(made.body).toMatchObject({
    scopes: ['submissions:write'],
    ownerUserId: gateway.own.adminId,
  });
  expect(made.body.key.startsWith(`${made.body.prefix}_`)).toBe(true);
  const list = await gateway.call({ url: '/v1/api-keys', key: gateway.own.key });
  expect(list.text).not.toContain(made.body.key);
  expect(list.body.items[0]).toMatchObject({ id: made.body.id, name: 'robot' });
  const { rows } = await gateway.database.pool.query(
    'SELECT row_to_json(k)::text AS text FROM api_key k',
  );
  expect(rows.some(({ text }) => text.includes(made.body.key))).toBe(false);
  await gateway.call({ url: '/v1/me', key: made.body.key });
  const used = await gateway.call({ url: '/v1/api-keys', key: gateway.own.key });
  expect(used.body.items[0].lastUsedAt).toBeDefined();
});

test('a key is not given a scope that its maker lacks', async () => {
  const weak = await gateway.keyFor(gateway.own, { scopes: ['keys:manage', 'submissions:read'] });
  const answer = await create({ scopes: ['submissions:read', 'policies:publish'] }, weak);
  expect(answer).toMatchObject({
    status: 403,
    body: { code: 'forbidden', errors: [{ pointer: '/scopes/1' }] },
  });
  expect(await create({ scopes: ['tenants:manage'] })).toMatchObject({
    status: 403,
    body: { code: 'forbidden', errors: [{ pointer: '/scopes/0' }] },
  });
});

test('an expired key is refused', async () => {
  const made = await create({
    scopes: ['submissions:read'],
    expiresAt: new Date(Date.now() - 1000).toISOString(),
  });
  expect((await gateway.call({ url: '/v1/me', key: made.body.key })).status).toBe(401);
});

test('a key that was made with a key ends with it at the latest; a session is not bound', async () => {
  const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const scopes = ['keys:manage', 'submissions:read'];
  const end = inHours(2);
  const maker = (await create({ scopes, expiresAt: end })).body.key;
  const endOf = async (body: object) => (await create({ scopes, ...body }, maker)).body.expiresAt;
  expect(await endOf({})).toBe(end);
  expect(await endOf({ expiresAt: inHours(48) })).toBe(end);
  const sooner = inHours(1);
  expect(await endOf({ expiresAt: sooner })).toBe(sooner);

  const { cookie } = await gateway.personIn(gateway.own, { roles: ['tenant_admin'] });
  const bySession = await gateway.call({
    method: 'POST',
    url: '/v1/api-keys',
    cookie,
    body: { name: 'robot', scopes },
  });
  expect(bySession).toMatchObject({ status: 201 });
  expect(bySession.body.expiresAt).toBeUndefined();
});

test('keys of another tenant cannot be seen or revoked', async () => {
  const made = await create({ scopes: ['submissions:read'] }, gateway.foreign.key);
  const url = `/v1/api-keys/${made.body.id}`;
  expect((await gateway.call({ method: 'DELETE', url, key: gateway.own.key })).status).toBe(404);
  expect((await gateway.call({ url: '/v1/me', key: made.body.key })).status).toBe(200);
  const list = await gateway.call({ url: '/v1/api-keys?limit=200', key: gateway.own.key });
  expect(list.text).not.toContain(made.body.id);
});

test('an operator can make a key that manages tenants', async () => {
  const { cookie } = await gateway.personIn(gateway.own, { roles: ['operator'], everywhere: true });
  const made = await gateway.call({
    method: 'POST',
    url: '/v1/api-keys',
    cookie,
    body: { name: 'automation', scopes: ['tenants:manage'] },
  });
  expect(made.status).toBe(201);
  const tenant = await gateway.call({
    method: 'POST',
    url: '/v1/tenants',
    key: made.body.key,
    body: { slug: 'made-by-key', name: 'Made by a key' },
  });
  expect(tenant).toMatchObject({ status: 201, body: { slug: 'made-by-key' } });
});
