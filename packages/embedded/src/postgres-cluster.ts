import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { sharedStateFolder, type PostgresBinaries } from './postgres-binaries.js';
import { canReach, type SystemUser } from './unprivileged-user.js';

interface Cluster {
  readonly dataDir: string;
  readonly password: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly user: SystemUser | undefined;
  readonly binaries: PostgresBinaries;
}

/** Makes the cluster if there is none and returns its real folder. An interrupted creation leaves nothing behind. */
export async function prepareCluster(cluster: Cluster): Promise<string> {
  // Made before it is judged: a strict umask decides who reaches it.
  mkdirSync(path.dirname(path.resolve(cluster.dataDir)), { recursive: true });
  const dataDir = reachableFolder(path.resolve(cluster.dataDir), cluster.user);
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) await createCluster({ ...cluster, dataDir });
  const found = readFileSync(path.join(dataDir, 'PG_VERSION'), 'utf8').trim();
  const ours = cluster.binaries.version.split('.')[0];
  if (found !== ours) {
    throw new Error(
      `${dataDir} belongs to PostgreSQL ${found}, this version brings ${ours}: dump it with the old version and load it here.`,
    );
  }
  return realpathSync(dataDir);
}

function reachableFolder(dataDir: string, user: SystemUser | undefined): string {
  if (!user || canReach(path.dirname(dataDir), user)) return dataDir;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return path.join(sharedStateFolder, `postgres-${name}`);
}

async function createCluster(cluster: Cluster): Promise<void> {
  const { dataDir, user, binaries } = cluster;
  const partial = `${dataDir}.partial`;
  const passwordFile = `${dataDir}.password`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(path.dirname(dataDir), { recursive: true });
  mkdirSync(partial, { mode: 0o700 });
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  if (user) {
    chownSync(partial, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  // Not `C`: under it pg_trgm finds no trigrams in Chinese text.
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const args = ['-D', partial, '-U', 'assay', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  args.push('--encoding=UTF8', `--locale=${locale}`);
  if (cluster.settings?.fsync === 'off') args.push('--no-sync');
  try {
    await promisify(execFile)(binaries.initdb, args, { ...user, cwd: partial });
    await createDatabase({ ...cluster, partial });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(partial, dataDir);
}

async function createDatabase(cluster: Cluster & { partial: string }): Promise<void> {
  const { binaries, user, partial } = cluster;
  const single = promisify(execFile)(
    binaries.postgres,
    ['--single', '-D', partial, '-c', 'unix_socket_directories=', 'postgres'],
    { ...user, cwd: partial },
  );
  single.child.stdin?.end('CREATE DATABASE assay;\n');
  await single;
}
