// What every command does first: dependencies as the lock file says, workspaces built. Plain Node.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Makes the working directory and the environment the same however the command was started. */
export function useProjectEnvironment() {
  process.chdir(root);
  const binaries = path.join(root, 'node_modules/.bin');
  process.env.PATH = `${binaries}${path.delimiter}${process.env.PATH ?? ''}`;
  process.env.TURBO_TELEMETRY_DISABLED = '1';
  process.env.DO_NOT_TRACK = '1';
  // Set by .npmrc for Jest; services run without it.
  const flags = (process.env.NODE_OPTIONS ?? '').replace('--experimental-vm-modules', '').trim();
  if (flags) process.env.NODE_OPTIONS = flags;
  else delete process.env.NODE_OPTIONS;
}

export async function installDependencies(step) {
  if (isInstalled()) return say(`${step} dependencies are installed`);
  const startedAt = Date.now();
  say(`${step} installing dependencies (about a minute the first time) …`);
  const npm = process.env.npm_execpath
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  await runQuietly([...npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
  say(`${step} dependencies installed in ${seconds(startedAt)}`);
}

export async function buildWorkspaces(step) {
  const startedAt = Date.now();
  say(`${step} building …`);
  await runQuietly(['turbo', 'build', '--output-logs=errors-only']);
  say(`${step} built in ${seconds(startedAt)}`);
}

// npm keeps what it installed in a hidden lock file; an interrupted installation has none.
function isInstalled() {
  const installedFile = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([where, { version, optional, peer, link }]) => {
    if (!where.includes('node_modules/') || link) return true;
    const found = installed[where]?.version;
    return found === version || (found === undefined && (optional || peer));
  });
}

/** Runs a command, shows a sign of life, and its output only when it fails. */
export function runQuietly([command, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const startedAt = Date.now();
    const sign = setInterval(() => say(`      … ${seconds(startedAt)}`), 15_000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(sign);
      if (code === 0) return resolve(output);
      reject(expected(`${output}\n${[command, ...args].join(' ')} failed (exit code ${code}).`));
    });
  });
}

/** An error whose message is meant for the person at the terminal; its stack says nothing more. */
export function expected(message) {
  return Object.assign(new Error(message), { isExpected: true });
}

export function say(line) {
  console.log(line);
}

export function seconds(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
