import path from 'node:path';
import { freePort } from '@assay/embedded';
import { credentialVariables } from './credentials.js';
import { takeRunLock } from './run-file.js';
import { runOnce, runService, type Service } from './service.js';
import { readSettings, type Settings } from './settings.js';
import { startStorage } from './storage.js';

export interface StackOptions {
  /** The checkout whose built programs run. */
  readonly root: string;
  /** Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Flags for Node, by service. */
  readonly nodeFlags?: Readonly<Record<'gateway' | 'review-worker', readonly string[]>>;
}

/** Everything that runs after `npm start`. */
export interface Stack {
  readonly settings: Settings;
  /** Where people and platforms reach it. */
  readonly publicUrl: string;
  /** Where this machine reaches it. */
  readonly localUrl: string;
  readonly storageWords: readonly string[];
  readonly gateway: Service;
  readonly worker: Service;
  /** Resolves when both services answer that they are ready. */
  waitUntilReady(services?: readonly Service[]): Promise<void>;
  /** Services first, the database last. Safe to call twice. */
  stop(): Promise<void>;
}

const readyDeadlineMs = 90_000;

export async function startStack(options: StackOptions): Promise<Stack> {
  const settings = readSettings(options.root, options.env ?? process.env);
  const lock = takeRunLock(settings.dataDir);
  // In the order of their start; stopped from the last to the first.
  const running: (() => Promise<void> | void)[] = [() => lock.release()];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopInTurn(running));
  const interrupted = () => void stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await startParts({ options, settings, running, stop, lock });
  } catch (error) {
    await stop();
    throw error;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

interface Parts {
  readonly options: StackOptions;
  readonly settings: Settings;
  readonly running: (() => Promise<void> | void)[];
  readonly stop: () => Promise<void>;
  readonly lock: ReturnType<typeof takeRunLock>;
}

async function startParts(parts: Parts): Promise<Stack> {
  const { options, settings, running, lock } = parts;
  console.log('[3/5] starting PostgreSQL and the queue …');
  const storage = await startStorage(settings);
  running.push(storage.stop);
  for (const word of storage.words) console.log(`      ${word}`);

  const port = await freePort(settings.port);
  if (port !== settings.port) console.log(`      port ${settings.port} is taken, using ${port}`);
  const workerPort = await freePort();
  const localUrl = `http://127.0.0.1:${port}`;
  const workerUrl = `http://127.0.0.1:${workerPort}`;
  const publicUrl = settings.publicUrl ?? `http://localhost:${port}`;
  const given = options.env ?? process.env;
  const env = {
    ...given,
    // Receivers on this machine, so that webhooks can be tried.
    ASSAY_WEBHOOK_ALLOW: given['ASSAY_WEBHOOK_ALLOW'] || '127.0.0.0/8,::1/128',
    ...credentialVariables(settings.credentials),
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    WORKER_PORT: String(workerPort),
    DATABASE_URL: storage.databaseUrl,
    ...(storage.redisUrl && { REDIS_URL: storage.redisUrl }),
    DATA_DIR: settings.dataDir,
    CONSOLE_DIR: path.join(options.root, 'apps/console/dist'),
  };
  const program = (name: string, file: string) => ({
    name,
    entry: path.join(options.root, 'apps', file),
    env,
    logFile: path.join(settings.logsDir, `${name}.log`),
  });

  console.log('[4/5] migrating the database and seeding it …');
  await runOnce(program('seed', 'gateway/dist/seed.js'));

  console.log('[5/5] starting the gateway and the review worker …');
  const service = (name: 'gateway' | 'review-worker') => {
    const started = runService({
      ...program(name, `${name}/dist/main.js`),
      nodeFlags: options.nodeFlags?.[name] ?? [],
    });
    running.push(started.stop);
    return started;
  };
  const worker = service('review-worker');
  const gateway = service('gateway');
  const urls = new Map([
    [gateway, localUrl],
    [worker, workerUrl],
  ]);
  const waitUntilReady = async (services: readonly Service[] = [gateway, worker]) => {
    const deadline = Date.now() + readyDeadlineMs;
    await Promise.all(
      services.map((each) => each.waitUntil(() => isReady(`${urls.get(each)}/readyz`, deadline))),
    );
  };
  await waitUntilReady();
  lock.publish({
    url: localUrl,
    workerUrl,
    databaseUrl: storage.databaseUrl,
    ...(storage.redisUrl && { redisUrl: storage.redisUrl }),
  });
  const { stop } = parts;
  const storageWords = storage.words;
  return { settings, publicUrl, localUrl, storageWords, gateway, worker, waitUntilReady, stop };
}

async function isReady(url: string, deadline: number): Promise<boolean> {
  if (Date.now() > deadline) throw new Error(`${url} did not answer within ${readyDeadlineMs} ms`);
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // Not listening yet: the caller asks again until the deadline.
    return false;
  }
}

async function stopInTurn(running: readonly (() => Promise<void> | void)[]): Promise<void> {
  for (const stop of [...running].reverse()) {
    try {
      await stop();
    } catch (error) {
      console.error(error);
    }
  }
}
