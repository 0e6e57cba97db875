import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { loadCredentials, type Credentials, type LoadedCredentials } from './credentials.js';
import { StartProblem } from './start-problem.js';

/** What the environment asked for, completed by defaults and by what earlier starts kept. */
export interface Settings {
  readonly dataDir: string;
  readonly logsDir: string;
  /** The port asked for; the next free one from there is used. */
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly credentials: Credentials;
  /** Those made up at this start: they are shown once. */
  readonly generated: LoadedCredentials['generated'];
}

export function readSettings(root: string, env: NodeJS.ProcessEnv): Settings {
  if (existsSync(path.join(root, '.env'))) process.loadEnvFile(path.join(root, '.env'));
  const dataDir = path.resolve(root, env['DATA_DIR'] || '.data');
  const logsDir = path.join(dataDir, 'logs');
  mkdirSync(logsDir, { recursive: true });
  return {
    dataDir,
    logsDir,
    port: readPort(env['PORT']),
    publicUrl: env['PUBLIC_URL'] || undefined,
    databaseUrl: env['DATABASE_URL'] || undefined,
    redisUrl: env['REDIS_URL'] || undefined,
    ...loadCredentials(dataDir, env),
  };
}

function readPort(asked: string | undefined): number {
  const port = Number(asked || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartProblem(`PORT must be a number from 1 to 65535, not "${asked}".`);
}
