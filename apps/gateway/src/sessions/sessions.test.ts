import { Passwords } from '../access/passwords.js';
import {
  type GatewayUnderTest,
  type PersonUnderTest,
  startGateway,
} from '../testing/gateway-under-test.js';

const password = 'correct horse battery';
let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

async function personWithPassword(): Promise<PersonUnderTest> {
  const person = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const passwordHash = await gateway.app.get(Passwords).hash(password);
  await gateway.database.pool.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [
    person.userId,
    passwordHash,
  ]);
  return person;
}

const logIn = (email: string, given = password, more: object = {}) =>
  gateway.call({ method: 'POST', url: '/v1/sessions', body: { email, password: given, ...more } });

const cookieOf = (answer: Awaited<ReturnType<typeof logIn>>): string =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';

test('a person logs in, is known by the cookie, and logs out', async () => {
  const { email, userId } = await personWithPassword();
  const answer = await logIn(email.toUpperCase());
  expect(answer).toMatchObject({
    status: 201,
    body: { principal: userId, tenant: { slug: 'own' }, permissions: ['reviews:work'] },
  });
  expect(answer.headers['set-cookie']).toMatch(
    /^assay_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/,
  );
  const cookie = cookieOf(answer);
  expect((await gateway.call({ url: '/v1/me', cookie })).body.user.email).toBe(email);
  const out = await gateway.call({ method: 'DELETE', url: '/v1/sessions/current', cookie });
  expect(out.status).toBe(204);
  expect(out.headers['set-cookie']).toMatch(/^assay_session=; .*Max-Age=0$/);
  expect((await gateway.call({ url: '/v1/me', cookie })).body.code).toBe('session_expired');
});

test('a wrong password, an unknown address and a disabled person get the same answer', async () => {
  const { email, userId } = await personWithPassword();
  const wrong = await logIn(email, 'wrong');
  const unknown = await logIn('nobody@example.test');
  await gateway.database.pool.query('UPDATE app_user SET disabled_at = now() WHERE id = $1', [
    userId,
  ]);
  const disabled = await logIn(email);
  for (const { status, body } of [wrong, unknown, disabled]) {
    expect({ status, code: body.code, detail: body.detail }).toEqual({
      status: 401,
      code: 'invalid_credentials',
      detail: wrong.body.detail,
    });
  }
});

test('guessing is slowed down, per address and origin', async () => {
  const { email } = await personWithPassword();
  const other = await personWithPassword();
  await gateway.database.pool.query('DELETE FROM login_failure');
  const first = await Promise.all(Array.from({ length: 12 }, () => logIn(email, 'wrong')));
  const codes = first.map(({ body }) => body.code).sort();
  expect(codes).toEqual([
    ...Array(10).fill('invalid_credentials'),
    ...Array(2).fill('too_many_attempts'),
  ]);
  const locked = await logIn(email);
  expect(locked).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
  expect(Number(locked.headers['retry-after'])).toBeGreaterThan(20);
  expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(30);
  expect((await logIn(other.email)).status).toBe(201);
  await gateway.database.pool.query(
    `UPDATE login_failure SET last_at = last_at - interval '31 seconds'`,
  );
  expect((await logIn(email)).status).toBe(201);
});

test('a person moves between its tenants, and only there', async () => {
  const { email, userId } = await personWithPassword();
  await gateway.database.pool.query(
    `INSERT INTO role_grant (id, user_id, tenant_id, role) VALUES (gen_random_uuid(), $1, $2, 'auditor')`,
    [userId, gateway.foreign.id],
  );
  const cookie = cookieOf(await logIn(email));
  const move = (tenantId: string) =>
    gateway.call({
      method: 'POST',
      url: '/v1/sessions/current/tenant',
      cookie,
      body: { tenantId },
    });
  const moved = await move(gateway.foreign.id);
  expect(moved).toMatchObject({ status: 200, body: { tenant: { slug: 'foreign' } } });
  expect(moved.body.permissions).not.toContain('reviews:work');
  expect((await gateway.call({ url: '/v1/me', cookie })).body.tenant.slug).toBe('foreign');
  expect((await move('01890000-0000-7000-8000-000000000000')).status).toBe(404);
  expect((await logIn(email, password, { tenantId: gateway.foreign.id })).body.tenant.slug).toBe(
    'foreign',
  );
});

test('with https the cookie is bound to the host', async () => {
  const secure = await startGateway({ PUBLIC_URL: 'https://assay.example' });
  try {
    const { email, userId } = await secure.personIn(secure.own, { roles: ['reviewer'] });
    await secure.database.pool.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [
      userId,
      await secure.app.get(Passwords).hash(password),
    ]);
    const answer = await secure.call({
      method: 'POST',
      url: '/v1/sessions',
      body: { email, password },
    });
    expect(answer.headers['set-cookie']).toMatch(/^__Host-assay_session=[\w-]{43}; .*; Secure; /);
    expect(answer.headers['strict-transport-security']).toBeDefined();
  } finally {
    await secure.close();
  }
});
