import { noteExposure } from '@assay/database';
import {
  type Answer,
  type Call,
  type GatewayUnderTest,
  type PersonUnderTest,
  startGateway,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let lead: PersonUnderTest;
let ann: PersonUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
});
beforeEach(async () => {
  ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
});
afterAll(() => gateway.close());

const send = (
  method: NonNullable<Call['method']>,
  url: string,
  { cookie }: PersonUnderTest,
  body?: unknown,
): Promise<Answer> =>
  gateway.call({
    method,
    url: `/v1/reviewers${url}`,
    cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { body }),
  });

test('people set their languages, opt out and choose their display without asking anybody', async () => {
  expect((await send('GET', '/me', ann)).body).toEqual({
    optedOut: [],
    qualifiedFor: [],
    display: { masked: true, greyscale: true },
    care: {
      points: 0,
      budget: 400,
      items: 0,
      workedMinutesSinceBreak: 0,
      breakDue: false,
      overBudget: false,
    },
  });
  const changed = await send('PUT', '/me', ann, { languages: ['zh'], optedOut: ['A.3.e'] });
  expect(changed).toMatchObject({
    status: 200,
    body: { languages: ['zh'], optedOut: ['A.3.e'], display: { masked: true } },
  });
  const display = { masked: false, greyscale: false };
  const shown = await send('PUT', '/me', ann, { display, languages: null });
  expect(shown.body).toMatchObject({ optedOut: ['A.3.e'], display });
  expect(shown.body.languages).toBeUndefined();
});

test('nobody sets their own queues or budget, or opts out of what does not exist', async () => {
  for (const field of ['queues', 'dailyBudget']) {
    const answer = await send('PUT', '/me', ann, { [field]: null });
    expect(answer).toMatchObject({ status: 400, body: { code: 'unknown_field' } });
  }
  expect(await send('PUT', '/me', ann, { optedOut: ['A.3.e', 'Z.9'] })).toMatchObject({
    status: 422,
    body: { code: 'unknown_category', errors: [{ pointer: '/optedOut/1' }] },
  });
});

test('leads set queues and budgets and see the day, but not what people opted out of', async () => {
  await send('PUT', '/me', ann, { optedOut: ['A.3.e'] });
  const set = await send('PUT', `/${ann.userId}`, lead, { queues: ['default'], dailyBudget: 10 });
  expect(set).toMatchObject({
    status: 200,
    body: { userId: ann.userId, queues: ['default'], dailyBudget: 10, points: 0 },
  });
  await noteExposure(gateway.database.dataSource.manager, {
    tenantId: gateway.own.id,
    actor: ann.userId,
    severities: ['critical', 'medium'],
  });
  const listed = await send('GET', '?limit=200', lead);
  const line = listed.body.items.find((item: { userId: string }) => item.userId === ann.userId);
  expect(line).toMatchObject({ points: 10, qualifiedFor: [] });
  expect(listed.text).not.toMatch(/optedOut|A\.3\.e/);
  expect((await send('GET', '/me', ann)).body).toMatchObject({
    queues: ['default'],
    optedOut: ['A.3.e'],
    care: { points: 10, budget: 10, overBudget: true },
  });
  const { rows } = await gateway.database.pool.query(
    `SELECT detail::text FROM audit_entry WHERE subject_id = $1 AND action = 'reviewer.chose'`,
    [ann.userId],
  );
  expect(rows).toEqual([{ detail: '{"fields":["optedOut"]}' }]);
});

test('presence answers the meter, and a pause is seen by leads', async () => {
  expect((await send('PUT', '/me/presence', ann, { state: 'working' })).body).toMatchObject({
    workedMinutesSinceBreak: 0,
    breakDue: false,
  });
  await send('PUT', '/me/presence', ann, { state: 'paused' });
  const { items } = (await send('GET', '?limit=200', lead)).body;
  const line = items.find((item: { userId: string }) => item.userId === ann.userId);
  expect(line.presence).toEqual({ state: 'paused', seenAt: expect.any(String) });
  expect((await send('PUT', '/me/presence', ann, { state: 'away' })).status).toBe(400);
});

test('reviewers see only themselves, and leads only who reviews in their tenant', async () => {
  expect((await send('GET', '', ann)).status).toBe(403);
  expect((await send('PUT', `/${ann.userId}`, ann, { dailyBudget: 1 })).status).toBe(403);
  const stranger = await gateway.personIn(gateway.foreign, { roles: ['reviewer'] });
  const editor = await gateway.personIn(gateway.own, { roles: ['policy_editor'] });
  for (const { userId } of [stranger, editor]) {
    expect((await send('PUT', `/${userId}`, lead, { dailyBudget: 1 })).status).toBe(404);
  }
  const { items } = (await send('GET', '?limit=200', lead)).body;
  const ids = items.map(({ userId }: { userId: string }) => userId);
  expect(ids).toContain(ann.userId);
  expect(ids).not.toContain(stranger.userId);
  expect(ids).not.toContain(editor.userId);
});
