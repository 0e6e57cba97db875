import { recordEvent } from '@assay/database';
import {
  startGateway,
  type GatewayUnderTest,
  type TenantUnderTest,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway({ ASSAY_WEBHOOK_ALLOW: '127.0.0.0/8,::1/128' });
});
afterAll(() => gateway.close());

const root = '/v1/webhook-endpoints';
const post = (path: string, body: unknown = {}, key = gateway.own.key) =>
  gateway.call({ method: 'POST', url: `${root}${path}`, body, key });
const get = (path: string, key = gateway.own.key) => gateway.call({ url: `${root}${path}`, key });
const patch = (id: string, body: unknown, key = gateway.own.key) =>
  gateway.call({ method: 'PATCH', url: `${root}/${id}`, body, key });
const remove = (id: string, key = gateway.own.key) =>
  gateway.call({ method: 'DELETE', url: `${root}/${id}`, key });

const created: string[] = [];
async function anEndpoint(body: Record<string, unknown> = {}): Promise<string> {
  const answer = await post('', { url: 'https://hooks.example.test/assay', ...body });
  expect(answer.status).toBe(201);
  created.push(answer.body.id);
  return answer.body.id;
}
afterEach(async () => {
  for (const id of created.splice(0)) await remove(id);
});

const sql = <T>(text: string, params: unknown[]): Promise<T[]> =>
  gateway.database.dataSource.query(text, params);
const anEvent = (tenant: TenantUnderTest) =>
  gateway.database.dataSource.transaction((manager) =>
    recordEvent(manager, {
      tenantId: tenant.id,
      type: 'appeal.decided',
      data: { reason: 'staged' },
    }),
  );
const finish = (endpointId: string) =>
  sql(
    `UPDATE delivery SET state = 'delivered', attempts = 1, finished_at = now() WHERE endpoint_id = $1`,
    [endpointId],
  );

test('creating shows the secret once, and it is stored sealed', async () => {
  const answer = await post('', {
    url: 'https://hooks.example.test/a?b=c',
    description: 'Primary',
  });
  created.push(answer.body.id);
  expect(answer.status).toBe(201);
  expect(answer.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const read = await get(`/${answer.body.id}`);
  expect(read.body).toMatchObject({
    url: 'https://hooks.example.test/a?b=c',
    description: 'Primary',
  });
  expect(read.body.secret).toBeUndefined();
  expect(read.body.eventTypes).toContain('verdict.created');
  const [row] = await sql<{ secret: Buffer }>('SELECT secret FROM webhook_endpoint WHERE id = $1', [
    answer.body.id,
  ]);
  const key = Buffer.from(answer.body.secret.slice(6), 'base64');
  expect(row?.secret.includes(key)).toBe(false);
});

test.each([
  'https://10.0.0.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://0xa9fea9fe/',
  'https://2852039166/',
  'https://[::ffff:10.0.0.1]/',
  'https://[fd00:ec2::254]/',
  'https://user:secret@hooks.example.test/',
  'http://8.8.8.8/',
  'ftp://hooks.example.test/',
])('the unsafe URL %s is refused up front', async (url) => {
  const answer = await post('', { url });
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ code: 'unsafe_url', errors: [{ pointer: '/url' }] });
});

test('an address on the allow list may be named, over plain http too', async () => {
  const id = await anEndpoint({ url: 'http://127.0.0.1:9999/hook' });
  expect((await get(`/${id}`)).status).toBe(200);
});

test('the twenty-first endpoint of a tenant is refused', async () => {
  for (let count = 0; count < 20; count += 1) await anEndpoint();
  const refused = await post('', { url: 'https://hooks.example.test/' });
  expect(refused.status).toBe(429);
  expect(refused.body.code).toBe('quota_exceeded');
});

test('lists go newest first and page by cursor', async () => {
  const ids = [await anEndpoint(), await anEndpoint(), await anEndpoint()].reverse();
  const first = await get('?limit=2');
  const second = await get(`?limit=2&cursor=${first.body.nextCursor}`);
  const listed = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
  expect(listed).toEqual(ids);
  expect(second.body.nextCursor).toBeUndefined();
});

test('everything about a foreign endpoint is 404', async () => {
  const id = await anEndpoint();
  const { key } = gateway.foreign;
  const answers = await Promise.all([
    get(`/${id}`, key),
    patch(id, { description: 'mine' }, key),
    remove(id, key),
    post(`/${id}/rotate`, {}, key),
    post(`/${id}/test`, {}, key),
    get(`/${id}/deliveries`, key),
    post(`/${id}/replay`, { since: '2026-01-01T00:00:00Z' }, key),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404]);
  expect((await get(`/${id}`)).body.description).toBe('');
});

test('without the scope webhooks:manage nothing is shown or changed', async () => {
  const key = await gateway.keyFor(gateway.own, { scopes: ['submissions:read'] });
  expect((await get('', key)).status).toBe(403);
  expect((await post('', { url: 'https://hooks.example.test/' }, key)).status).toBe(403);
});

