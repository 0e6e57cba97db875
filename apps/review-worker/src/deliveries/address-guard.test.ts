import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseOutboundPolicy, type OutboundPolicy } from '@assay/domain';
import { guardedConnector, type Resolve } from './address-guard.js';
import { WebhookClient } from './webhook-client.js';

let server: Server;
let requests = 0;
let port: number;
beforeAll(async () => {
  server = createServer((_, response) => {
    requests += 1;
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
});
beforeEach(() => {
  requests = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const nothing: OutboundPolicy = { allow: [] };
const loopback = parseOutboundPolicy('127.0.0.0/8') ?? nothing;

const answers = (...lists: readonly string[][]): Resolve & { asked: number } => {
  const resolve = Object.assign(
    (_: string, done: (error: Error | null, addresses: readonly LookupAddress[]) => void) => {
      const list = lists[Math.min(resolve.asked, lists.length - 1)] ?? [];
      resolve.asked += 1;
      setImmediate(() =>
        done(
          null,
          list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
      );
    },
    { asked: 0 },
  );
  return resolve;
};

async function post(options: {
  origin: string;
  policy: OutboundPolicy;
  resolve?: Resolve;
  times?: number;
}) {
  const { origin, policy, resolve, times = 1 } = options;
  const connect = guardedConnector({
    policy,
    connectTimeoutMs: 1000,
    ...(resolve === undefined ? {} : { resolve }),
  });
  const client = new WebhookClient({
    connect,
    deadlineMs: 2000,
    maxResponseBytes: 4096,
    connectionsPerEndpoint: 8,
  });
  const pool = client.poolFor(origin);
  const message = {
    pool,
    path: '/',
    headers: ['content-type', 'application/json'],
    body: Buffer.from('{}'),
  };
  const exchanges = await Promise.all(Array.from({ length: times }, () => client.post(message)));
  await pool.destroy();
  client.close();
  return exchanges;
}

const inside = (host: string) => `http://${host}:${port}`;

test.each(['127.0.0.1', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0177.0.0.1', 'localhost'])(
  'the loopback receiver is not reached as %s',
  async (host) => {
    const [exchange] = await post({ origin: inside(host), policy: nothing });
    expect(exchange).toMatchObject({
      status: null,
      error: expect.stringMatching(/refused to connect to .*loopback/),
    });
    expect(requests).toBe(0);
  },
);

test('a name that resolves to a private address is not connected to', async () => {
  const [exchange] = await post({
    origin: inside('rebind.test'),
    policy: nothing,
    resolve: answers(['127.0.0.1']),
  });
  expect(exchange?.error).toBe(
    'refused to connect to 127.0.0.1: loopback addresses are not allowed',
  );
  expect(requests).toBe(0);
});

test('one private address among public ones refuses the whole answer', async () => {
  const resolve = answers(['8.8.8.8', '10.0.0.1', '1.1.1.1']);
  const [exchange] = await post({ origin: `https://mixed.test:${port}`, policy: nothing, resolve });
  expect(exchange?.error).toBe('refused to connect to 10.0.0.1: private addresses are not allowed');
});

test('an answer that changes between look-ups (rebinding) is judged anew for every connection', async () => {
  const resolve = answers(['127.0.0.1'], ['169.254.169.254']);
  const policy = loopback;
  const connect = guardedConnector({ policy, connectTimeoutMs: 1000, resolve });
  const client = new WebhookClient({
    connect,
    deadlineMs: 2000,
    maxResponseBytes: 4096,
    connectionsPerEndpoint: 1,
  });
  const message = { path: '/', headers: [], body: Buffer.from('{}') };
  const [first, second] = [
    client.poolFor(inside('rebind.test')),
    client.poolFor(inside('rebind.test')),
  ];
  expect(await client.post({ ...message, pool: first })).toMatchObject({ status: 204 });
  expect((await client.post({ ...message, pool: second })).error).toMatch(
    /169\.254\.169\.254: link-local/,
  );
  expect([requests, resolve.asked]).toEqual([1, 2]);
  await Promise.all([first.destroy(), second.destroy()]);
  client.close();
});

test('connections that open together share one look-up of their name', async () => {
  const resolve = answers(['127.0.0.1']);
  const exchanges = await post({
    origin: inside('busy.test'),
    policy: loopback,
    resolve,
    times: 8,
  });
  expect(exchanges.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 204));
  expect(resolve.asked).toBe(1);
});

test('http is refused to a public address, and a name without addresses is an error', async () => {
  const [plain] = await post({
    origin: 'http://public.test',
    policy: loopback,
    resolve: answers(['8.8.8.8']),
  });
  expect(plain?.error).toBe('refused to connect to 8.8.8.8: only https is allowed');
  const [empty] = await post({
    origin: 'https://empty.test',
    policy: loopback,
    resolve: answers([]),
  });
  expect(empty?.error).toBe('empty.test has no address');
});
