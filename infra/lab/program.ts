import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { serviceNodeFlags } from '../start/node-flags.js';

export interface ProgramOptions {
  readonly name: string;
  /** The compiled program. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Answers once the program may be used, with 2xx unless `answersWith` is `anything`. */
  readonly readyUrl?: string;
  readonly answersWith?: 'success' | 'anything';
  /** How far its clock is off; 0 by default. */
  readonly clockShiftMs?: number;
}

const preloaded = (file: string): string =>
  pathToFileURL(createRequire(import.meta.url).resolve(`@assay/infra/${file}`)).href;
const leaveWithParent = preloaded('leave-with-parent.mjs');
const shiftClock = preloaded('shift-clock.mjs');

/** A program of this repository as an experiment sees it: something that can be killed and started again. */
export class Program {
  private child: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly options: ProgramOptions) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get isRunning(): boolean {
    return this.child !== undefined;
  }

  start(): void {
    if (this.child !== undefined) throw new Error(`${this.options.name} runs already.`);
    const log = createWriteStream(this.options.logFile, { flags: 'a' });
    const { clockShiftMs = 0, entry, env } = this.options;
    const shift = clockShiftMs === 0 ? [] : ['--import', shiftClock];
    const child = spawn(
      process.execPath,
      [...serviceNodeFlags, '--import', leaveWithParent, ...shift, entry],
      {
        env: { ...env, ASSAY_CLOCK_SHIFT_MS: String(clockShiftMs) },
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    // Writing to a program that was just killed is no news.
    child.stdin.on('error', () => undefined);
    this.child = child;
    this.ended = new Promise((resolve) => {
      child.once('close', () => {
        if (this.child === child) this.child = undefined;
        log.end(resolve);
      });
    });
  }

  /** Resolves when the program answers; rejects after a minute, or at once when it ended. */
  async ready(): Promise<void> {
    const { readyUrl, answersWith = 'success', name, logFile } = this.options;
    if (readyUrl === undefined) return;
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      if (this.child === undefined)
        throw new Error(`${name} ended while starting; see ${logFile}.`);
      const status = await statusOf(readyUrl);
      if (status !== undefined && (answersWith === 'anything' || status < 300)) return;
      await sleep(50);
    }
    throw new Error(`${name} was not ready within a minute; see ${logFile}.`);
  }

  /** SIGKILL. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.ended;
  }

  /** SIGTERM, and SIGKILL after 25 s. */
  async stop(): Promise<void> {
    this.child?.kill('SIGTERM');
    const force = setTimeout(() => this.child?.kill('SIGKILL'), 25_000);
    await this.ended;
    clearTimeout(force);
  }

  /** Runs to the end; rejects when that is not exit code 0. */
  async run(): Promise<void> {
    this.start();
    const { child } = this;
    await this.ended;
    if (child?.exitCode !== 0)
      throw new Error(`${this.options.name} failed; see ${this.options.logFile}.`);
  }
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Not listening yet; the caller asks again.
    return undefined;
  }
}