test('disabling cancels what is pending, enabling forgets the failures', async () => {
  const id = await anEndpoint();
  await anEvent(gateway.own);
  await sql(`UPDATE webhook_endpoint SET failing_since = now() WHERE id = $1`, [id]);
  const disabled = await patch(id, { enabled: false });
  expect(disabled.body).toMatchObject({ disabledReason: 'Disabled by its owner.' });
  expect((await get(`/${id}/deliveries`)).body.items).toMatchObject([{ state: 'cancelled' }]);
  expect((await post(`/${id}/test`)).body.code).toBe('endpoint_disabled');
  const enabled = await patch(id, { enabled: true, description: 'again' });
  expect(enabled.body).toMatchObject({ description: 'again' });
  expect(enabled.body.disabledAt).toBeUndefined();
  expect(enabled.body.failingSince).toBeUndefined();
});

test('rotating gives a new secret and keeps the old one for a day', async () => {
  const id = await anEndpoint();
  const answer = await post(`/${id}/rotate`);
  expect(answer.status).toBe(200);
  expect(answer.body.secret).toMatch(/^whsec_/);
  const [row] = await sql<{ hours: number; kept: boolean }>(
    `SELECT extract(epoch FROM previous_secret_until - now()) / 3600 AS hours, previous_secret <> secret AS kept
     FROM webhook_endpoint WHERE id = $1`,
    [id],
  );
  expect(Number(row?.hours)).toBeCloseTo(24, 1);
  expect(row?.kept).toBe(true);
});

test('the test button schedules an event of type test for this endpoint alone', async () => {
  const [id, other] = [await anEndpoint({ eventTypes: ['verdict.created'] }), await anEndpoint()];
  const answer = await post(`/${id}/test`);
  expect(answer.status).toBe(202);
  expect(answer.body).toMatchObject({ eventType: 'test', state: 'pending', attempts: 0, log: [] });
  expect((await get(`/${other}/deliveries`)).body.items).toEqual([]);
});

test('the delivery log filters by state and pages', async () => {
  const id = await anEndpoint();
  await anEvent(gateway.own);
  await finish(id);
  await anEvent(gateway.own);
  await anEvent(gateway.own);
  const pending = await get(`/${id}/deliveries?state=pending&limit=1`);
  const more = await get(
    `/${id}/deliveries?state=pending&limit=1&cursor=${pending.body.nextCursor}`,
  );
  expect([...pending.body.items, ...more.body.items]).toHaveLength(2);
  expect(more.body.nextCursor).toBeUndefined();
  expect((await get(`/${id}/deliveries?state=delivered`)).body.items).toMatchObject([
    { state: 'delivered' },
  ]);
  expect((await get(`/${id}/deliveries?cursor=nonsense`)).status).toBe(400);
});

test('replaying one delivery makes it due again under its event id', async () => {
  const id = await anEndpoint();
  await anEvent(gateway.own);
  await finish(id);
  const [delivery] = (await get(`/${id}/deliveries`)).body.items;
  const answer = await post(`/${id}/replay`, { deliveryId: delivery.id });
  expect(answer.body).toEqual({ scheduled: 1 });
  expect((await get(`/${id}/deliveries`)).body.items).toMatchObject([
    { id: delivery.id, eventId: delivery.eventId, state: 'pending', attempts: 0 },
  ]);
  const unknown = await post(`/${id}/replay`, {
    deliveryId: '00000000-0000-4000-8000-000000000000',
  });
  expect(unknown.status).toBe(404);
});

test('replaying a range also makes deliveries for events that are older than the endpoint', async () => {
  const since = new Date(Date.now() - 1).toISOString();
  await anEvent(gateway.own);
  await anEvent(gateway.foreign);
  const id = await anEndpoint();
  await anEvent(gateway.own);
  await finish(id);
  const answer = await post(`/${id}/replay`, { since });
  expect(answer.body).toEqual({ scheduled: 2 });
  const states = (await get(`/${id}/deliveries`)).body.items.map(
    ({ state }: { state: string }) => state,
  );
  expect(states).toEqual(['pending', 'pending']);
  expect((await post(`/${id}/replay`, { since, until: since })).status).toBe(400);
});

test('every change leaves an audit entry without secrets', async () => {
  const id = await anEndpoint();
  await patch(id, { url: 'https://hooks.example.test/other' });
  await patch(id, { enabled: false });
  await patch(id, { enabled: true });
  await post(`/${id}/rotate`);
  await post(`/${id}/test`);
  await post(`/${id}/replay`, { since: '2026-01-01T00:00:00Z' });
  await remove(id);
  const entries = await sql<{ action: string; actor: string; detail: unknown }>(
    'SELECT action, actor, detail FROM audit_entry WHERE subject_id = $1 ORDER BY seq',
    [id],
  );
  expect(entries.map(({ action }) => action.replace('endpoint.', ''))).toEqual([
    'created',
    'changed',
    'disabled',
    'enabled',
    'secret_rotated',
    'tested',
    'replayed',
    'removed',
  ]);
  expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([gateway.own.adminId]));
  expect(JSON.stringify(entries)).not.toContain('whsec_');
});

test('every change moves the endpoint counter, so that senders reload', async () => {
  const counter = async () => {
    const [row] = await sql<{ value: string }>(
      `SELECT value FROM change_counter WHERE name = 'endpoint'`,
      [],
    );
    return Number(row?.value);
  };
  const before = await counter();
  const id = await anEndpoint();
  await post(`/${id}/rotate`);
  await remove(id);
  expect(await counter()).toBe(before + 3);
});
