import { spawn, type StdioOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { endOrphan, readPid } from './orphan.js';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { prepareCluster } from './postgres-cluster.js';
import { own, type RunningServer } from './running-server.js';
import { unprivilegedUser, type SystemUser } from './unprivileged-user.js';

export interface PostgresOptions {
  /** Folder of the cluster; created when it does not exist. */
  readonly dataDir: string;
  /** Superuser (`assay`) password. It is fixed when the cluster is created. */
  readonly password: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Server settings that override the defaults below. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Server log is appended here; default: discarded. */
  readonly logFile?: string;
}

export interface PostgresServer extends RunningServer {
  /** Where the cluster really is (a root checkout under a private home keeps it elsewhere). */
  readonly dataDir: string;
  readonly version: string;
}

const startDeadlineMs = 60_000;
const defaultSettings: Readonly<Record<string, string>> = {
  shared_buffers: '512MB',
  max_connections: '120',
  wal_compression: 'off',
  max_wal_size: '2GB',
  jit: 'off',
  idle_in_transaction_session_timeout: '10s',
  // Every 202 is a promise: these three stay on unless a throwaway test server says otherwise.
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
};

/**
 * Starts a private PostgreSQL on 127.0.0.1 from the binaries that npm installed.
 *
 * States: no cluster → created (UTF-8, C.UTF-8, superuser `assay`, database `assay`) → recovering → ready.
 * A cluster left by a crash is recovered; a server that outlived its owner on the same folder is stopped first.
 * As root the server runs as an unprivileged user that owns the cluster folder and nothing else.
 * Resolves when it answers (0.3 s; 2 s for a new cluster). Rejects with the server's own words when it cannot
 * start within 60 s.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const user = unprivilegedUser();
  const binaries = postgresBinaries(user);
  const dataDir = await prepareCluster({ ...options, user, binaries });
  const pidFile = path.join(dataDir, 'postmaster.pid');
  const deadline = Date.now() + startDeadlineMs;
  for (;;) {
    await clearLeftovers(dataDir, pidFile);
    const port = options.port ?? (await freePort());
    const attempt = await tryStart({ options, binaries, user, dataDir, port, deadline });
    if (attempt.kind === 'running') return attempt.server;
    const isPassing =
      /shared memory block|already in use/.test(attempt.output) &&
      (options.port === undefined || !attempt.output.includes('Address already in use'));
    if (!isPassing || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start: ${attempt.output.trim().slice(-1500)}`);
    }
    // Backends of a killed server need a moment to notice; a port taken meanwhile is drawn again.
    await sleep(200);
  }
}

interface Attempt {
  readonly options: PostgresOptions;
  readonly binaries: PostgresBinaries;
  readonly user: SystemUser | undefined;
  readonly dataDir: string;
  readonly port: number;
  readonly deadline: number;
}

type Outcome = { kind: 'running'; server: PostgresServer } | { kind: 'failed'; output: string };

async function tryStart(attempt: Attempt): Promise<Outcome> {
  const { options, binaries, user, dataDir, port } = attempt;
  const settings = {
    ...defaultSettings,
    ...options.settings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(options.logFile ?? '/dev/null', 'a+');
  const logStart = options.logFile ? readFileSync(options.logFile).length : 0;
  // Detached: Ctrl-C in a terminal goes to the whole group, and the database must be the last to stop.
  const stdio: StdioOptions = options.logFile ? ['ignore', log, log] : ['ignore', 'ignore', 'pipe'];
  const child = spawn(binaries.postgres, ['-D', dataDir, ...args], {
    ...user,
    cwd: dataDir,
    stdio,
    detached: true,
  });
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-4_000);
  });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const owned = own(child, { signal: 'SIGINT', escalateAfterMs: 15_000, escalation: 'SIGQUIT' });
  if (await isReady({ ...attempt, pid: owned.pid, hasExited: () => child.exitCode !== null })) {
    const url = `postgres://assay:${encodeURIComponent(options.password)}@127.0.0.1:${port}/assay`;
    return {
      kind: 'running',
      server: { ...owned, url, port, dataDir, version: binaries.version },
    };
  }
  await owned.kill();
  const output = options.logFile ? readFileSync(options.logFile, 'utf8').slice(logStart) : words;
  return { kind: 'failed', output: output || 'no answer within 60 s' };
}

// Line 1 of postmaster.pid is the process, line 8 its state: the server's own word, no client needed.
async function isReady(
  attempt: Attempt & { pid: number; hasExited: () => boolean },
): Promise<boolean> {
  const pidFile = path.join(attempt.dataDir, 'postmaster.pid');
  while (Date.now() < attempt.deadline && !attempt.hasExited()) {
    const lines = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
    if (Number(lines[0]) === attempt.pid && lines[7]?.trim() === 'ready') return true;
    await sleep(20);
  }
  return false;
}

async function clearLeftovers(dataDir: string, pidFile: string): Promise<void> {
  const pid = readPid(pidFile);
  if (pid === undefined) return;
  await endOrphan({ pid, workingDirectory: dataDir, signal: 'SIGINT', deadlineMs: 10_000 });
  rmSync(pidFile, { force: true });
}
