import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface Orphan {
  readonly pid: number;
  /** The folder a server of ours has as its working directory. */
  readonly workingDirectory: string;
  readonly signal: NodeJS.Signals;
  readonly deadlineMs: number;
}

/**
 * Ends a server that outlived its owner and still holds `workingDirectory`. A process id is reused after
 * a crash or reboot, so it counts only when that process really works in that folder (Linux tells).
 */
export async function endOrphan(orphan: Orphan): Promise<void> {
  if (!isServerOf(orphan)) return;
  process.kill(orphan.pid, orphan.signal);
  const deadline = Date.now() + orphan.deadlineMs;
  while (isServerOf(orphan)) {
    if (Date.now() > deadline) {
      process.kill(orphan.pid, 'SIGKILL');
      await sleep(200);
      return;
    }
    await sleep(50);
  }
}

function isServerOf({ pid, workingDirectory }: Orphan): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === workingDirectory;
  } catch {
    return false;
  }
}

export function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}
