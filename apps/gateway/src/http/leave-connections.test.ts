import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { until } from '@assay/testing';
import { watchConnections } from './leave-connections.js';

const answers: ServerResponse[] = [];
const server = createServer((_, response) => answers.push(response));
const leave = watchConnections(server);
const sockets: Socket[] = [];

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

async function opened(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  await Promise.all([once(socket, 'connect'), once(server, 'connection')]);
  return socket.resume();
}

test('a connection that never carried a request is ended, one that waits for its answer is not', async () => {
  const silent = await opened();
  const asking = await opened();
  asking.write('GET / HTTP/1.1\r\nhost: test\r\n\r\n');
  await until(() => answers.length === 1);
  leave();
  await until(() => silent.destroyed);
  expect(asking.destroyed).toBe(false);
  answers[0]?.end('answer');
  await until(() => {
    leave();
    return asking.destroyed;
  });
});
