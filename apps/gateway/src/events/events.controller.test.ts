import { get as httpGet, type IncomingMessage } from 'node:http';
import { recordEvent } from '@assay/database';
import { until } from '@assay/testing';
import {
  startGateway,
  type GatewayUnderTest,
  type TenantUnderTest,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let base: string;
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  base = await gateway.app.getUrl();
});
const streams: Stream[] = [];
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
});
afterAll(() => gateway.close());

interface Frame {
  readonly id: string;
  readonly event: string | undefined;
  readonly data: { id: string; data: { reason: string } } | undefined;
}

interface Stream {
  readonly response: IncomingMessage;
  readonly text: () => string;
  readonly frames: () => readonly Frame[];
  /** Reasons of the events so far. */
  readonly reasons: () => readonly string[];
  readonly hasEnded: () => boolean;
  close(): void;
}

async function open(
  options: { key?: string; lastEventId?: string; tenant?: TenantUnderTest } = {},
): Promise<Stream> {
  const { lastEventId, tenant = gateway.own, key = tenant.key } = options;
  const headers = {
    accept: 'text/event-stream',
    authorization: `Bearer ${key}`,
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  };
  let text = '';
  let ended = false;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpGet(`${base}/v1/events`, { headers, agent: false }, resolve).on('error', reject);
  });
  response.setEncoding('utf8').on('data', (part: string) => (text += part));
  response.on('end', () => (ended = true)).on('error', () => (ended = true));
  const frames = () =>
    text
      .split('\n\n')
      .filter((frame) => frame.includes('id: '))
      .map(parseFrame);
  const stream: Stream = {
    response,
    text: () => text,
    frames,
    reasons: () => frames().flatMap(({ data }) => (data === undefined ? [] : [data.data.reason])),
    hasEnded: () => ended,
    close: () => response.destroy(),
  };
  streams.push(stream);
  return stream;
}

function parseFrame(frame: string): Frame {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
  const data = field('data');
  return {
    id: field('id') ?? '',
    event: field('event'),
    data: data === undefined ? undefined : JSON.parse(data),
  };
}

const record = (reason: string, tenant = gateway.own) =>
  gateway.database.dataSource.transaction((manager) =>
    recordEvent(manager, { tenantId: tenant.id, type: 'appeal.decided', data: { reason } }),
  );

async function pages(
  limit: number,
  cursor?: string,
): Promise<{ reasons: string[]; cursor: string }> {
  const reasons: string[] = [];
  for (let next = cursor; ;) {
    const query = next === undefined ? `limit=${limit}` : `limit=${limit}&cursor=${next}`;
    const { status, body } = await gateway.call({
      url: `/v1/events?${query}`,
      key: gateway.own.key,
    });
    expect(status).toBe(200);
    next = body.nextCursor as string;
    if (body.items.length === 0) return { reasons, cursor: next };
    reasons.push(...body.items.map(({ data }: { data: { reason: string } }) => data.reason));
  }
}

/** Any transaction that is still writing somewhere on this server holds later events back for a moment. */
const settledPages = (count: number, cursor?: string) =>
  until(async () => {
    const read = await pages(2, cursor);
    return read.reasons.length >= count ? read : undefined;
  });

test('pages give every event once, in order, and a cursor to go on from', async () => {
  for (const reason of ['a', 'b', 'c', 'd', 'e']) await record(reason);
  await record('foreign', gateway.foreign);
  const all = await settledPages(5);
  expect(all.reasons).toEqual(['a', 'b', 'c', 'd', 'e']);
  await record('f');
  expect((await settledPages(1, all.cursor)).reasons).toEqual(['f']);
});

test.each(['nonsense', 'WyIxIl0', 'WyIxIiwieCJd', 'WyIxIiwiOTk5OTk5OTk5OTk5OTk5OTk5OSJd'])(
  'the cursor %s is refused',
  async (cursor) => {
    const answer = await gateway.call({ url: `/v1/events?cursor=${cursor}`, key: gateway.own.key });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('invalid_request');
  },
);

