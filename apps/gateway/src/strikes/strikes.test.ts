import { projectStrikes } from '@assay/database';
import { decidedSubmission, until, type DecidedWish } from '@assay/testing';
import { randomUUID } from 'node:crypto';
import {
  startGateway,
  type Answer,
  type GatewayUnderTest,
  type PersonUnderTest,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let lead: PersonUnderTest;

const terms = {
  ...{ count: 2, windowDays: 30, expiryDays: 90 },
  weights: { low: 0.5, medium: 1, high: 2, critical: 3 },
};

beforeAll(async () => {
  gateway = await startGateway();
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
});
afterAll(() => gateway?.close());

const byLead = (call: { method: 'PUT' | 'POST'; url: string; body: object }): Promise<Answer> =>
  gateway.call({
    ...call,
    cookie: lead.cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
const get = (url: string, key = gateway.own.key): Promise<Answer> => gateway.call({ url, key });
const standing = async (authorId: string) => (await get(`/v1/strikes?authorId=${authorId}`)).body;
const decided = (wish: Partial<DecidedWish>): Promise<string> =>
  decidedSubmission(gateway.database.pool, { tenantId: gateway.own.id, ...wish });

/** As the worker does it. */
const counted = (authorId: string, strikes: number): Promise<unknown> =>
  until(
    async () => {
      await projectStrikes(gateway.database, { tenantId: gateway.own.id, limit: 100 });
      return (await standing(authorId)).items.length === strikes;
    },
    { what: `${strikes} strikes of ${authorId}` },
  );

test('terms are off until they are set, and are checked', async () => {
  expect((await get('/v1/strikes/terms')).body).toEqual({});
  const put = (body: object) => byLead({ method: 'PUT', url: '/v1/strikes/terms', body });
  expect(await put({ ...terms, count: 0 })).toMatchObject({ status: 400 });
  expect(await put({ ...terms, weights: { low: 1 } })).toMatchObject({ status: 400 });
  expect(await put(terms)).toMatchObject({ status: 200, body: terms });
  expect((await get('/v1/strikes/terms')).body).toEqual({ terms });
  expect((await get('/v1/strikes/terms', gateway.foreign.key)).body).toEqual({});
});

test('an author stands by number, proportion, gravity and intention, and a lead can lift', async () => {
  await byLead({ method: 'PUT', url: '/v1/strikes/terms', body: terms });
  await decided({ authorId: 'ann', outcome: 'pass' });
  await decided({ authorId: 'ann', externalId: 'post 1' });
  await decided({ authorId: 'ann', severity: 'high', transforms: ['width'] });
  await decided({ authorId: 'ann' });
  await counted('ann', 3);
  const before = await standing('ann');
  expect(before).toMatchObject({
    authorId: 'ann',
    standing: { weight: 4, counted: 3, reached: true },
    factors: {
      number: { strikes: 3, label: { en: '3 strikes on record' } },
      proportion: { strikes: 3, submissions: 4, share: 0.75 },
      gravity: { highest: 'high' },
      intention: { afterNotice: 1, evasive: 1, transforms: ['width'] },
    },
  });
  expect(before.items.map(({ reached }: { reached: boolean }) => reached)).toEqual([
    false,
    true,
    false,
  ]);
  const { id } = before.items[1];
  const lift = () =>
    byLead({ method: 'POST', url: `/v1/strikes/${id}/lift`, body: { reason: 'A quotation.' } });
  expect(await lift()).toMatchObject({
    status: 200,
    body: { standing: { weight: 2, counted: 2, reached: true } },
  });
  expect((await standing('ann')).items[1]).toMatchObject({
    liftedBy: lead.userId,
    liftReason: 'A quotation.',
  });
  expect(await lift()).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
});

test('an unknown author stands clean, and an unknown strike cannot be lifted', async () => {
  expect(await standing('nobody')).toMatchObject({
    standing: { weight: 0, counted: 0, reached: false },
    items: [],
  });
  const url = `/v1/strikes/${randomUUID()}/lift`;
  expect(await byLead({ method: 'POST', url, body: { reason: 'x' } })).toMatchObject({
    status: 404,
  });
  expect((await get('/v1/strikes')).status).toBe(400);
});

test("a tenant does not see another one's authors", async () => {
  const { body } = await get('/v1/strikes?authorId=ann', gateway.foreign.key);
  expect(body).toMatchObject({ standing: { counted: 0 }, items: [] });
});
