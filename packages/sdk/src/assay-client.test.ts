import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssayClient, type AssayClientOptions } from './assay-client.js';
import { AssayConnectionError, AssayProblem, AssayTimeout } from './assay-problem.js';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}
type Step = (response: ServerResponse) => void;

let server: Server;
let seen: Seen[];
let script: Step[];
beforeEach(async () => {
  seen = [];
  script = [];
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { method = '', url = '', headers } = request;
  seen.push({ method, url, headers, body: text === '' ? undefined : JSON.parse(text) });
  const step = script.shift() ?? json(500, { code: 'internal_error', detail: 'no step left' });
  step(response);
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Step =>
  (response) => {
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
  };
const drop: Step = (response) => void response.destroy();
const problem = (status: number, code: string, headers: Record<string, string> = {}): Step =>
  json(
    status,
    { status, code, detail: 'Because.', request_id: 'req-1', title: '', type: '' },
    headers,
  );
const client = (options: Partial<AssayClientOptions> = {}): AssayClient => {
  const { port } = server.address() as AddressInfo;
  return new AssayClient({
    baseUrl: `http://127.0.0.1:${port}/`,
    apiKey: 'key',
    retryBaseMs: 1,
    ...options,
  });
};
const hello = { scene: 'chat', parts: [{ text: 'hello' }] };
const accepted = json(202, { id: 'a', status: 'accepted' });

test('a submission carries the key, a generated Idempotency-Key and the body', async () => {
  script = [accepted];
  const created = await client().submissions.create(hello);
  expect(created).toMatchObject({ id: 'a', status: 'accepted', replayed: false });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ method: 'POST', url: '/v1/submissions', body: hello });
  expect(seen[0]!.headers.authorization).toBe('Bearer key');
  expect(seen[0]!.headers['idempotency-key']).toBe(created.idempotencyKey);
  expect(created.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
});

test('one key is used for every retry of a submission, another one for the next submission', async () => {
  script = [
    drop,
    problem(503, 'unavailable', { 'retry-after': '0' }),
    problem(502, 'x'),
    accepted,
    accepted,
  ];
  const assay = client();
  await assay.submissions.create(hello);
  await assay.submissions.create(hello);
  const keys = seen.map((request) => request.headers['idempotency-key']);
  expect(new Set(keys.slice(0, 4)).size).toBe(1);
  expect(keys[4]).not.toBe(keys[0]);
});

test('a given key is sent as it is, and a replay is reported', async () => {
  script = [json(202, { id: 'a', status: 'decided' }, { 'idempotency-replayed': 'true' })];
  const created = await client().submissions.create(hello, {
    idempotencyKey: 'order-7',
    waitSeconds: 5,
  });
  expect(created).toMatchObject({ replayed: true, idempotencyKey: 'order-7' });
  expect(seen[0]!.headers).toMatchObject({ 'idempotency-key': 'order-7', prefer: 'wait=5' });
});

test('batch items get keys of their own that survive a retry', async () => {
  script = [drop, json(200, { items: [] })];
  await client().submissions.createBatch([hello, { ...hello, idempotencyKey: 'mine' }]);
  const [first, second] = seen.map(
    (request) => request.body as { items: { idempotencyKey: string }[] },
  );
  expect(first!.items[1]!.idempotencyKey).toBe('mine');
  expect(first!.items[0]!.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).toEqual(first);
});

test('waits as long as Retry-After asks', async () => {
  script = [problem(429, 'quota_exceeded', { 'retry-after': '1' }), accepted];
  const startedAt = performance.now();
  await client().submissions.create(hello);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);
});

test('gives up after its retries and says what the server said', async () => {
  script = [
    problem(503, 'overloaded'),
    problem(503, 'overloaded'),
    problem(503, 'overloaded', { 'retry-after': '0' }),
  ];
  const error: unknown = await client({ retries: 2 })
    .submissions.create(hello)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AssayProblem);
  expect(error).toMatchObject({
    status: 503,
    code: 'overloaded',
    requestId: 'req-1',
    retryAfterSeconds: 0,
  });
  expect(seen).toHaveLength(3);
});

test('a refusal is not repeated and points into the body', async () => {
  const errors = [{ pointer: '/scene', code: 'unknown_scene', message: 'No such scene.' }];
  script = [
    json(422, { status: 422, code: 'unknown_scene', detail: 'No.', request_id: 'r', errors }),
  ];
  await expect(client().submissions.create(hello)).rejects.toMatchObject({
    code: 'unknown_scene',
    errors,
  });
  expect(seen).toHaveLength(1);
});

test('an answer that is not a problem document has the code unknown', async () => {
  script = [(response) => void response.writeHead(418).end('<html>teapot</html>')];
  await expect(client().submissions.get('a')).rejects.toMatchObject({
    status: 418,
    code: 'unknown',
    errors: [],
  });
});

test('a call that must not run twice is repeated after a refusal but not after a lost answer', async () => {
  script = [problem(429, 'quota_exceeded'), drop, json(200, { tasks: [] })];
  await expect(client().reviewTasks.claim()).rejects.toBeInstanceOf(AssayConnectionError);
  expect(seen).toHaveLength(2);
});

test('an answer that is cut short is a lost answer', async () => {
  script = [
    (response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"id":');
      setTimeout(() => response.destroy(), 20);
    },
    json(200, { id: 'a' }),
  ];
  await expect(client().submissions.get('a')).resolves.toEqual({ id: 'a' });
});

test('a server that never answers is left after timeoutMs', async () => {
  script = [() => undefined];
  const error: unknown = await client({ timeoutMs: 50, retries: 0 })
    .overview()
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AssayConnectionError);
  expect((error as Error).message).toContain('No answer in time');
});

test('an aborted call ends with the reason of its signal and without retries', async () => {
  const controller = new AbortController();
  script = [() => controller.abort(new Error('page closed')), accepted];
  const call = client().submissions.create(hello, { signal: controller.signal });
  await expect(call).rejects.toThrow('page closed');
  expect(seen).toHaveLength(1);
});

test('a list is walked page by page with its filters', async () => {
  script = [
    json(200, { items: [{ id: '1' }, { id: '2' }], nextCursor: 'c+1' }),
    json(200, { items: [{ id: '3' }] }),
  ];
  const ids: string[] = [];
  for await (const { id } of client().submissions.list({ scene: 'chat', limit: 2 })) ids.push(id);
  expect(ids).toEqual(['1', '2', '3']);
  expect(seen.map(({ url }) => url)).toEqual([
    '/v1/submissions?scene=chat&limit=2',
    '/v1/submissions?scene=chat&limit=2&cursor=c%2B1',
  ]);
});

test('waits until there is a verdict', async () => {
  const verdict = { outcome: 'pass', revision: 1 };
  script = [
    json(200, { id: 'a', status: 'accepted' }),
    json(200, { id: 'a', status: 'in_review' }),
    json(200, { id: 'a', status: 'decided', verdict }),
  ];
  await expect(client().submissions.waitForVerdict('a')).resolves.toMatchObject({ verdict });
});

test('stops waiting for a verdict after timeoutMs', async () => {
  script = Array.from({ length: 20 }, () => json(200, { id: 'a', status: 'in_review' }));
  const waiting = client().submissions.waitForVerdict('a', { timeoutMs: 30 });
  await expect(waiting).rejects.toBeInstanceOf(AssayTimeout);
});

test('an empty answer is no answer', async () => {
  script = [(response) => void response.writeHead(204).end()];
  await expect(client().webhookEndpoints.remove('a/b')).resolves.toBeUndefined();
  expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/v1/webhook-endpoints/a%2Fb' });
});
