import { openTasks, until } from '@assay/testing';
import {
  startGateway,
  type Answer,
  type GatewayUnderTest,
  type PersonUnderTest,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let reviewer: PersonUnderTest;
let lead: PersonUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
  reviewer = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
});
afterAll(() => gateway.close());

const get = (url: string, person: PersonUnderTest): Promise<Answer> =>
  gateway.call({ url, cookie: person.cookie });
const put = (name: string, body: unknown, person = lead): Promise<Answer> =>
  gateway.call({
    method: 'PUT',
    url: `/v1/queues/${encodeURIComponent(name)}`,
    cookie: person.cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    body,
  });
const open = (queue: string, count = 1, tenant = gateway.own) =>
  openTasks(gateway.database.pool, { tenantId: tenant.id, queue, count });

test('queues with work are listed with their counts, those of others are not', async () => {
  await open('counted', 3);
  await open('foreign', 1, gateway.foreign);
  const { status, body } = await get('/v1/queues', lead);
  expect(status).toBe(200);
  expect(body.items).toContainEqual({
    name: 'counted',
    open: 3,
    leased: 0,
    overdue: 0,
    oldestAt: expect.any(String),
  });
  expect(JSON.stringify(body)).not.toContain('foreign');
});

test('a reviewer gets coarse counts, which no single task moves', async () => {
  await open('quiet', 2, gateway.foreign);
  const coarse = await gateway.personIn(gateway.foreign, { roles: ['reviewer'] });
  const exact = await gateway.personIn(gateway.foreign, { roles: ['lead'] });
  const quiet = async (person: PersonUnderTest) => {
    const { items } = (await get('/v1/queues', person)).body;
    return items.find(({ name }: { name: string }) => name === 'quiet');
  };
  const before = await quiet(coarse);
  expect(before).toMatchObject({ name: 'quiet', open: 10, leased: 0, overdue: 0 });
  expect(before.oldestAt).toMatch(/:00:00\.000Z$/);
  const claimed = await gateway.call({
    method: 'POST',
    url: '/v1/review-tasks/claim',
    cookie: exact.cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    body: { queue: 'quiet' },
  });
  expect(claimed.body.tasks).toHaveLength(1);
  expect(await quiet(exact)).toMatchObject({ open: 1, leased: 1 });
  expect(await quiet(coarse)).toEqual(before);
});

test('a lead sets up a queue; what is left out later stays', async () => {
  expect((await get('/v1/queues/night%20shift', reviewer)).status).toBe(404);
  const made = await put('night shift', { goldRate: 0.05, required: ['note'] });
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({
    name: 'night shift',
    settings: { goldRate: 0.05, required: ['note'], qualified: false, standardId: null },
  });
  const changed = await put('night shift', { fallback: { to: 'queue', queue: 'default' } });
  expect(changed.body.settings).toMatchObject({
    goldRate: 0.05,
    required: ['note'],
    fallback: { to: 'queue', queue: 'default' },
  });
  const read = await get('/v1/queues/night%20shift', reviewer);
  expect(read.body).toEqual(changed.body);
});

test('every change of a queue is audited and reaches the workers', async () => {
  const counter = async () =>
    Number(
      (await gateway.database.pool.query(`SELECT value FROM change_counter WHERE name = 'queue'`))
        .rows[0].value,
    );
  const before = await counter();
  await put('audited', { hideMachine: true });
  expect(await counter()).toBe(before + 1);
  const { rows } = await gateway.database.pool.query(
    `SELECT actor, action FROM audit_entry WHERE subject_type = 'queue' AND subject_id = 'audited'`,
  );
  expect(rows).toEqual([{ actor: lead.userId, action: 'queue.put' }]);
});

test('well-known queues and queues with tasks are there without being set up', async () => {
  await open('implied');
  expect((await get('/v1/queues/implied', reviewer)).status).toBe(200);
  const escalations = await get('/v1/queues/escalations', reviewer);
  expect(escalations.body.settings).toMatchObject({ leadsOnly: true });
});

test('a reviewer cannot change a queue', async () => {
  const answer = await put('chat', { goldRate: 0.5 }, reviewer);
  expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
});

