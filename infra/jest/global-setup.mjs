// One PostgreSQL and one Redis for the whole run, in throwaway folders; test files get their own database
// and key prefix on them. TEST_DATABASE_URL and TEST_REDIS_URL, when set, are used instead.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, chmodSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadWorkspace } from './load-workspace.mjs';

export default async function setup() {
  const embedded = await loadWorkspace('packages/embedded');
  removeFoldersOfDeadRuns();
  const folder = mkdtempSync(path.join(os.tmpdir(), `assay-test-${process.pid}-`));
  chmodSync(folder, 0o755);
  const servers = await Promise.all([
    startDatabase(embedded, folder),
    startQueue(embedded, folder),
  ]);
  process.env.ASSAY_TEST_RUN = randomBytes(4).toString('hex');
  globalThis.assayTestServers = { servers: servers.filter(Boolean), folder };
}

async function startDatabase(embedded, folder) {
  if (process.env.TEST_DATABASE_URL) return undefined;
  const server = await embedded.startPostgres({
    dataDir: path.join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    // The data are thrown away after the run; what tests durability starts a server of its own.
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      shared_buffers: '128MB',
      max_connections: '300',
    },
  });
  process.env.TEST_DATABASE_URL = server.url;
  return server;
}

async function startQueue(embedded, folder) {
  if (process.env.TEST_REDIS_URL || !embedded.findRedisServer()) return undefined;
  const server = await embedded.startRedis({
    dataDir: path.join(folder, 'redis'),
    password: randomBytes(16).toString('hex'),
    settings: { appendonly: 'no' },
  });
  process.env.TEST_REDIS_URL = server.url;
  return server;
}

function removeFoldersOfDeadRuns() {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = Number(/^assay-test-(\d+)-/.exec(name)?.[1]);
    if (pid && !isAlive(pid))
      rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
