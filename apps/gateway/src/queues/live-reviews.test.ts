import { setTimeout as sleep } from 'node:timers/promises';
import { openTasks, until } from '@assay/testing';
import { v7 } from 'uuid';
import {
  startGateway,
  type GatewayUnderTest,
  type PersonUnderTest,
} from '../testing/gateway-under-test.js';
import { openLiveStream, type LiveStream } from '../testing/live-stream.js';

let gateway: GatewayUnderTest;
let base: string;
let reviewer: PersonUnderTest;
let lead: PersonUnderTest;
const streams: LiveStream[] = [];
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  base = await gateway.app.getUrl();
  reviewer = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
});
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
});
afterAll(() => gateway.close());

async function open(path: string, { cookie }: PersonUnderTest): Promise<LiveStream> {
  const stream = await openLiveStream(`${base}/v1/${path}`, { cookie });
  streams.push(stream);
  return stream;
}
const desk = (person = reviewer): Promise<LiveStream> => open('review-tasks/stream', person);
const tasks = (count: number, tenant = gateway.own) =>
  openTasks(gateway.database.pool, { tenantId: tenant.id, count, queue: 'live' });
const claim = (person: PersonUnderTest) =>
  gateway.call({
    method: 'POST',
    url: '/v1/review-tasks/claim',
    cookie: person.cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    body: {},
  });
const changed = (tenantId: string) =>
  gateway.database.pool.query(`SELECT pg_notify('assay_relay', $1)`, [
    JSON.stringify({ pattern: 'reviews.changed', data: { ids: [tenantId] } }),
  ]);
const openIn = (stream: LiveStream): number | undefined =>
  stream
    .messages('queues')
    .at(-1)
    ?.data.items.find((item: { name: string }) => item.name === 'live')?.open;

