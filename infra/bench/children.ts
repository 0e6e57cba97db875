import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadPlan, LoadResult } from './load-generator.js';

/** Runs a load in a process of its own, so that its CPU is counted apart from everything else. */
export function runLoad(plan: LoadPlan): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./load-process.js', import.meta.url)));
    child.once('message', (result) => resolve(result as LoadResult));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`The load process ended with exit code ${code}.`));
    });
    child.send(plan);
  });
}

/** The webhook receiver in a process of its own. */
export class Receiver {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(): Promise<Receiver> {
    const child = fork(fileURLToPath(new URL('./receiver-process.js', import.meta.url)));
    const { port } = await nextMessage<{ port: number }>(child);
    return new Receiver(child, port);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async count(): Promise<number> {
    const answer = nextMessage<{ received: number }>(this.child);
    this.child.send('count');
    return (await answer).received;
  }

  stop(): void {
    this.child.disconnect();
  }
}

const nextMessage = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) =>
      reject(new Error(`A bench process ended with exit code ${code}.`)),
    );
  });
