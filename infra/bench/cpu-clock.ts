import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** CPU seconds (user and system) of processes and all their descendants, living ones, read from /proc. */
export function cpuSeconds(pids: readonly (number | undefined)[]): number {
  const table = processTable();
  const wanted = new Set(pids.filter((pid): pid is number => pid !== undefined));
  let grew = true;
  while (grew) {
    grew = false;
    for (const [pid, { parent }] of table) {
      if (wanted.has(pid) || !wanted.has(parent)) continue;
      wanted.add(pid);
      grew = true;
    }
  }
  let ticks = 0;
  for (const pid of wanted) ticks += table.get(pid)?.ticks ?? 0;
  return ticks / ticksPerSecond;
}

interface ProcessLine {
  readonly parent: number;
  readonly ticks: number;
}

function processTable(): Map<number, ProcessLine> {
  const table = new Map<number, ProcessLine>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = readLine(name);
    if (line !== undefined) table.set(Number(name), line);
  }
  return table;
}

function readLine(pid: string): ProcessLine | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // The process ended between the listing and the reading.
    return undefined;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Fields 4 (parent), 14–17 (user, system, and those of children that were waited for) of proc(5).
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0);
  return { parent: Number(fields[1] ?? 0), ticks };
}
