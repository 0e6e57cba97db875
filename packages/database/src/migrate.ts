import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { entities } from './entities.js';
import { migrations } from './migrations/migrations.js';

/** Any constant will do; it only has to be the same in every process. */
const migrationLock = 4_171_953_001;

const migrationTable = 'schema_migration';

const migrationNames = migrations.map((Migration) => new Migration().name);

/**
 * Brings the database to the current tables, forward only. Runs as the login user, who must own the schema.
 * Any number of processes may call it at once: one migrates, the others wait for it.
 * Returns the names of the migrations that this call ran; rejects when the server cannot be reached.
 */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: databaseUrl,
    entities: [...entities],
    migrations: [...migrations],
    migrationsTableName: migrationTable,
    // TypeORM would otherwise create extensions that no table here needs.
    installExtensions: false,
    logging: false,
    applicationName: 'assay-migrate',
    extra: { max: 2 },
  });
  await dataSource.initialize();
  try {
    return await underLock(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function underLock(dataSource: DataSource): Promise<readonly string[]> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  } finally {
    await holder.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    await holder.release();
  }
}

/**
 * Names of the migrations of this release that the database lacks; empty when it is ready to serve.
 * Works as the service role. One small query.
 */
export async function pendingMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const applied: { name: string }[] = await dataSource.query(
    `SELECT name FROM ${migrationTable} WHERE name = ANY($1)`,
    [migrationNames],
  );
  return migrationNames.filter((name) => !applied.some((row) => row.name === name));
}
