import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRunFile } from './run-file.js';
import { startStack, type Stack } from './stack.js';

// Programs that stand in for the real ones: what they are told and when is what this file is about.
const server = (port: string) => `
  import http from 'node:http';
  const pid = process.pid;
  const seen = JSON.stringify({ pid, database: !!process.env.DATABASE_URL, key: process.env.ASSAY_API_KEY });
  const server = http.createServer((request, answer) => {
    if (request.url === '/crash') process.exit(3);
    answer.end(seen);
  }).listen(process.env.${port}, '127.0.0.1');
  process.on('SIGTERM', () => process.exit(0));
`;

let root: string;
let stack: Stack | undefined;
beforeAll(() => {
  console.log = () => undefined;
  console.error = () => undefined;
});
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'assay-start-'));
  chmodSync(root, 0o755);
  writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
  for (const name of ['gateway', 'review-worker']) {
    mkdirSync(path.join(root, 'apps', name, 'dist'), { recursive: true });
  }
  writeFileSync(path.join(root, 'apps/gateway/dist/seed.js'), 'console.log("seeded");');
  writeFileSync(path.join(root, 'apps/gateway/dist/main.js'), server('PORT'));
  writeFileSync(path.join(root, 'apps/review-worker/dist/main.js'), server('WORKER_PORT'));
});
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
  rmSync(root, { recursive: true, force: true });
});

const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  PORT: '38500',
  ...more,
});

async function ask(url: string): Promise<{ pid: number; database: boolean; key: string }> {
  const answer = await fetch(url);
  return (await answer.json()) as { pid: number; database: boolean; key: string };
}

test('seeds, starts both services with one set of credentials, and is found by its run file', async () => {
  stack = await startStack({ root, env: env() });
  const run = readRunFile(path.join(root, '.data'));
  const gateway = await ask(`${run?.url}/`);
  const worker = await ask(`${run?.workerUrl}/`);
  expect(gateway).toMatchObject({ database: true, key: stack.settings.credentials.apiKey });
  expect(worker.key).toBe(gateway.key);
  expect(readFileSync(path.join(root, '.data/logs/seed.log'), 'utf8')).toContain('seeded');
}, 30_000);

test('a second start on the same folder is refused while the first one lives', async () => {
  mkdirSync(path.join(root, '.data'));
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60_000)']);
  const run = JSON.stringify({ pid: other.pid, url: 'http://127.0.0.1:1' });
  writeFileSync(path.join(root, '.data/run.json'), run);
  await expect(startStack({ root, env: env() })).rejects.toThrow('already runs on');
  expect(readFileSync(path.join(root, '.data/run.json'), 'utf8')).toBe(run);
  other.kill('SIGKILL');
});

test('a later start takes over what a killed one left, with the same credentials', async () => {
  const first = await startStack({ root, env: env() });
  await first.stop();
  expect(readRunFile(path.join(root, '.data'))).toBeUndefined();
  writeFileSync(path.join(root, '.data/run.json'), '{"pid": 999999999}');
  stack = await startStack({ root, env: env() });
  expect(stack.settings.credentials).toEqual(first.settings.credentials);
  expect([...stack.settings.generated]).toEqual([]);
}, 40_000);

test('a service that crashes is started again', async () => {
  stack = await startStack({ root, env: env() });
  const before = await ask(stack.localUrl);
  await expect(fetch(`${stack.localUrl}/crash`)).rejects.toThrow();
  await sleep(300);
  await stack.waitUntilReady([stack.gateway]);
  const after = await ask(stack.localUrl);
  expect(after.pid).not.toBe(before.pid);
}, 30_000);

test('a failing seed stops the start, says why, and leaves nothing running', async () => {
  writeFileSync(path.join(root, 'apps/gateway/dist/seed.js'), 'throw new Error("no room");');
  await expect(startStack({ root, env: env() })).rejects.toThrow('no room');
  expect(readRunFile(path.join(root, '.data'))).toBeUndefined();
}, 30_000);

test.each([
  ['REDIS_URL', 'redis://127.0.0.1:1', 'REDIS_URL is set, but Redis does not answer'],
  [
    'DATABASE_URL',
    'postgres://127.0.0.1:1/x',
    'DATABASE_URL is set, but PostgreSQL does not answer',
  ],
  ['PORT', 'many', 'PORT must be a number'],
])(
  'a useless %s is said, not worked around',
  async (name, value, words) => {
    await expect(startStack({ root, env: env({ [name]: value }) })).rejects.toThrow(words);
  },
  30_000,
);
