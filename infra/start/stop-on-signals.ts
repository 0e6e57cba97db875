import type { Stack } from './stack.js';

/** Ctrl-C or SIGTERM stops everything in order; a second one ends this process, and the rest follows it. */
export function stopOnSignals(stack: Pick<Stack, 'stop'>): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    console.log(`\n${signal}: stopping … / 正在停止 …`);
    void stack.stop().then(() => {
      console.log('stopped / 已停止');
      process.exit(0);
    });
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
}
