import { spawn, type ChildProcess } from 'node:child_process';

/** How a server process ended: an exit code, or the signal that ended it. */
export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server process that this process started and owns. It also ends when its owner dies, however that happens. */
export interface RunningServer {
  /** Connection URL with credentials, on 127.0.0.1. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Settles once, when the process is gone. Never rejects. */
  readonly exited: Promise<ServerExit>;
  /** Orderly stop: data flushed, connections closed. Resolves when the process is gone; safe to call twice. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. Resolves when the process is gone. */
  kill(): Promise<void>;
}

interface Stopping {
  readonly signal: NodeJS.Signals;
  readonly escalateAfterMs: number;
  readonly escalation: NodeJS.Signals;
}

export interface OwnedProcess {
  readonly pid: number;
  readonly exited: Promise<ServerExit>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export function own(child: ChildProcess, stopping: Stopping): OwnedProcess {
  const pid = child.pid;
  if (pid === undefined) throw new Error('the process has not started');
  const guard = guardAgainstOwnersDeath(pid, stopping.signal);
  const exited = new Promise<ServerExit>((resolve) => {
    child.once('exit', (code, signal) => {
      guard?.kill('SIGKILL');
      resolve({ code, signal });
    });
  });
  return {
    pid,
    exited,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(stopping.signal);
      const escalate = setTimeout(() => child.kill(stopping.escalation), stopping.escalateAfterMs);
      await exited;
      clearTimeout(escalate);
    },
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exited;
    },
  };
}

// The server knows nothing of its owner. A shell that reads from a pipe of the owner's sees it close
// even when the owner was killed, and then stops the server. Windows has no such shell.
function guardAgainstOwnersDeath(pid: number, signal: NodeJS.Signals): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const script = 'while read -r line; do :; done; kill -s "$1" "$2"';
  const guard = spawn('/bin/sh', ['-c', script, 'assay-guard', signal.slice(3), String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', (error) => {
    process.emitWarning(`no guard for process ${pid}: ${error.message}`);
  });
  guard.unref();
  const pipe = guard.stdin as unknown as { unref?: () => void } | null;
  pipe?.unref?.();
  return guard;
}
