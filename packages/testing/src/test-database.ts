import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { testServerUrl } from './test-servers.js';

export interface TestDatabaseOptions {
  /** Brings an empty database to the current tables; runs once in a test run, and its result is copied. */
  readonly migrate?: (databaseUrl: string) => Promise<unknown>;
}

export interface TestDatabase {
  readonly name: string;
  /** Connection URL of the superuser. */
  readonly url: string;
  /** Ends all its connections and removes it. */
  drop(): Promise<void>;
}

const templateLock = 7_220_114;

/**
 * A database of one's own for a test file, on the real PostgreSQL of this test run.
 *
 *     const database = await createTestDatabase({ migrate });
 *     afterAll(() => database.drop());
 *
 * Without `migrate` it is empty. All callers must pass the same `migrate`: the first one in a test run
 * makes the template that the others are copied from (about 50 ms a copy).
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = testServerUrl('TEST_DATABASE_URL');
  const template = options.migrate ? await preparedTemplate(server, options.migrate) : 'template0';
  const name = `assay_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    name,
    url: urlOf(server, name),
    drop: async () => {
      await onServer(server, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
    },
  };
}

type Migrate = NonNullable<TestDatabaseOptions['migrate']>;

async function preparedTemplate(server: string, migrate: Migrate): Promise<string> {
  const template = `assay_template_${process.env['ASSAY_TEST_RUN'] ?? 'alone'}`;
  await onServer(server, async (client) => {
    // Held until the connection closes; the other test processes wait here for the first one.
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount) return;
    const unfinished = `${template}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished} TEMPLATE template0`);
    await migrate(urlOf(server, unfinished));
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
      [unfinished],
    );
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
  });
  return template;
}

async function onServer(
  server: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
