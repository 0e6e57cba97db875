import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartProblem } from './start-problem.js';

const variables = {
  secretKey: 'ASSAY_SECRET_KEY',
  adminEmail: 'ASSAY_ADMIN_EMAIL',
  adminPassword: 'ASSAY_ADMIN_PASSWORD',
  apiKey: 'ASSAY_API_KEY',
  secondEmail: 'ASSAY_SECOND_EMAIL',
  secondPassword: 'ASSAY_SECOND_PASSWORD',
} as const;
const generators: Record<keyof Credentials, () => string> = {
  secretKey: () => randomBytes(32).toString('base64url'),
  adminEmail: () => 'admin@assay.local',
  adminPassword: readablePassword,
  apiKey: () => `assay_${randomBytes(32).toString('base64url')}`,
  secondEmail: () => 'second@assay.local',
  secondPassword: readablePassword,
  databasePassword: () => randomBytes(24).toString('base64url'),
  redisPassword: () => randomBytes(24).toString('base64url'),
};

export type Credentials = Readonly<
  Record<keyof typeof variables | 'databasePassword' | 'redisPassword', string>
>;

export interface LoadedCredentials {
  readonly credentials: Credentials;
  readonly generated: ReadonlySet<keyof Credentials>;
}

/**
 * Values of the environment win, then those in `credentials.json`, then new ones. All are kept in that
 * file (0600): the database remembers what it was seeded with, so the next start must know it too.
 */
export function loadCredentials(dataDir: string, env: NodeJS.ProcessEnv): LoadedCredentials {
  const file = path.join(dataDir, 'credentials.json');
  const kept = existsSync(file) ? readKept(file) : {};
  const generated = new Set<keyof Credentials>();
  const credentials = {} as Record<keyof Credentials, string>;
  for (const name of Object.keys(generators) as (keyof Credentials)[]) {
    const variable = name in variables ? variables[name as keyof typeof variables] : undefined;
    const given = (variable && env[variable]) || kept[name];
    if (!given) generated.add(name);
    credentials[name] = given || generators[name]();
  }
  if (credentials.apiKey.length < 32) {
    throw new StartProblem('ASSAY_API_KEY must have at least 32 characters.');
  }
  write(file, credentials);
  return { credentials, generated };
}

/** The credentials as the services read them. */
export function credentialVariables(credentials: Credentials): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [
      variable,
      credentials[name as keyof typeof variables],
    ]),
  );
}

function readKept(file: string): Partial<Credentials> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Credentials>;
  } catch (cause) {
    throw new StartProblem(`${file} is not readable JSON; restore it or move it away.`, { cause });
  }
}

// Replaced in one step: a start that is killed here must not lose the key of the data it already has.
function write(file: string, credentials: Credentials): void {
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, file);
}

// Without letters that look alike: people type it. 20 of 31 characters are 99 bits.
function readablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
