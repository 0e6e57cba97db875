import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until, webhookSink, type WebhookSink } from '@assay/testing';
import { Webhook } from 'standardwebhooks';
import { WebhookStage } from '../testing/webhook-stage.js';

let stage: WebhookStage;
let sink: WebhookSink;
beforeAll(async () => {
  stage = await WebhookStage.open();
});
beforeEach(async () => {
  sink = await webhookSink();
});
afterEach(async () => {
  await stage.stopSenders();
  await sink.close();
});
afterAll(() => stage.close());

const settled = (id: string) =>
  until(async () => {
    const row = await stage.delivery(id);
    return row.state === 'pending' ? undefined : row;
  });

const failedOnce = (id: string, attempts = 1) =>
  until(async () => {
    const row = await stage.delivery(id);
    return row.attempts >= attempts ? row : undefined;
  });

const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1);
  return items[0] as T;
};

test('a due delivery arrives once, signed so that the standard library accepts it', async () => {
  const endpoint = await stage.endpoint(sink.url);
  const delivery = only(await stage.event(endpoint.tenantId, { reason: '中文 and "quotes"' }));
  await stage.sender();
  const row = await settled(delivery.id);
  expect(row).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204, lastError: null });
  const received = only(sink.received);
  expect(received.body).toBe(delivery.body);
  expect(received.headers['webhook-id']).toBe(delivery.eventId);
  const verified = new Webhook(endpoint.secret).verify(
    received.body,
    received.headers as Record<string, string>,
  );
  expect(verified).toMatchObject({ id: delivery.eventId, data: { reason: '中文 and "quotes"' } });
});

test('a delivery handed over in memory is sent before anybody could claim it', async () => {
  const endpoint = await stage.endpoint(sink.url);
  const sender = await stage.sender({ pollMs: 60_000 });
  const delivery = only(await stage.event(endpoint.tenantId));
  sender.enqueue([delivery]);
  expect(await settled(delivery.id)).toMatchObject({ state: 'delivered' });
});

test('a delivery for an endpoint that is younger than the sender is sent as well', async () => {
  const sender = await stage.sender({ pollMs: 60_000 });
  const endpoint = await stage.endpoint(sink.url);
  const delivery = only(await stage.event(endpoint.tenantId));
  sender.enqueue([delivery]);
  expect(await settled(delivery.id)).toMatchObject({ state: 'delivered' });
});

test('a failed delivery is tried again after about five seconds with the same id and body', async () => {
  sink.answerWith(500);
  const endpoint = await stage.endpoint(sink.url);
  const delivery = only(await stage.event(endpoint.tenantId));
  await stage.sender();
  const failed = await failedOnce(delivery.id);
  const waitMs = failed.nextAttemptAt.getTime() - Date.now();
  expect(failed).toMatchObject({
    state: 'pending',
    lastStatus: 500,
    lastError: 'the receiver answered 500',
  });
  expect(waitMs).toBeGreaterThan(2_500);
  expect(waitMs).toBeLessThan(6_100);
  await until(async () => (await stage.endpointRow(endpoint)).failingSince !== null);

  await stage.makeDue(delivery.id);
  const done = await settled(delivery.id);
  expect(done).toMatchObject({ state: 'delivered', attempts: 2 });
  expect(done.attemptLog.map(({ status }) => status)).toEqual([500, 204]);
  const [first, second] = sink.received;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.body).toBe(first?.body);
  await until(async () => (await stage.endpointRow(endpoint)).failingSince === null);
});

test('the tenth failure exhausts a delivery', async () => {
  sink.answerWith(503);
  const endpoint = await stage.endpoint(sink.url);
  const delivery = only(await stage.event(endpoint.tenantId));
  await stage.database.dataSource.query('UPDATE delivery SET attempts = 9 WHERE id = $1', [
    delivery.id,
  ]);
  await stage.sender();
  expect(await settled(delivery.id)).toMatchObject({ state: 'exhausted', attempts: 10 });
});

