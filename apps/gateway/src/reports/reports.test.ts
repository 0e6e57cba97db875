import { decidedSubmission, type DecidedWish } from '@assay/testing';
import { randomUUID } from 'node:crypto';
import { startGateway, type Answer, type GatewayUnderTest } from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway?.close());

const decided = (wish: Partial<DecidedWish> = {}): Promise<string> =>
  decidedSubmission(gateway.database.pool, {
    tenantId: gateway.own.id,
    outcome: 'pass',
    ...wish,
  });
const report = (body: object, key = gateway.own.key): Promise<Answer> =>
  gateway.call({
    method: 'POST',
    url: '/v1/reports',
    key,
    body: { explanation: 'It insults me.', goodFaith: true, ...body },
  });
const get = (url: string, key = gateway.own.key): Promise<Answer> => gateway.call({ url, key });

test('a report keeps what DSA art. 16 asks for and joins those before it', async () => {
  const submissionId = await decided({ externalId: 'post 9' });
  const reporter = { name: 'Ada', email: 'ada@example.test' };
  const location = 'https://platform.example/posts/9';
  const first = await report({ externalId: 'post 9', category: 'A.4.c', location, reporter });
  expect(first).toMatchObject({
    status: 201,
    body: {
      ...{ submissionId, externalId: 'post 9', source: 'user', category: 'A.4.c', location },
      ...{ reporter, state: 'received', reportsTogether: 1 },
    },
  });
  const second = await report({ submissionId, source: 'trusted_flagger' });
  expect(second.body).toMatchObject({ source: 'trusted_flagger', reportsTogether: 2 });
  expect((await get(`/v1/reports/${first.body.id}`)).body.reportsTogether).toBe(2);
  const listed = await get(`/v1/reports?submissionId=${submissionId}&state=received&limit=1`);
  expect(listed.body.items).toMatchObject([{ id: second.body.id }]);
  const rest = await get(
    `/v1/reports?submissionId=${submissionId}&limit=1&cursor=${listed.body.nextCursor}`,
  );
  expect(rest.body.items).toMatchObject([{ id: first.body.id }]);
});

test.each<[string, () => Promise<object>, number, string]>([
  ['unknown content', async () => ({ submissionId: randomUUID() }), 404, 'not_found'],
  [
    'content of another tenant',
    async () => ({ submissionId: await decided({ tenantId: gateway.foreign.id }) }),
    404,
    'not_found',
  ],
  [
    'an unknown category',
    async () => ({ submissionId: await decided(), category: 'Z.9' }),
    422,
    'unknown_category',
  ],
  [
    'no good faith',
    async () => ({ submissionId: await decided(), goodFaith: false }),
    400,
    'invalid_request',
  ],
  ['no submission', async () => ({}), 400, 'invalid_request'],
  [
    'two names for it',
    async () => ({ submissionId: await decided(), externalId: 'post 9' }),
    400,
    'invalid_request',
  ],
  [
    'an address that is none',
    async () => ({ submissionId: await decided(), reporter: { email: 'nobody' } }),
    400,
    'invalid_request',
  ],
])('a report with %s is refused', async (_, body, status, code) => {
  expect(await report(await body())).toMatchObject({ status, body: { code } });
});

test('foreign reports are not there', async () => {
  const { id } = (await report({ submissionId: await decided() })).body;
  expect(await get(`/v1/reports/${id}`, gateway.foreign.key)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
  expect((await get('/v1/reports', gateway.foreign.key)).body.items).toEqual([]);
});

test('reporting and reading reports are scopes of their own', async () => {
  const key = await gateway.keyFor(gateway.own, { scopes: ['reports:write'] });
  expect((await report({ submissionId: await decided() }, key)).status).toBe(201);
  expect((await get('/v1/reports', key)).status).toBe(403);
});
