import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssayClient } from './assay-client.js';
import type { StreamOptions } from './event-stream.js';

type Step = (response: ServerResponse) => void;

let server: Server;
let asked: IncomingMessage['headers'][];
let script: Step[];
beforeEach(async () => {
  asked = [];
  script = [];
  server = createServer((request, response) => {
    asked.push(request.headers);
    (script.shift() ?? refuse(503, 'unavailable'))(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const line = (seq: number) => `id: 0-${seq}\nevent: test\ndata: {"id":"e${seq}","type":"test"}\n\n`;
const open = (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/event-stream' });
const send =
  (...seqs: number[]): Step =>
  (response) =>
    void open(response).write(seqs.map(line).join(''));
const sendAndEnd =
  (...seqs: number[]): Step =>
  (response) =>
    void open(response).end(seqs.map(line).join(''));
const sendAndBreak =
  (...seqs: number[]): Step =>
  (response) => {
    open(response).write(`${seqs.map(line).join('')}id: 0-99\ndata: {"id":"half`);
    setTimeout(() => response.destroy(), 20);
  };
const refuse =
  (status: number, code: string): Step =>
  (response) => {
    response.writeHead(status, { 'retry-after': '0' }).end(JSON.stringify({ code, detail: '' }));
  };

async function collect(count: number, options: StreamOptions = {}): Promise<string[]> {
  const { port } = server.address() as AddressInfo;
  const client = new AssayClient({ baseUrl: `http://127.0.0.1:${port}`, apiKey: 'key' });
  const ids: string[] = [];
  for await (const { event, cursor } of client.events.stream({ reconnectDelayMs: 1, ...options })) {
    ids.push(`${event.id}@${cursor}`);
    if (ids.length === count) break;
  }
  return ids;
}

test('asks for an event stream with the credentials', async () => {
  script = [send(1)];
  expect(await collect(1)).toEqual(['e1@0-1']);
  expect(asked[0]).toMatchObject({ accept: 'text/event-stream', authorization: 'Bearer key' });
  expect(asked[0]).not.toHaveProperty('last-event-id');
});

test('after a break goes on behind the last whole event', async () => {
  script = [sendAndBreak(1, 2), refuse(503, 'unavailable'), sendAndEnd(3), send(4)];
  expect(await collect(4)).toEqual(['e1@0-1', 'e2@0-2', 'e3@0-3', 'e4@0-4']);
  expect(asked.map((headers) => headers['last-event-id'])).toEqual([
    undefined,
    '0-2',
    '0-2',
    '0-3',
  ]);
});

test('a break before the first event goes on where the stream began', async () => {
  script = [(response) => void open(response).end('retry: 1\nid: 0-5\n\n'), send(6)];
  expect(await collect(1)).toEqual(['e6@0-6']);
  expect(asked[1]!['last-event-id']).toBe('0-5');
});

test('starts behind a stored cursor', async () => {
  script = [send(8)];
  await collect(1, { lastEventId: '0-7' });
  expect(asked[0]!['last-event-id']).toBe('0-7');
});

test('replaces a connection that has gone silent', async () => {
  script = [send(1), send(2)];
  expect(await collect(2, { idleTimeoutMs: 100 })).toEqual(['e1@0-1', 'e2@0-2']);
});

test('a refusal for good ends the stream with its problem', async () => {
  script = [refuse(403, 'forbidden')];
  await expect(collect(1)).rejects.toMatchObject({ status: 403, code: 'forbidden' });
});

test('data that is not JSON ends the stream', async () => {
  script = [(response) => void open(response).write('data: {\n\n')];
  await expect(collect(1)).rejects.toThrow('not JSON');
});

test('ends quietly when the signal is aborted', async () => {
  const controller = new AbortController();
  script = [send(1)];
  setTimeout(() => controller.abort(), 100);
  expect(await collect(5, { signal: controller.signal })).toEqual(['e1@0-1']);
});

test('leaving the loop closes the connection', async () => {
  const closed = new Promise<void>((resolve) => {
    script = [
      (response) => {
        response.on('close', resolve);
        send(1)(response);
      },
    ];
  });
  await collect(1);
  await closed;
});
