import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { logSink } from './log-lines.js';
import { serviceNodeFlags } from './node-flags.js';

export interface ServiceOptions {
  readonly name: string;
  /** The compiled program. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Flags for Node itself, for example `--inspect=9229`. */
  readonly nodeFlags?: readonly string[];
}

/**
 * A program of this repository that is kept running.
 *
 * starting → running → (crash) waiting → starting …; `stop()` ends it from any state, `restart()` goes back to
 * starting at once. The wait doubles from 0.25 s to 10 s and starts over after 30 s of running.
 */
export interface Service {
  readonly name: string;
  /** Rejects when the program ended before `isReady` said yes. */
  waitUntil(isReady: () => Promise<boolean>): Promise<void>;
  /** For work in progress: what does not end within a second is killed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const leaveWithParent = pathToFileURL(
  createRequire(import.meta.url).resolve('@assay/infra/leave-with-parent.mjs'),
).href;
const stopDeadlineMs = 9_000;

export function runService(options: ServiceOptions): Service {
  const log = logSink(options.name, options.logFile);
  let child: ChildProcess | undefined;
  let isWanted = true;
  let ended: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let pauseMs = 250;

  const launch = () => {
    const startedAt = Date.now();
    const current = spawnProgram(options);
    child = current;
    log.follow(current.stdout!, 'stdout');
    log.follow(current.stderr!, 'stderr');
    ended = new Promise((resolve) => {
      current.once('error', (error) => console.error(`${options.name}: ${error.message}`));
      current.once('close', (code, signal) => {
        if (child === current) child = undefined;
        resolve();
        if (isWanted) launchLater(startedAt, signal ?? `exit code ${code}`);
      });
    });
  };
  const launchLater = (startedAt: number, how: string) => {
    if (Date.now() - startedAt > 30_000) pauseMs = 250;
    console.error(`${options.name} ended (${how}); starting it again in ${pauseMs / 1000} s`);
    retry = setTimeout(launch, pauseMs);
    pauseMs = Math.min(pauseMs * 2, 10_000);
  };
  const stop = async (deadlineMs = stopDeadlineMs) => {
    isWanted = false;
    clearTimeout(retry);
    const current = child;
    if (!current) return;
    current.kill('SIGTERM');
    const force = setTimeout(() => current.kill('SIGKILL'), deadlineMs);
    await ended;
    clearTimeout(force);
  };

  launch();
  return {
    name: options.name,
    stop: () => stop(),
    restart: async () => {
      await stop(1_000);
      isWanted = true;
      pauseMs = 250;
      launch();
    },
    waitUntil: async (isReady) => {
      const watched = child;
      for (;;) {
        if (await isReady()) return;
        if (!watched || watched.exitCode !== null || watched.signalCode !== null) {
          throw new Error(`${options.name} ended while starting:\n${log.tail()}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  };
}

/** Runs a program to its end. Rejects with its last lines when it fails. */
export async function runOnce(options: ServiceOptions): Promise<void> {
  const log = logSink(options.name, options.logFile);
  const child = spawnProgram(options);
  log.follow(child.stdout!, 'stdout');
  log.follow(child.stderr!, 'stderr');
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code !== 0) throw new Error(`${options.name} failed (exit code ${code}):\n${log.tail()}`);
}

// Detached: Ctrl-C reaches this process alone, which stops the services in order. The open pipe to their
// standard input is how they notice that this process was killed.
function spawnProgram({ entry, env, nodeFlags = [] }: ServiceOptions): ChildProcess {
  const args = [...serviceNodeFlags, ...nodeFlags, '--import', leaveWithParent, entry];
  return spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
}
