import path from 'node:path';
import { freePort } from '@assay/embedded';
import { startStack, type Stack } from '../start/stack.js';
import { stopOnSignals } from '../start/stop-on-signals.js';
import { summary } from '../start/summary.js';
import { serveConsole } from './console-server.js';
import { compileChanged } from './compile.js';
import { watchSources } from './watch-sources.js';
import { dependentServices } from './workspaces.js';

// Reading every source map is a third of a restart; a debugger that is attached reads them by itself.
const quickStart = ['--no-enable-source-maps'];

/** The stack of `npm start` with debuggers open, rebuilt and restarted where the source changes. */
export async function run(): Promise<void> {
  const root = process.cwd();
  const gatewayInspector = await freePort(9229);
  const workerInspector = await freePort(Math.max(9230, gatewayInspector + 1));
  const stack = await startStack({
    root,
    nodeFlags: {
      gateway: [`--inspect=127.0.0.1:${gatewayInspector}`, ...quickStart],
      'review-worker': [`--inspect=127.0.0.1:${workerInspector}`, ...quickStart],
    },
  });
  const consoleUrl = await serveConsole(root, stack);
  stopOnSignals(stack);
  watchSources(root, (files) => rebuild({ root, stack, files }));
  console.log(summary(stack));
  console.log(`console, live     ${consoleUrl}`);
  console.log(`debug gateway     127.0.0.1:${gatewayInspector}`);
  console.log(`debug worker      127.0.0.1:${workerInspector}`);
  console.log('watching packages/*/src, apps/gateway/src, apps/review-worker/src\n');
}

interface Change {
  readonly root: string;
  readonly stack: Stack;
  readonly files: readonly string[];
}

async function rebuild({ root, stack, files }: Change): Promise<void> {
  const startedAt = performance.now();
  const problems = await compileChanged(root, files);
  if (problems.length > 0) {
    console.error(problems.join('\n'));
    return;
  }
  const names = dependentServices(root, files);
  const services = [stack.gateway, stack.worker].filter((service) => names.has(service.name));
  if (services.length === 0) return;
  try {
    await Promise.all(services.map((service) => service.restart()));
    await stack.waitUntilReady(services);
  } catch (error) {
    console.error((error as Error).message);
    return;
  }
  const took = ((performance.now() - startedAt) / 1000).toFixed(2);
  const what = files.length === 1 ? path.basename(files[0]!) : `${files.length} files`;
  console.log(`${what} → ${services.map(({ name }) => name).join(', ')} serving again, ${took} s`);
}