test('410 disables the endpoint at once, cancels what is pending and tells the other endpoints', async () => {
  sink.answerWith(410);
  const tenantId = randomUUID();
  const endpoint = await stage.endpoint(`${sink.url}/gone`, { tenantId });
  const first = only(await stage.event(tenantId));
  const later = only(await stage.event(tenantId));
  await stage.database.dataSource.query(
    `UPDATE delivery SET next_attempt_at = now() + interval '1 hour' WHERE id = $1`,
    [later.id],
  );
  await stage.endpoint(`${sink.url}/other`, { tenantId });
  await stage.sender();
  expect(await settled(first.id)).toMatchObject({ state: 'cancelled', lastStatus: 410 });
  expect(await settled(later.id)).toMatchObject({ state: 'cancelled', attempts: 0 });
  expect(await stage.endpointRow(endpoint)).toMatchObject({
    disabledReason: 'The receiver answered 410 Gone.',
  });
  const told = await until(() => sink.received.find(({ path }) => path.endsWith('/other')));
  expect(JSON.parse(told.body)).toMatchObject({
    type: 'endpoint.disabled',
    data: { endpointId: endpoint.id },
  });
  const audited = await stage.database.dataSource.query(
    `SELECT actor FROM audit_entry WHERE subject_id = $1 AND action = 'endpoint.disabled'`,
    [endpoint.id],
  );
  expect(audited).toEqual([{ actor: 'machine' }]);
});

test('an endpoint that only failed for five days is disabled', async () => {
  sink.answerWith(500);
  const endpoint = await stage.endpoint(sink.url);
  await stage.database.dataSource.query(
    `UPDATE webhook_endpoint SET failing_since = now() - interval '121 hours' WHERE id = $1`,
    [endpoint.id],
  );
  const delivery = only(await stage.event(endpoint.tenantId));
  await stage.sender();
  expect(await settled(delivery.id)).toMatchObject({ state: 'cancelled', attempts: 1 });
  expect((await stage.endpointRow(endpoint)).disabledReason).toBe(
    'Every delivery failed for five days.',
  );
});

test('a redirect is a failure and is not followed', async () => {
  sink.answerWith(307);
  const endpoint = await stage.endpoint(sink.url);
  const delivery = only(await stage.event(endpoint.tenantId));
  await stage.sender();
  expect(await failedOnce(delivery.id)).toMatchObject({
    lastStatus: 307,
    lastError: 'redirects are not followed',
  });
  expect(sink.received).toHaveLength(1);
});

describe('against receivers that misbehave', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const serve = async (answer: RequestListener): Promise<string> => {
    server = createServer(answer);
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };

  test('an answer that does not come ends at the deadline', async () => {
    const endpoint = await stage.endpoint(await serve(() => undefined));
    const delivery = only(await stage.event(endpoint.tenantId));
    await stage.sender({ deadlineMs: 300 });
    expect(await failedOnce(delivery.id)).toMatchObject({
      lastStatus: null,
      lastError: 'no answer within 300 ms',
    });
  });

  test('an answer that drips for ever ends at the deadline too', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const endpoint = await stage.endpoint(url);
    const delivery = only(await stage.event(endpoint.tenantId));
    await stage.sender({ deadlineMs: 300 });
    expect(await failedOnce(delivery.id)).toMatchObject({ state: 'pending', lastStatus: null });
  });

  test('of a long answer only the status counts and the rest is not read', async () => {
    let wrote = 0;
    const url = await serve((_, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(65_536);
      const flood = () => {
        if (response.destroyed || wrote > 50_000_000) return;
        wrote += chunk.length;
        if (response.write(chunk)) setImmediate(flood);
        else response.once('drain', flood);
      };
      flood();
    });
    const endpoint = await stage.endpoint(url);
    const delivery = only(await stage.event(endpoint.tenantId));
    await stage.sender();
    expect(await settled(delivery.id)).toMatchObject({ state: 'delivered', lastStatus: 200 });
    expect(wrote).toBeLessThan(10_000_000);
  });

  test('a dead receiver with a backlog delays nobody, and its rows keep their attempts', async () => {
    const dead = await stage.endpoint(await serve(() => undefined));
    for (let count = 0; count < 60; count += 1) await stage.event(dead.tenantId);
    const sender = await stage.sender({ deadlineMs: 200, maxInFlight: 16 });
    await until(() => sender.snapshot().openBreakers === 1);
    const live = await stage.endpoint(sink.url);
    await sender.endpointsChanged();
    const startedAt = Date.now();
    const deliveries = await Promise.all(
      Array.from({ length: 20 }, () => stage.event(live.tenantId)),
    );
    await sink.waitFor(20);
    expect(Date.now() - startedAt).toBeLessThan(1_500);
    expect(deliveries.flat()).toHaveLength(20);
    const [{ tried }] = await stage.database.dataSource.query(
      'SELECT count(*)::int AS tried FROM delivery WHERE endpoint_id = $1 AND attempts > 0',
      [dead.id],
    );
    expect(tried).toBeLessThan(40);
  });
});