test('an event of a transaction that was open while later ones committed is not skipped', async () => {
  const start = (await pages(200)).cursor;
  const live = await open();
  const slow = gateway.database.dataSource.createQueryRunner();
  await slow.startTransaction();
  await recordEvent(slow.manager, {
    tenantId: gateway.own.id,
    type: 'appeal.decided',
    data: { reason: 'first' },
  });
  await record('second');
  // The later event waits for the older transaction: shown now, it would move cursors past the first one.
  await new Promise((done) => setTimeout(done, 500));
  expect((await pages(200, start)).reasons).toEqual([]);
  expect(live.reasons()).toEqual([]);
  await slow.commitTransaction();
  await slow.release();
  expect((await settledPages(2, start)).reasons).toEqual(['first', 'second']);
  await until(() => live.reasons().length === 2);
  expect(live.reasons()).toEqual(['first', 'second']);
});

test('a live stream gets what happens after it opened, and nothing of other tenants', async () => {
  await record('before');
  const live = await open();
  await until(() => live.text().includes('retry: 1000'));
  await record('foreign', gateway.foreign);
  await record('after');
  await until(() => live.reasons().length > 0);
  expect(live.reasons()).toEqual(['after']);
  expect(live.response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
  });
  expect(live.frames().at(-1)?.event).toBe('appeal.decided');
});

test('a broken stream goes on with Last-Event-ID, even when it broke before the first event', async () => {
  const first = await open();
  const frame = await until(() => first.frames().at(0));
  first.close();
  for (let count = 0; count < 450; count += 1) await record(`missed ${count}`);
  const second = await open({ lastEventId: frame.id });
  await until(() => second.reasons().length >= 450);
  expect(second.reasons()).toEqual(Array.from({ length: 450 }, (_, count) => `missed ${count}`));
  const last = second.frames().at(-1)?.id ?? '';
  second.close();
  await record('one more');
  const third = await open({ lastEventId: last });
  await until(() => third.reasons().length > 0);
  expect(third.reasons()).toEqual(['one more']);
});

test('streams that join while events pour in get each of them once, in the same order', async () => {
  const start = (await pages(200)).cursor;
  const joined: Stream[] = [];
  for (let count = 0; count < 60; count += 1) {
    await record(`pour ${count}`);
    if (count % 10 === 5) joined.push(await open({ lastEventId: start }));
  }
  const expected = Array.from({ length: 60 }, (_, count) => `pour ${count}`);
  await until(() => joined.every((stream) => stream.reasons().length >= 60));
  for (const stream of joined) expect(stream.reasons()).toEqual(expected);
});

test('the twenty-first stream of a tenant is refused with 429', async () => {
  await until(async () => {
    const probe = await open({ tenant: gateway.foreign });
    return probe.response.statusCode === 200;
  });
  while (streams.length < 20) await open({ tenant: gateway.foreign });
  const refused = await open({ tenant: gateway.foreign });
  expect(refused.response.statusCode).toBe(429);
  await until(() => refused.hasEnded());
  expect(JSON.parse(refused.text()).code).toBe('quota_exceeded');
});

test('a stream ends within seconds of its key being revoked', async () => {
  const key = await gateway.keyFor(gateway.own, { scopes: ['submissions:read'] });
  const live = await open({ key });
  await until(() => live.text() !== '');
  await gateway.database.dataSource.query(
    `UPDATE api_key SET revoked_at = now() WHERE scopes = '{submissions:read}'`,
  );
  await until(() => live.hasEnded(), { deadlineMs: 8_000 });
});

test('a key without submissions:read is refused', async () => {
  const key = await gateway.keyFor(gateway.own, { scopes: ['webhooks:manage'] });
  const refused = await open({ key });
  expect(refused.response.statusCode).toBe(403);
});

test('streams end cleanly when the gateway stops', async () => {
  const other = await startGateway();
  await other.app.listen({ host: '127.0.0.1', port: 0 });
  const key = other.own.key;
  const url = await other.app.getUrl();
  const response = await fetch(`${url}/v1/events`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${key}` },
  });
  const read = response.text();
  const startedAt = Date.now();
  await other.close();
  expect(await read).toContain('retry: 1000');
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});
