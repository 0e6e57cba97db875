import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, startPostgres, startRedis, type RunningServer } from '@assay/embedded';
import { Program } from './program.js';

export interface PrivateStackOptions {
  /** Where BullMQ keeps its jobs. */
  readonly queue: 'redis' | 'postgres';
  /** Variables for gateway, worker and seed. */
  readonly env?: Readonly<Record<string, string>>;
  /** Settings of PostgreSQL; the durable defaults are kept. */
  readonly postgres?: Readonly<Record<string, string>>;
  /** More than one gateway share the work. */
  readonly gateways?: number;
  readonly workers?: number;
  /** How far the clock of a program is off, by its name: `gateway-0`, `review-worker-1`. */
  readonly clockShiftMs?: Readonly<Record<string, number>>;
}

/** A server that can be killed and started again on the same port and data. */
export interface Restartable {
  readonly pid: number | undefined;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** A whole Assay of its own on free loopback ports, for experiments: every part can be killed by itself. */
export interface PrivateStack {
  readonly folder: string;
  readonly baseUrl: string;
  /** One per gateway. */
  readonly baseUrls: readonly string[];
  readonly workerUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly apiKey: string;
  readonly secretKey: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
  readonly secondEmail: string;
  readonly secondPassword: string;
  readonly gateways: readonly Program[];
  /** The first of `workers`. */
  readonly worker: Program;
  readonly workers: readonly Program[];
  readonly postgres: Restartable;
  readonly redis: Restartable | undefined;
  /** Stops everything and removes its data. */
  stop(): Promise<void>;
}

// The same checkout whether this runs from source or from the compiled folder.
const root = path.resolve(
  createRequire(import.meta.url).resolve('@assay/infra/leave-with-parent.mjs'),
  '../..',
);
const gatewayEntry = path.join(root, 'apps/gateway/dist/main.js');
const seedEntry = path.join(root, 'apps/gateway/dist/seed.js');
const workerEntry = path.join(root, 'apps/review-worker/dist/main.js');

/** Resolves when gateway and worker are ready. Needs a build. */
export async function startPrivateStack(options: PrivateStackOptions): Promise<PrivateStack> {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-stack-'));
  // As root the database runs as somebody else, who must pass through; else it would stay behind elsewhere.
  chmodSync(folder, 0o711);
  const logs = path.join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const postgres = await startDatabase(folder, options.postgres ?? {});
  const redis = options.queue === 'redis' ? await startQueue(folder) : undefined;
  const { gateways: gatewayCount = 1, workers: workerCount = 1 } = options;
  const ports = await freePorts(gatewayCount + workerCount);
  const workerPorts = ports.slice(0, workerCount);
  const gatewayPorts = ports.slice(workerCount);
  const secrets = newSecrets();
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: postgres.url,
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    DATA_DIR: folder,
    ASSAY_WEBHOOK_ALLOW: '127.0.0.0/8,::1/128',
    CONSOLE_DIR: path.join(root, 'apps/console/dist'),
    ...secrets,
    ...options.env,
  };
  const program = (name: string, entry: string, port: number): Program =>
    new Program({
      name,
      entry,
      env: {
        ...env,
        PORT: String(port),
        WORKER_PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
      },
      logFile: path.join(logs, `${name}.log`),
      readyUrl: `http://127.0.0.1:${port}/readyz`,
      clockShiftMs: options.clockShiftMs?.[name] ?? 0,
    });
  await program('seed', seedEntry, 0).run();
  const workers = workerPorts.map((port, index) =>
    program(`review-worker-${index}`, workerEntry, port),
  );
  const [worker] = workers;
  if (worker === undefined) throw new Error('A stack needs a worker.');
  const gateways = gatewayPorts.map((port, index) =>
    program(`gateway-${index}`, gatewayEntry, port),
  );
  const programs = [...workers, ...gateways];
  for (const each of programs) each.start();
  await Promise.all(programs.map((each) => each.ready()));
  const baseUrls = gatewayPorts.map((port) => `http://127.0.0.1:${port}`);
  return {
    folder,
    baseUrl: baseUrls[0] ?? '',
    baseUrls,
    workerUrl: `http://127.0.0.1:${workerPorts[0]}`,
    databaseUrl: postgres.url,
    redisUrl: redis?.url,
    apiKey: secrets.ASSAY_API_KEY,
    secretKey: secrets.ASSAY_SECRET_KEY,
    adminEmail: secrets.ASSAY_ADMIN_EMAIL,
    adminPassword: secrets.ASSAY_ADMIN_PASSWORD,
    secondEmail: secrets.ASSAY_SECOND_EMAIL,
    secondPassword: secrets.ASSAY_SECOND_PASSWORD,
    gateways,
    worker,
    workers,
    postgres,
    redis,
    stop: async () => {
      for (const each of [...gateways, ...workers]) await each.stop();
      await redis?.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const newSecrets = () => ({
  ASSAY_SECRET_KEY: randomBytes(32).toString('base64url'),
  ASSAY_ADMIN_EMAIL: 'admin@assay.local',
  ASSAY_ADMIN_PASSWORD: randomBytes(12).toString('base64url'),
  ASSAY_SECOND_EMAIL: 'second@assay.local',
  ASSAY_SECOND_PASSWORD: randomBytes(12).toString('base64url'),
  ASSAY_API_KEY: randomBytes(32).toString('base64url'),
});

interface OwnServer extends Restartable {
  readonly url: string;
  stop(): Promise<void>;
}

function startDatabase(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<OwnServer> {
  const password = randomBytes(16).toString('hex');
  return restartable((port) =>
    startPostgres({
      dataDir: path.join(folder, 'postgres'),
      password,
      settings,
      logFile: path.join(folder, 'logs/postgres.log'),
      ...(port === undefined ? {} : { port }),
    }),
  );
}

function startQueue(folder: string): Promise<OwnServer> {
  const password = randomBytes(16).toString('hex');
  return restartable((port) =>
    startRedis({
      dataDir: path.join(folder, 'redis'),
      password,
      logFile: path.join(folder, 'logs/redis.log'),
      ...(port === undefined ? {} : { port }),
    }),
  );
}

async function restartable(start: (port?: number) => Promise<RunningServer>): Promise<OwnServer> {
  let server: RunningServer | undefined = await start();
  const { url, port } = server;
  return {
    url,
    get pid() {
      return server?.pid;
    },
    kill: async () => {
      await server?.kill();
      server = undefined;
    },
    start: async () => {
      server = await start(port);
    },
    stop: async () => server?.stop(),
  };
}

/** Distinct ones: each is taken while the next is looked for. */
async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
