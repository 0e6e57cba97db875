import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import { until } from '@assay/testing';
import { SseWriter } from './sse-writer.js';

let server: Server;
let clients: Socket[];
/** Requests that arrived and were not answered yet. */
let waiting: ServerResponse[];
beforeEach(async () => {
  [clients, waiting] = [[], []];
  server = createServer((_, response) => waiting.push(response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

/** Sends the requests over one connection, without waiting for answers between them. */
async function requested({ method = 'GET', count = 1 } = {}) {
  let text = '';
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.setEncoding('utf8').on('data', (part) => (text += part));
  client.on('error', () => undefined);
  clients.push(client);
  client.write(`${method} / HTTP/1.1\r\nhost: test\r\n\r\n`.repeat(count));
  await until(() => waiting.length === count, { what: 'the requests' });
  return { client, responses: waiting, text: () => text };
}

function started(response: ServerResponse) {
  const stream = new SseWriter({ response, headers: {} });
  const onEnd = jest.fn();
  stream.onEnd(onEnd);
  return { stream, onEnd };
}

test('the end is told once when the client leaves, whatever follows', async () => {
  const { client, responses } = await requested();
  const { stream, onEnd } = started(responses[0]!);
  expect(onEnd).not.toHaveBeenCalled();
  client.destroy();
  await until(() => onEnd.mock.calls.length > 0);
  stream.end();
  stream.write({ event: 'late', data: '{}' });
  expect(onEnd).toHaveBeenCalledTimes(1);
});

test('the end is told once when the stream is ended here, and the answer is complete', async () => {
  const { responses, text } = await requested();
  const { stream, onEnd } = started(responses[0]!);
  stream.end();
  expect(onEnd).toHaveBeenCalledTimes(1);
  await until(() => text().endsWith('0\r\n\r\n'));
  clients[0]!.destroy();
  await until(() => responses[0]!.req.socket.destroyed);
  expect(onEnd).toHaveBeenCalledTimes(1);
});

test('the end is told once when a client that does not read is dropped', async () => {
  const { client, responses } = await requested();
  client.pause();
  const { stream, onEnd } = started(responses[0]!);
  const data = 'x'.repeat(512 * 1024);
  for (let n = 0; n < 64 && !stream.hasEnded; n += 1) stream.write({ event: 'much', data });
  expect(stream.hasEnded).toBe(true);
  await until(() => responses[0]!.req.socket.destroyed);
  expect(onEnd).toHaveBeenCalledTimes(1);
});

test('waiting for a slow client is over when the stream ends', async () => {
  const { client, responses } = await requested();
  client.pause();
  const { stream } = started(responses[0]!);
  stream.write({ event: 'much', data: 'x'.repeat(900 * 1024) });
  const drained = stream.drained();
  stream.end();
  await expect(drained).resolves.toBeUndefined();
});

test('a stream for a client that is gone has ended before it began', async () => {
  const { client, responses } = await requested();
  client.destroy();
  await until(() => responses[0]!.req.socket.destroyed);
  const { stream, onEnd } = started(responses[0]!);
  expect(stream.hasEnded).toBe(true);
  expect(onEnd).toHaveBeenCalledTimes(1);
  expect(responses[0]!.headersSent).toBe(false);
});

test('streams that wait behind another one on their connection end with it', async () => {
  const { client, responses } = await requested({ count: 3 });
  const ends = responses.map((response) => started(response).onEnd);
  client.destroy();
  await until(() => ends.every((onEnd) => onEnd.mock.calls.length === 1));
});

test('an ended stream leaves nothing behind on a connection that goes on', async () => {
  const { responses } = await requested();
  const { socket } = responses[0]!.req;
  const before = socket.listenerCount('close');
  started(responses[0]!).stream.end();
  expect(socket.listenerCount('close')).toBe(before);
});

test('HEAD gets the headers and no stream', async () => {
  const { responses, text } = await requested({ method: 'HEAD' });
  const { stream, onEnd } = started(responses[0]!);
  expect(stream.hasEnded).toBe(true);
  expect(onEnd).toHaveBeenCalledTimes(1);
  await until(() => text().endsWith('\r\n\r\n'));
  expect(text()).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(text()).toContain('content-type: text/event-stream; charset=utf-8\r\n');
  expect(text()).not.toContain('retry');
});
