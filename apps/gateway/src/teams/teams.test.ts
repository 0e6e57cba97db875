import { type GatewayUnderTest, startGateway } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

const create = (body: object) =>
  gateway.call({ method: 'POST', url: '/v1/teams', key: gateway.own.key, body });

test('a team is made, renamed, refilled and removed', async () => {
  const one = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const two = await gateway.personIn(gateway.foreign, { roles: ['reviewer'], everywhere: true });
  const made = await create({ name: 'Day', memberIds: [one.userId, two.userId] });
  expect(made).toMatchObject({ status: 201, body: { name: 'Day' } });
  expect([...made.body.memberIds].sort()).toEqual([one.userId, two.userId].sort());
  const url = `/v1/teams/${made.body.id}`;
  const key = gateway.own.key;
  const changed = await gateway.call({
    method: 'PATCH',
    url,
    key,
    body: { name: 'Night', memberIds: [one.userId] },
  });
  expect(changed.body).toMatchObject({ name: 'Night', memberIds: [one.userId] });
  expect((await create({ name: 'Night' })).body.code).toBe('duplicate');
  await create({ name: 'Other' });
  expect(
    (await gateway.call({ method: 'PATCH', url, key, body: { name: 'Other' } })).body.code,
  ).toBe('duplicate');
  expect((await gateway.call({ url: '/v1/teams', key })).body.items).toHaveLength(2);
  expect((await gateway.call({ method: 'DELETE', url, key })).status).toBe(204);
  expect((await gateway.call({ method: 'DELETE', url, key })).status).toBe(404);
});

test('teams and people of another tenant cannot be reached', async () => {
  const stranger = await gateway.personIn(gateway.foreign, { roles: ['reviewer'] });
  expect(
    await create({ name: 'Mixed', memberIds: [gateway.own.adminId, stranger.userId] }),
  ).toMatchObject({
    status: 404,
    body: { code: 'not_found', errors: [{ pointer: '/memberIds/1' }] },
  });
  const foreign = await gateway.call({
    method: 'POST',
    url: '/v1/teams',
    key: gateway.foreign.key,
    body: { name: 'Theirs' },
  });
  const url = `/v1/teams/${foreign.body.id}`;
  expect(
    (await gateway.call({ method: 'PATCH', url, key: gateway.own.key, body: { name: 'Mine' } }))
      .status,
  ).toBe(404);
  expect((await gateway.call({ method: 'DELETE', url, key: gateway.own.key })).status).toBe(404);
  const own = await gateway.call({ url: '/v1/teams', key: gateway.own.key });
  expect(own.body.items.some(({ name }: { name: string }) => name === 'Theirs')).toBe(false);
});
