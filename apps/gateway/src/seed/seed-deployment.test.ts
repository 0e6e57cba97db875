import { keyScopes } from '@assay/domain';
import { Secret, SecretBox } from '@assay/database';
import { type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';
import type { SeedConfig } from './seed-config.js';
import { seedDeployment } from './seed-deployment.js';

const secretKey = 'a secret key of the seed, long enough for it';
const box = new SecretBox(secretKey);
const firstKey = 'any string of at least thirty-two characters';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway({ ASSAY_SECRET_KEY: secretKey });
});

afterAll(() => gateway.close());

const config = (changed: { adminPassword?: string; apiKey?: string } = {}): SeedConfig => ({
  databaseUrl: new Secret(gateway.databaseUrl),
  secretKey: new Secret(secretKey),
  admin: { email: 'admin@assay.local', password: new Secret(changed.adminPassword ?? 'first') },
  second: { email: 'second@assay.local', password: new Secret('second') },
  apiKey: new Secret(changed.apiKey ?? firstKey),
});

const seed = (changed?: { adminPassword?: string; apiKey?: string }) =>
  seedDeployment({ database: gateway.database, box, config: config(changed) });

const logIn = (email: string, password: string) =>
  gateway.call({
    method: 'POST',
    url: '/v1/sessions',
    body: { email, password, tenantId: undefined },
  });

test('two seeds at once make one tenant, two people and one key', async () => {
  await Promise.all([seed(), seed()]);
  const me = await gateway.call({ url: '/v1/me', key: firstKey });
  expect(me.body).toMatchObject({ tenant: { slug: 'demo' } });
  expect(new Set(me.body.permissions)).toEqual(new Set(keyScopes));
  const admin = await logIn('admin@assay.local', 'first');
  expect(admin.body.permissions).toContain('tenants:manage');
  expect(admin.body.principal).toBe(me.body.principal);
  const second = await logIn('second@assay.local', 'second');
  expect(second.body.permissions).toEqual(
    expect.arrayContaining(['reviews:work', 'blacklist:confirm']),
  );
  expect(second.body.permissions).not.toContain('users:manage');
  expect(second.body.tenants).toHaveLength(1);
});

test('a restart leaves alone what people changed, and applies what the environment changed', async () => {
  const admin = await logIn('admin@assay.local', 'first');
  const cookie = String(admin.headers['set-cookie']).split(';')[0] ?? '';
  const { id } = admin.body.user;
  const body = { password: 'set in the console' };
  expect(
    await gateway.call({ method: 'PATCH', url: `/v1/users/${id}`, cookie, body }),
  ).toMatchObject({ status: 200 });
  await seed();
  expect((await logIn('admin@assay.local', 'set in the console')).status).toBe(201);
  const secondKey = 'another string of at least thirty-two characters';
  await seed({ adminPassword: 'from the environment', apiKey: secondKey });
  expect((await logIn('admin@assay.local', 'set in the console')).status).toBe(401);
  expect((await logIn('admin@assay.local', 'from the environment')).status).toBe(201);
  expect((await gateway.call({ url: '/v1/me', key: secondKey })).status).toBe(200);
});