test('a private address that is not allowed is refused before anything is sent', async () => {
  const endpoint = await stage.endpoint(sink.url);
  const delivery = only(await stage.event(endpoint.tenantId));
  await stage.sender({ outbound: { allow: [] } });
  const row = await failedOnce(delivery.id);
  expect(row.lastError).toBe('refused to connect to 127.0.0.1: loopback addresses are not allowed');
  expect(sink.received).toHaveLength(0);
});

test('what a dead sender held is sent by another one once its lease is over, under the same event id', async () => {
  const endpoint = await stage.endpoint(sink.url);
  const delivery = only(await stage.event(endpoint.tenantId));
  // The sender that wrote it died with the delivery in hand: its express lease still runs.
  await stage.database.dataSource.query(
    `UPDATE delivery SET next_attempt_at = now() + interval '1 second' WHERE id = $1`,
    [delivery.id],
  );
  await stage.sender();
  await stage.sender();
  expect(sink.received).toHaveLength(0);
  expect(await settled(delivery.id)).toMatchObject({ state: 'delivered', attempts: 1 });
  expect(only(sink.received).headers['webhook-id']).toBe(delivery.eventId);
});

test('of two senders with the same delivery in hand one result counts', async () => {
  const endpoint = await stage.endpoint(sink.url);
  const [a, b] = [await stage.sender({ pollMs: 60_000 }), await stage.sender({ pollMs: 60_000 })];
  const delivery = only(await stage.event(endpoint.tenantId));
  a.enqueue([delivery]);
  b.enqueue([delivery]);
  await until(() => a.snapshot().stale + b.snapshot().stale === 1);
  expect(await stage.delivery(delivery.id)).toMatchObject({ state: 'delivered', attempts: 1 });
  expect(new Set(sink.received.map(({ headers }) => headers['webhook-id']))).toEqual(
    new Set([delivery.eventId]),
  );
});

test('stopping finishes what is in flight and leaves the rest pending', async () => {
  const endpoint = await stage.endpoint(sink.url);
  const sender = await stage.sender({ pollMs: 60_000 });
  const deliveries = (
    await Promise.all(Array.from({ length: 40 }, () => stage.event(endpoint.tenantId)))
  ).flat();
  sender.enqueue(deliveries);
  await sender.stop();
  const states = await Promise.all(
    deliveries.map(async ({ id }) => (await stage.delivery(id)).state),
  );
  expect(states.filter((state) => state === 'delivered')).toHaveLength(sink.received.length);
  expect(states.filter((state) => state === 'pending')).toHaveLength(40 - sink.received.length);
  expect(sink.received.length).toBeGreaterThan(0);
});

test('no sender reported an error in all of this', () => {
  expect(stage.errors).toEqual([]);
});
