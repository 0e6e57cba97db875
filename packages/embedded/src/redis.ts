import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, openSync, realpathSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { endOrphan, readPid } from './orphan.js';
import { own, type RunningServer } from './running-server.js';

export interface RedisOptions {
  /** Folder of the append-only file; created when it does not exist. */
  readonly dataDir: string;
  /** Clients must give it (it is in the URL). Letters, digits, `-` and `_` only. */
  readonly password: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Configuration lines that override the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Server log is appended here; default: discarded. */
  readonly logFile?: string;
}

const startDeadlineMs = 30_000;
const defaultSettings: Readonly<Record<string, string>> = {
  appendonly: 'yes',
  appendfsync: 'everysec',
  save: '""',
  // BullMQ's keys must never be evicted; a full Redis refuses writes and the outbox waits.
  'maxmemory-policy': 'noeviction',
  loglevel: 'notice',
};

/** Path of `redis-server` or `valkey-server` on PATH; undefined when neither is installed. */
export function findRedisServer(): string | undefined {
  for (const name of ['redis-server', 'valkey-server']) {
    for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
      const file = path.join(folder, name);
      if (folder !== '' && isExecutable(file)) return file;
    }
  }
  return undefined;
}

/**
 * Starts a private Redis (or Valkey) on 127.0.0.1 with an append-only file synced every second.
 * Resolves when it answers and has loaded its file. Rejects when none is installed (see
 * `findRedisServer`) or it does not answer within 30 s.
 */
export async function startRedis(options: RedisOptions): Promise<RunningServer> {
  const binary = findRedisServer();
  if (!binary) throw new Error('neither redis-server nor valkey-server is on PATH');
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(options.dataDir);
  const pidFile = path.join(dataDir, 'redis.pid');
  const orphan = readPid(pidFile);
  if (orphan !== undefined) {
    await endOrphan({
      pid: orphan,
      workingDirectory: dataDir,
      signal: 'SIGTERM',
      deadlineMs: 5_000,
    });
  }
  const deadline = Date.now() + startDeadlineMs;
  for (;;) {
    const port = options.port ?? (await freePort());
    const server = await tryStart({ binary, options, dataDir, port, deadline });
    if (server) {
      writeFileSync(pidFile, String(server.pid));
      return server;
    }
    if (Date.now() > deadline) throw new Error('Redis did not answer within 30 s');
    if (options.port !== undefined) throw new Error(`Redis did not start on port ${port}`);
  }
}

interface Attempt {
  readonly binary: string;
  readonly options: RedisOptions;
  readonly dataDir: string;
  readonly port: number;
  readonly deadline: number;
}

async function tryStart(attempt: Attempt): Promise<RunningServer | undefined> {
  const { binary, options, dataDir, port } = attempt;
  const log = openSync(options.logFile ?? '/dev/null', 'a');
  const child = spawn(binary, ['-'], { cwd: dataDir, stdio: ['pipe', log, log], detached: true });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const owned = own(child, { signal: 'SIGTERM', escalateAfterMs: 10_000, escalation: 'SIGKILL' });
  // Through standard input, so that the password is in no process list and no file.
  child.stdin?.end(configuration({ ...options, dataDir, port }));
  const url = `redis://:${options.password}@127.0.0.1:${port}`;
  while (Date.now() < attempt.deadline && child.exitCode === null) {
    if (await answers(port, options.password)) return { ...owned, url, port };
    await sleep(20);
  }
  await owned.kill();
  return undefined;
}

function configuration(options: RedisOptions & { port: number }): string {
  const settings = {
    ...defaultSettings,
    ...options.settings,
    bind: '127.0.0.1',
    port: String(options.port),
    dir: JSON.stringify(options.dataDir),
    requirepass: options.password,
    daemonize: 'no',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
}

function answers(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let reply = '';
    const finish = (isUp: boolean) => {
      socket.destroy();
      resolve(isUp);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      reply += chunk.toString();
      if (reply.includes('+PONG')) finish(true);
      else if (/-LOADING|-WRONGPASS|-ERR/.test(reply)) finish(false);
    });
    socket.once('close', () => resolve(false));
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
