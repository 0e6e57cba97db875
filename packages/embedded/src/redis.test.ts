import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { startRedis } from './redis.js';
import type { RunningServer } from './running-server.js';

let folder: string;
let server: RunningServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'assay-embedded-'));
});
afterEach(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(port?: number): Promise<RunningServer> {
  server = await startRedis({ dataDir: folder, password: 'secret', ...(port && { port }) });
  return server;
}

async function withClient<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { retryStrategy: () => null });
  client.on('error', () => undefined);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

test('keys are there after a stop and a start on the same port', async () => {
  const first = await start();
  await withClient(first.url, (client) => client.set('a', '1'));
  await first.stop();
  const second = await start(first.port);
  expect(second.url).toBe(first.url);
  expect(await withClient(second.url, (client) => client.get('a'))).toBe('1');
});

test('nothing is evicted, and a password is asked for', async () => {
  const { url, port } = await start();
  const policy = await withClient(url, (client) => client.config('GET', 'maxmemory-policy'));
  expect(policy).toEqual(['maxmemory-policy', 'noeviction']);
  const withoutPassword = withClient(`redis://127.0.0.1:${port}`, (client) => client.get('a'));
  await expect(withoutPassword).rejects.toThrow('NOAUTH');
});