test('another tenant has queues of its own', async () => {
  await put('mine', { goldRate: 0.3 });
  const other = await gateway.personIn(gateway.foreign, { roles: ['lead'] });
  expect((await get('/v1/queues/mine', other)).status).toBe(404);
  expect((await put('mine', {}, other)).body.settings.goldRate).toBe(0);
  expect((await get('/v1/queues/mine', lead)).body.settings.goldRate).toBe(0.3);
});

test.each([
  [{ goldRate: 0.6 }, '/goldRate'],
  [{ verifyRate: 0 }, '/verifyRate'],
  [{ fallbackSeconds: 1 }, '/fallbackSeconds'],
  [{ required: ['mood'] }, '/required/0'],
  [{ fallback: { to: 'queue', queue: '@ann' } }, '/fallback/queue'],
  [{ escalateTo: 'a|b' }, '/escalateTo'],
])('%j is refused at %s', async (body, pointer) => {
  const answer = await put('chat', body);
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
  expect(answer.body.errors[0].pointer).toBe(pointer);
});

test('a queue may not be its own fallback, and its standard must exist', async () => {
  const circular = await put('chat', { fallback: { to: 'queue', queue: 'chat' } });
  expect([circular.status, circular.body.code]).toEqual([400, 'invalid_request']);
  const missing = await put('chat', { standardId: '01900000-0000-7000-8000-000000000000' });
  expect([missing.status, missing.body.errors[0].pointer]).toEqual([404, '/standardId']);
});

test.each(['load', 'stream'])('no queue is called %s', async (name) => {
  expect((await put(name, {})).status).toBe(400);
});

test.each(['@ann', 'a|b', ' x', 'x'.repeat(65)])('there is no queue %j', async (name) => {
  expect((await put(name, {})).status).toBe(404);
});

test('the load is for those who may read reviews, and names people', async () => {
  await open('loaded', 2);
  await gateway.call({
    method: 'POST',
    url: '/v1/review-tasks/claim',
    cookie: reviewer.cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    body: { queue: 'loaded' },
  });
  expect((await get('/v1/queues/load', reviewer)).status).toBe(403);
  const { status, body } = await get('/v1/queues/load', lead);
  expect(status).toBe(200);
  expect(body.items.find(({ name }: { name: string }) => name === 'loaded')).toMatchObject({
    open: 1,
    leased: 1,
    arrivalsPerHour: 2,
    handledPerHour: 0,
    skipsPerHour: 0,
    present: 1,
    forecast: { horizonHours: 8, breaches: 0, needed: expect.any(Number) },
  });
  expect(body.people).toEqual([
    {
      actor: reviewer.userId,
      name: 'A person',
      state: 'working',
      seenAt: expect.any(String),
      held: 1,
    },
  ]);
  expect(body.alarms).toEqual([]);
});

test('a queue in which only an arbiter is wanted looks empty to those who ruled', async () => {
  const queue = 'torn';
  const panel = { reviewers: 2, agreeing: 2, arbiter: true, agreeOn: 'outcome' } as const;
  const { id: tenantId } = gateway.own;
  await openTasks(gateway.database.pool, { tenantId, queue, undoSeconds: 0, panel });
  const post = (person: PersonUnderTest, url: string, body: unknown): Promise<Answer> =>
    gateway.call({
      method: 'POST',
      url: `/v1/review-tasks/${url}`,
      cookie: person.cookie,
      headers: { 'sec-fetch-site': 'same-origin' },
      body,
    });
  const bob = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const block = { outcome: 'block', category: 'A.3.b' };
  for (const [person, ruling] of [
    [reviewer, block],
    [bob, { outcome: 'pass' }],
  ] as const) {
    const [task] = (await post(person, 'claim', { queue })).body.tasks;
    const body = { epoch: task.lease.epoch, ...ruling };
    expect((await post(person, `${task.id}/rulings`, body)).status).toBeLessThan(300);
  }
  const seen = async (person: PersonUnderTest) =>
    (await get('/v1/queues', person)).body.items.filter(
      ({ name }: { name: string }) => name === queue,
    );
  // Counts are paced: one of before may still be told for a moment, to both alike.
  await until(async () => (await seen(lead)).length === 1, { what: 'the seat of the arbiter' });
  expect(await seen(lead)).toMatchObject([{ open: 1 }]);
  expect(await seen(reviewer)).toEqual([]);
  expect((await post(reviewer, 'claim', { queue })).body).toEqual({ tasks: [] });
});
