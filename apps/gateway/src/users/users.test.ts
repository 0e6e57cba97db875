import { type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

const create = (body: object, key = gateway.own.key) =>
  gateway.call({
    method: 'POST',
    url: '/v1/users',
    key,
    body: { name: 'N', password: 'long enough', ...body },
  });

const patch = (
  id: string,
  body: object,
  credential: { key?: string; cookie?: string } = { key: gateway.own.key },
) => gateway.call({ method: 'PATCH', url: `/v1/users/${id}`, body, ...credential });

const auditOf = async (subjectId: string): Promise<readonly string[]> => {
  const { rows } = await gateway.database.pool.query<{ action: string }>(
    'SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY seq',
    [subjectId],
  );
  return rows.map(({ action }) => action);
};

test('a tenant admin adds a person, changes its roles, and every change is audited', async () => {
  const made = await create({ email: 'New@Example.test', roles: [{ role: 'reviewer' }] });
  expect(made).toMatchObject({ status: 201, body: { email: 'new@example.test', disabled: false } });
  const { id } = made.body;
  const changed = await patch(id, { roles: [{ role: 'lead' }, { role: 'reviewer' }] });
  expect(changed.body.roles.map(({ role }: { role: string }) => role).sort()).toEqual([
    'lead',
    'reviewer',
  ]);
  expect(await auditOf(id)).toEqual(['user.created', 'user.changed']);
  const list = await gateway.call({ url: '/v1/users?limit=200', key: gateway.own.key });
  expect(list.body.items.map(({ email }: { email: string }) => email)).toContain(
    'new@example.test',
  );
  expect(
    (await create({ email: 'new@example.test', roles: [{ role: 'reviewer' }] })).body.code,
  ).toBe('duplicate');
});

test('people of another tenant do not exist here', async () => {
  const { userId } = await gateway.personIn(gateway.foreign, { roles: ['reviewer'] });
  for (const id of [
    userId,
    gateway.foreign.adminId,
    '01890000-0000-7000-8000-000000000000',
    'not-an-id',
  ]) {
    expect(await gateway.call({ url: `/v1/users/${id}`, key: gateway.own.key })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect((await patch(id, { name: 'Mine' })).status).toBe(404);
  }
  const list = await gateway.call({ url: '/v1/users?limit=200', key: gateway.own.key });
  expect(list.body.items.some(({ id }: { id: string }) => id === userId)).toBe(false);
});

test('nobody grants what he does not hold', async () => {
  const email = 'climber@example.test';
  expect((await create({ email, roles: [{ role: 'operator' }] })).status).toBe(403);
  expect((await create({ email, roles: [{ role: 'reviewer', everywhere: true }] })).status).toBe(
    403,
  );
  const weak = await gateway.keyFor(gateway.own, { scopes: ['users:manage'] });
  expect((await create({ email, roles: [{ role: 'reviewer' }] }, weak)).status).toBe(403);
  expect((await create({ email, roles: [] }, weak)).body.errors[0].pointer).toBe('/roles');
  expect(
    (await patch(gateway.own.adminId, { password: 'taken over now' }, { key: weak })).status,
  ).toBe(403);
  expect((await patch(gateway.own.adminId, { roles: [] }, { key: weak })).status).toBe(403);
});

test('a person with roles elsewhere keeps them, and its password is not for one tenant to set', async () => {
  const { userId } = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  await gateway.database.pool.query(
    `INSERT INTO role_grant (id, user_id, tenant_id, role) VALUES (gen_random_uuid(), $1, $2, 'tenant_admin')`,
    [userId, gateway.foreign.id],
  );
  expect((await patch(userId, { password: 'taken over now' })).status).toBe(403);
  const changed = await patch(userId, { roles: [{ role: 'lead' }] });
  expect(changed.body.roles).toEqual([{ role: 'lead', everywhere: false }]);
  const { rows } = await gateway.database.pool.query(
    'SELECT role FROM role_grant WHERE user_id = $1 ORDER BY role',
    [userId],
  );
  expect(rows).toEqual([{ role: 'lead' }, { role: 'tenant_admin' }]);
});

test('disabling a person ends its sessions at once; nobody disables himself', async () => {
  const person = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  expect((await gateway.call({ url: '/v1/me', cookie: person.cookie })).status).toBe(200);
  expect((await patch(person.userId, { disabled: true })).body.disabled).toBe(true);
  expect((await gateway.call({ url: '/v1/me', cookie: person.cookie })).status).toBe(401);
  expect((await patch(person.userId, { disabled: false })).body.disabled).toBe(false);
  expect((await patch(gateway.own.adminId, { disabled: true })).status).toBe(403);
});

test('an operator manages tenants and grants roles everywhere', async () => {
  const operator = await gateway.personIn(gateway.own, { roles: ['operator'], everywhere: true });
  const { cookie } = operator;
  const made = await gateway.call({
    method: 'POST',
    url: '/v1/tenants',
    cookie,
    body: { slug: 'third', name: 'Third', quotaPerMinute: 100 },
  });
  expect(made).toMatchObject({ status: 201, body: { slug: 'third', quotaPerMinute: 100 } });
  const { id } = made.body;
  const url = `/v1/tenants/${id}`;
  const renamed = await gateway.call({ method: 'PATCH', url, cookie, body: { name: 'Renamed' } });
  expect(renamed.body).toMatchObject({ name: 'Renamed', quotaPerMinute: 100 });
  const freed = await gateway.call({
    method: 'PATCH',
    url,
    cookie,
    body: { quotaPerMinute: null },
  });
  expect(freed.body).toMatchObject({ name: 'Renamed', quotaPerMinute: null });
  expect(await auditOf(id)).toEqual(['tenant.created', 'tenant.changed', 'tenant.changed']);
  const again = {
    method: 'POST',
    url: '/v1/tenants',
    cookie,
    body: { slug: 'third', name: 'X' },
  } as const;
  expect((await gateway.call(again)).body.code).toBe('duplicate');
  const { userId } = await gateway.personIn(gateway.foreign, { roles: ['reviewer'] });
  const shared = await patch(
    userId,
    { roles: [{ role: 'reviewer', everywhere: true }] },
    { cookie },
  );
  expect(shared.body.roles).toEqual([{ role: 'reviewer', everywhere: true }]);
  expect((await gateway.call({ url: '/v1/tenants', key: gateway.own.key })).status).toBe(403);
});

test('lists are read page by page', async () => {
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await gateway.call({ url: `/v1/users?limit=2${cursor}`, key: gateway.own.key });
    seen.push(...page.body.items.map(({ id }: { id: string }) => id));
    cursor = page.body.nextCursor ? `&cursor=${page.body.nextCursor}` : '';
  } while (cursor !== '');
  const all = await gateway.call({ url: '/v1/users?limit=200', key: gateway.own.key });
  expect(seen).toEqual(all.body.items.map(({ id }: { id: string }) => id));
  expect(seen.length).toBeGreaterThan(2);
  const bad = await gateway.call({ url: '/v1/users?cursor=nonsense', key: gateway.own.key });
  expect(bad).toMatchObject({ status: 400, body: { errors: [{ pointer: '/cursor' }] } });
});
