import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const program = `
  import { loadWorkspace } from './infra/jest/load-workspace.mjs';
  const { startPostgres } = await loadWorkspace('packages/embedded');
  const dataDir = process.argv[1];
  const server = await startPostgres({ dataDir, password: 'x', settings: { fsync: 'off' } });
  console.log(server.pid);
`;

test('a server ends by itself when its owner is killed', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-embedded-'));
  chmodSync(folder, 0o755);
  const args = ['--input-type=module', '-e', program, path.join(folder, 'postgres')];
  const owner = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) => {
    owner.stdout.once('data', (line: Buffer) => resolve(Number(line.toString())));
  });
  expect(isRunning(pid)).toBe(true);
  owner.kill('SIGKILL');
  for (let waited = 0; isRunning(pid) && waited < 10_000; waited += 50) await sleep(50);
  expect(isRunning(pid)).toBe(false);
  // Stopped in order, not crashed.
  expect(existsSync(path.join(folder, 'postgres/postmaster.pid'))).toBe(false);
  rmSync(folder, { recursive: true });
}, 30_000);

// An ended process whose parent is gone may stay in the table until it is collected.
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}