test('a stream begins with how things are, and notes that its reader is there', async () => {
  const person = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  await tasks(2);
  const stream = await desk(person);
  await until(() => stream.messages('care').length === 1);
  expect(stream.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(openIn(stream)).toBe(10);
  expect(stream.messages('care')[0]!.data).toMatchObject({ points: 0, breakDue: false });
  const { rows } = await gateway.database.pool.query(
    'SELECT state FROM reviewer_presence WHERE actor = $1',
    [person.userId],
  );
  expect(rows).toEqual([{ state: 'working' }]);
});

test('a burst of claims is one push, with the exposure of whoever claimed', async () => {
  await tasks(30);
  const [stream, own] = [await desk(lead), await desk()];
  await until(() => stream.messages('queues').length === 1 && own.messages('care').length === 1);
  const before = openIn(stream)!;
  for (let n = 0; n < 10; n += 1) expect((await claim(reviewer)).body.tasks).toHaveLength(1);
  await until(() => stream.messages('queues').length > 1, { deadlineMs: 8000 });
  await sleep(2500);
  expect(openIn(stream)).toBe(before - 10);
  expect(stream.messages('queues')).toHaveLength(2);
  expect(own.messages('care').at(-1)!.data.items).toBe(10);
  expect(stream.messages('care')).toHaveLength(1);
});

test('a single claim is news for a lead, and none for a reviewer', async () => {
  const watcher = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const [exact, coarse] = [await desk(lead), await desk(watcher)];
  await until(() => exact.messages('care').length === 1 && coarse.messages('care').length === 1);
  expect([openIn(exact), openIn(coarse)]).toEqual([22, 30]);
  expect((await claim(reviewer)).body.tasks).toHaveLength(1);
  await until(() => exact.messages('queues').length === 2, { deadlineMs: 8000 });
  await sleep(500);
  expect([openIn(exact), openIn(coarse)]).toEqual([21, 30]);
  expect(coarse.messages('queues')).toHaveLength(1);
});

test('a stream of exact counts ends when its reader is no lead any more', async () => {
  const person = await gateway.personIn(gateway.own, { roles: ['lead', 'reviewer'] });
  const stream = await desk(person);
  await until(() => stream.messages('queues').length === 1);
  await gateway.database.pool.query(`DELETE FROM role_grant WHERE user_id = $1 AND role = 'lead'`, [
    person.userId,
  ]);
  await until(() => stream.hasEnded(), { deadlineMs: 9000 });
});

test('what happens in one tenant is never sent to another', async () => {
  const stranger = await gateway.personIn(gateway.foreign, { roles: ['reviewer'] });
  const [own, foreign] = [await desk(), await desk(stranger)];
  await until(() => own.messages('queues').length === 1 && foreign.messages('care').length === 1);
  const before = foreign.text();
  await tasks(50);
  await changed(gateway.own.id);
  await until(() => own.messages('queues').length === 2, { deadlineMs: 8000 });
  await sleep(500);
  expect(foreign.text()).toBe(before);
  expect(before).not.toContain('"live"');
});

test('nothing is sent when nothing changed', async () => {
  const stream = await desk();
  await until(() => stream.messages('care').length === 1);
  const before = stream.messages().length;
  await changed(gateway.own.id);
  await sleep(3500);
  expect(stream.messages()).toHaveLength(before);
});

test('a standard that is published is news for those who were there before', async () => {
  const standardId = v7();
  const publish = (version: number) =>
    gateway.database.pool.query(
      `INSERT INTO standard_version (id, standard_id, tenant_id, version, state, clauses, review_at, created_by)
       VALUES ($1, $2, $3, $4, 'published', '[]', now(), 'lead')`,
      [v7(), standardId, gateway.own.id, version],
    );
  const early = await desk();
  await until(() => early.messages('care').length === 1);
  await publish(1);
  await changed(gateway.own.id);
  await until(() => early.messages('standards').length === 1, { deadlineMs: 8000 });
  expect(early.messages('standards')[0]!.data).toEqual({ standardId, version: 1 });
  const late = await desk();
  await until(() => late.messages('care').length === 1, { deadlineMs: 8000 });
  expect(late.messages('standards')).toEqual([]);
});

test('a lead watches the load; a reviewer may not', async () => {
  expect((await open('queues/stream', reviewer)).response.statusCode).toBe(403);
  const stream = await open('queues/stream', lead);
  await until(() => stream.messages('load').length === 1);
  const opened = stream.messages('load')[0]!.data;
  expect(opened).toMatchObject({ alarms: [], items: expect.any(Array), at: expect.any(String) });
  await tasks(1);
  await changed(gateway.own.id);
  await until(() => stream.messages('load').length === 2, { deadlineMs: 8000 });
  expect(stream.messages('queues')).toEqual([]);
});

test('a person has eight streams, and is told so at the ninth', async () => {
  const person = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  for (let n = 0; n < 8; n += 1) expect((await desk(person)).response.statusCode).toBe(200);
  const refused = await desk(person);
  expect(refused.response.statusCode).toBe(429);
  streams[0]!.close();
  await until(async () => (await desk(person)).response.statusCode === 200);
});

test('a stream ends within seconds of its reader losing the role', async () => {
  const person = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const stream = await desk(person);
  await until(() => stream.messages('care').length === 1);
  await gateway.database.pool.query('DELETE FROM role_grant WHERE user_id = $1', [person.userId]);
  await until(() => stream.hasEnded(), { deadlineMs: 9000 });
});

test('streams end cleanly when the gateway stops', async () => {
  const other = await startGateway();
  await other.app.listen({ host: '127.0.0.1', port: 0 });
  const person = await other.personIn(other.own, { roles: ['reviewer'] });
  const stream = await openLiveStream(`${await other.app.getUrl()}/v1/review-tasks/stream`, {
    cookie: person.cookie,
  });
  await until(() => stream.messages('queues').length === 1);
  const startedAt = Date.now();
  await other.close();
  await until(() => stream.hasEnded());
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});
