import { startStack } from './stack.js';
import { stopOnSignals } from './stop-on-signals.js';
import { summary } from './summary.js';

/** Starts everything, says how to use it, and stops on Ctrl-C. */
export async function run(): Promise<void> {
  const stack = await startStack({ root: process.cwd() });
  stopOnSignals(stack);
  console.log(summary(stack));
}
