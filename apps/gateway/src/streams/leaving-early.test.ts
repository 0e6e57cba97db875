import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { connect } from 'node:net';
import { jest } from '@jest/globals';
import { until } from '@assay/testing';
import { EventsService } from '../events/events.service.js';
import { LiveReviewsService } from '../queues/live-reviews.service.js';
import { startGateway, type GatewayUnderTest } from '../testing/gateway-under-test.js';
import { openLiveStream, type LiveStream } from '../testing/live-stream.js';
import { OpenStreams } from './open-streams.js';

let gateway: GatewayUnderTest;
let base: string;
const streams: LiveStream[] = [];
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  base = await gateway.app.getUrl();
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const stream of streams.splice(0)) stream.close();
});
afterAll(() => gateway.close());

type Headers = Readonly<Record<string, string>>;

async function open(path: string, headers: Headers): Promise<LiveStream> {
  const stream = await openLiveStream(`${base}/v1/${path}`, headers);
  streams.push(stream);
  return stream;
}

/** Sends requests whose look-up waits for `table`, and leaves before any of them is known. */
async function leaveEarly(
  table: 'session' | 'api_key',
  { path, count, headers }: { path: string; count: number; headers: Headers },
): Promise<void> {
  const lock = await gateway.database.pool.connect();
  const arrived: IncomingMessage[] = [];
  const note = (incoming: IncomingMessage): void => void arrived.push(incoming);
  gateway.app.getHttpServer().on('request', note);
  try {
    await lock.query('BEGIN');
    await lock.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    const fields = Object.entries({ host: 'test', accept: 'text/event-stream', ...headers });
    const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const clients = Array.from({ length: count }, () => {
      const client = connect(Number(new URL(base).port), '127.0.0.1');
      client.on('error', () => undefined);
      client.write(`GET /v1/${path} HTTP/1.1\r\n${head}\r\n`);
      return client;
    });
    await until(() => arrived.length === count, { what: 'the requests' });
    for (const client of clients) client.destroy();
    await until(() => arrived.every(({ socket }) => socket.destroyed), { what: 'the closing' });
  } finally {
    gateway.app.getHttpServer().off('request', note);
    await lock.query('ROLLBACK');
    lock.release();
  }
}

test('who leaves while the session is looked up is not kept as a reader', async () => {
  const person = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const colleague = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const subscribe = jest.spyOn(gateway.app.get(LiveReviewsService), 'subscribe');
  const keep = jest.spyOn(gateway.app.get(OpenStreams), 'keep');
  const path = 'review-tasks/stream';
  await leaveEarly('session', { path, count: 8, headers: { cookie: person.cookie } });
  await until(() => subscribe.mock.calls.length === 8, { what: 'the end of the look-ups' });
  expect(keep).toHaveBeenCalledTimes(0);
  // Whoever watches is noted as present together with everybody else on the board.
  const watching = await open(path, { cookie: colleague.cookie });
  await until(() => watching.messages('care').length === 1);
  const { rows } = await gateway.database.pool.query('SELECT actor FROM reviewer_presence');
  expect(rows).toEqual([{ actor: colleague.userId }]);
  for (let n = 0; n < 8; n += 1) {
    expect((await open(path, { cookie: person.cookie })).response.statusCode).toBe(200);
  }
});

test('who leaves while the key is looked up does not count as a stream of events', async () => {
  const key = await gateway.keyFor(gateway.foreign, { scopes: ['submissions:read'] });
  const headers = { authorization: `Bearer ${key}` };
  const subscribe = jest.spyOn(gateway.app.get(EventsService), 'subscribe');
  const keep = jest.spyOn(gateway.app.get(OpenStreams), 'keep');
  await leaveEarly('api_key', { path: 'events', count: 20, headers });
  await until(() => subscribe.mock.calls.length === 20, { what: 'the end of the look-ups' });
  await Promise.all(subscribe.mock.results.map(({ value }) => value));
  expect(keep).toHaveBeenCalledTimes(0);
  for (let n = 0; n < 20; n += 1) {
    expect((await open('events', headers)).response.statusCode).toBe(200);
  }
});

test.each(['review-tasks/stream', 'queues/stream', 'events'])(
  'HEAD of %s answers with the headers of the stream and opens none',
  async (path) => {
    const keep = jest.spyOn(gateway.app.get(OpenStreams), 'keep');
    const headers = { authorization: `Bearer ${gateway.own.key}`, accept: 'text/event-stream' };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method: 'HEAD', headers, agent: false } as const;
      request(`${base}/v1/${path}`, options, resolve).on('error', reject).end();
    });
    await new Promise((ended) => response.on('end', ended).resume());
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(keep).toHaveBeenCalledTimes(0);
  },
);
