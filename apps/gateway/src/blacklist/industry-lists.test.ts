import { v7 } from 'uuid';
import { startGateway, type Answer, type GatewayUnderTest } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
/** A second person of the founder's tenant and one of the other tenant. */
let founderApprover: string;
let guestApprover: string;

beforeAll(async () => {
  gateway = await startGateway();
  const approverOf = async (tenant: GatewayUnderTest['own']): Promise<string> => {
    const { userId: ownerId } = await gateway.personIn(tenant, { roles: ['blacklist_approver'] });
    return gateway.keyFor(tenant, { scopes: ['blacklist:read', 'blacklist:confirm'], ownerId });
  };
  founderApprover = await approverOf(gateway.own);
  guestApprover = await approverOf(gateway.foreign);
});
afterAll(() => gateway?.close());

const post = (url: string, body: unknown, key: string): Promise<Answer> =>
  gateway.call({ method: 'POST', url, body, key });
const found = async (): Promise<string> =>
  (await post('/v1/industry-lists', { name: `List ${v7()}` }, gateway.own.key)).body.id;
const subscribe = (listId: string, mode: string, key: string): Promise<Answer> =>
  gateway.call({ method: 'PUT', url: '/v1/subscriptions', body: { listId, mode }, key });
const contribute = (listId: string, key: string): Promise<Answer> =>
  post(
    '/v1/blacklist-entries',
    {
      kind: 'term',
      value: `shared ${v7()}`,
      category: 'A.3.e',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      listId,
    },
    key,
  );
const confirm = (id: string, key: string): Promise<Answer> =>
  post(`/v1/blacklist-entries/${id}/transitions`, { to: 'active' }, key);

test('only subscribers contribute to a list, in any mode but ignore', async () => {
  const listId = await found();
  const { key } = gateway.foreign;
  const refused = { status: 403, body: { code: 'forbidden' } };
  expect(await contribute(listId, key)).toMatchObject(refused);
  await subscribe(listId, 'ignore', key);
  expect(await contribute(listId, key)).toMatchObject(refused);
  for (const mode of ['shadow', 'review', 'apply']) {
    await subscribe(listId, mode, key);
    expect((await contribute(listId, key)).status).toBe(201);
  }
});

test('the founder contributes whatever it does with the list itself', async () => {
  const listId = await found();
  await subscribe(listId, 'ignore', gateway.own.key);
  expect((await contribute(listId, gateway.own.key)).status).toBe(201);
});

test('two people of a tenant cannot put an entry on a list of another tenant', async () => {
  const listId = await found();
  await subscribe(listId, 'shadow', gateway.foreign.key);
  const { id } = (await contribute(listId, gateway.foreign.key)).body;
  expect(await confirm(id, guestApprover)).toMatchObject({
    status: 403,
    body: { code: 'same_principal', detail: expect.stringContaining('another tenant') },
  });
  expect(await confirm(id, founderApprover)).toMatchObject({
    status: 200,
    body: { state: 'active' },
  });
});

test('the founder confirms its own entries by a second person', async () => {
  const listId = await found();
  const { id } = (await contribute(listId, gateway.own.key)).body;
  expect(await confirm(id, gateway.own.key)).toMatchObject({ body: { code: 'same_principal' } });
  expect((await confirm(id, founderApprover)).status).toBe(200);
});
