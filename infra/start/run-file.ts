import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartProblem } from './start-problem.js';

/** `DATA_DIR/run.json` while a stack runs on that folder: its lock, and how other commands find it. */
export interface RunFile {
  readonly pid: number;
  /** Where the gateway answers; absent until it does. */
  readonly url?: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  /** Health and metrics of the review worker. */
  readonly workerUrl?: string;
}

export interface RunLock {
  publish(run: Omit<RunFile, 'pid'>): void;
  release(): void;
}

export function takeRunLock(dataDir: string): RunLock {
  const file = path.join(dataDir, 'run.json');
  const write = (run: Omit<RunFile, 'pid'>, flag: 'w' | 'wx') =>
    writeFileSync(file, JSON.stringify({ pid: process.pid, ...run }, null, 2), {
      mode: 0o600,
      flag,
    });
  for (let attempt = 0; ; attempt += 1) {
    try {
      write({}, 'wx');
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error;
      const other = readRunFile(dataDir);
      if (other && isRunning(other.pid)) throw alreadyRunning(dataDir, other);
      rmSync(file, { force: true });
    }
  }
  return {
    publish: (run) => write(run, 'w'),
    release: () => rmSync(file, { force: true }),
  };
}

export function readRunFile(dataDir: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, 'run.json'), 'utf8')) as RunFile;
  } catch {
    // Absent, or cut short by a crash: either way nobody holds the folder by it.
    return undefined;
  }
}

function alreadyRunning(dataDir: string, other: RunFile): StartProblem {
  const where = other.url ? ` at ${other.url}` : '';
  return new StartProblem(
    `Assay already runs on ${dataDir}${where} (process ${other.pid}).\n` +
      'Stop it first, or set DATA_DIR and PORT to start a second one.\n' +
      `Assay 已在 ${dataDir} 上运行${where}（进程 ${other.pid}）。请先停止它，或设置 DATA_DIR 与 PORT 另起一套。`,
  );
}

// A process id is reused after a crash or reboot; on Linux the command line tells a stranger.
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    return process.platform !== 'linux';
  }
}
