import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { Database } from '@assay/database';
import { until } from '@assay/testing';
import { startGateway, type GatewayUnderTest } from '../testing/gateway-under-test.js';
import { noWait, WaitingService } from './waiting.service.js';

const silentDatabase = {
  pool: { query: () => Promise.resolve({ rows: [] }) },
} as unknown as Database;

describe('waiting for machine review', () => {
  let waiting: WaitingService;

  beforeEach(() => {
    waiting = new WaitingService(silentDatabase);
  });
  afterEach(() => waiting.beforeApplicationShutdown());

  test('ends with the review of the submission, for everybody who waits for it', async () => {
    const id = randomUUID();
    const waits = [waiting.begin(id, 60_000), waiting.begin(id, 60_000)];
    waiting.begin(randomUUID(), 60_000);
    waiting.reviewed([id]);
    await Promise.all(waits.map(({ done }) => done));
    expect(waiting.size).toBe(1);
  });

  test('counts a wait once, however often it ends', async () => {
    const wait = waiting.begin(randomUUID(), 60_000);
    wait.cancel();
    wait.cancel();
    await wait.done;
    expect(waiting.size).toBe(0);
  });

  test('takes 10,000 requests and sends the others away at once, until there is room again', async () => {
    const waits = Array.from({ length: 10_000 }, () => waiting.begin(randomUUID(), 60_000));
    const refused = waiting.begin(randomUUID(), 60_000);
    expect(refused).toBe(noWait);
    await refused.done;
    refused.cancel();
    expect(waiting.size).toBe(10_000);
    waits[0]?.cancel();
    expect(waiting.begin(randomUUID(), 60_000)).not.toBe(noWait);
  });
});

describe('a request that waits', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await startGateway();
    const { key } = gateway.own;
    const routing = {
      queue: 'default',
      dueSeconds: { low: 1, medium: 1, high: 1, critical: 1 },
      undoSeconds: 0,
    };
    const draft = await gateway.call({
      method: 'POST',
      url: '/v1/policies',
      key,
      body: {
        name: 'chat',
        scene: 'chat',
        definition: { taxonomy: 'tc260-003@2024', rules: [], routing },
      },
    });
    await gateway.call({ method: 'POST', url: `/v1/policies/${draft.body.id}/publish`, key });
    await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => gateway?.close());

  test('is forgotten as soon as its client goes away', async () => {
    const waiting = gateway.app.get(WaitingService);
    const client = request(`${await gateway.app.getUrl()}/v1/submissions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${gateway.own.key}`,
        'content-type': 'application/json',
        prefer: 'wait=30',
      },
    });
    client.on('error', () => undefined);
    client.end(JSON.stringify({ scene: 'chat', parts: [{ text: '你好' }] }));
    await until(() => waiting.size === 1, { what: 'the wait' });
    client.destroy();
    await until(() => waiting.size === 0, { deadlineMs: 3000, what: 'the end of the wait' });
    const { rows } = await gateway.database.pool.query('SELECT count(*)::int AS n FROM submission');
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('is answered with 202 when its time is over', async () => {
    const answer = await gateway.call({
      method: 'POST',
      url: '/v1/submissions',
      key: gateway.own.key,
      body: { scene: 'chat', parts: [{ text: '你好' }] },
      headers: { prefer: 'wait=1' },
    });
    expect(answer).toMatchObject({ status: 202, body: { status: 'accepted' } });
    expect(gateway.app.get(WaitingService).size).toBe(0);
  });
});
