import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import type { PoolClient } from 'pg';
import { connectDatabase, readAsTenant, type Database } from './connection.js';
import { migrate } from './migrate.js';

const own = randomUUID();
const foreign = randomUUID();

let testDatabase: TestDatabase;
let database: Database;
let tenantTables: readonly string[];

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: testDatabase.url, poolSize: 4, applicationName: 'test' });
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  tenantTables = rows.map(({ name }) => name);
});

afterAll(async () => {
  await database?.close();
  await testDatabase?.drop();
});

/** Everything inside is undone. */
async function undone<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    return await work(client);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
}

const fillers: Readonly<Record<string, () => unknown>> = {
  uuid: () => randomUUID(),
  text: () => randomUUID(),
  'text[]': () => [],
  json: () => '{}',
  bytea: () => Buffer.from(randomUUID()),
  integer: () => 1,
  smallint: () => 1,
  bigint: () => 1,
  real: () => 1,
  'double precision': () => 1,
  date: () => '2030-01-01',
  'uuid[]': () => [],
  boolean: () => false,
  'timestamp with time zone': () => new Date(),
};

/** A row with something in every column that must not be empty. */
async function insertRow(client: PoolClient, table: string, tenantId: string): Promise<void> {
  const { rows } = await client.query<ColumnRow>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull AND NOT atthasdef
       AND attidentity = ''`,
    [table],
  );
  const columns = rows.filter(({ name }) => name !== 'tenant_id');
  const values = columns.map(({ name, type }) => special[`${table}.${name}`] ?? fillers[type]?.());
  const names = ['tenant_id', ...columns.map(({ name }) => name)];
  await client.query(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    [tenantId, ...values],
  );
}

const special: Readonly<Record<string, unknown>> = {
  'verdict.outcome': 'pass',
  'verdict.revision': 1,
  'policy_version.state': 'draft',
};

/** Shared with every tenant on purpose: names of lists that one may subscribe to. */
const sharedTables = ['industry_list'];

test('neither runtime role is a superuser or walks past row security', async () => {
  const { rows: current } = await database.pool.query(
    'SELECT current_user AS name, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user',
  );
  expect(current).toEqual([{ name: 'assay_service', rolsuper: false, rolbypassrls: false }]);
  const [reader] = await readAsTenant(database.dataSource, own, (manager) =>
    manager.query(
      'SELECT current_user AS name, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user',
    ),
  );
  expect(reader).toEqual({ name: 'assay_api', rolsuper: false, rolbypassrls: false });
});

test('every table with a tenant is forced behind row security with both policies', async () => {
  expect(tenantTables.length).toBeGreaterThan(20);
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relname = ANY($1) AND c.relrowsecurity AND c.relforcerowsecurity
       AND EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND p.roles = '{assay_service}')
       AND EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND p.policyname = 'own_tenant'
                     AND p.roles = '{assay_api}' AND p.cmd = 'SELECT' AND p.qual LIKE '%tenant_id =%assay.tenant_id%')
     ORDER BY 1`,
    [tenantTables],
  );
  expect(rows.map(({ name }) => name)).toEqual(tenantTables);
});

test('a row of another tenant is invisible in every table', async () => {
  for (const table of tenantTables) {
    const seen = await undone(async (client) => {
      await insertRow(client, table, own);
      await insertRow(client, table, foreign);
      const both = await client.query(`SELECT tenant_id FROM ${table}`);
      expect({ table, count: both.rowCount }).toEqual({ table, count: 2 });
      // The policy alone is under test here; which tables the role may read at all is asserted below.
      await client.query('SET LOCAL ROLE NONE');
      await client.query(`GRANT SELECT ON ${table} TO assay_api`);
      await client.query(
        `SELECT set_config('role', 'assay_api', true), set_config('assay.tenant_id', $1, true)`,
        [own],
      );
      return (await client.query<{ tenant_id: string }>(`SELECT tenant_id FROM ${table}`)).rows;
    });
    const expected = sharedTables.includes(table) ? [own, foreign] : [own];
    expect({ table, seen: seen.map((row) => row.tenant_id) }).toEqual({ table, seen: expected });
  }
});

test('the reading role sees nothing without a tenant, and no credentials with one', async () => {
  const counts = await undone(async (client) => {
    await insertRow(client, 'submission', own);
    await client.query(`SELECT set_config('role', 'assay_api', true)`);
    return (await client.query('SELECT id FROM submission')).rowCount;
  });
  expect(counts).toBe(0);
  for (const table of [
    'api_key',
    'session',
    'role_grant',
    'idempotency',
    'outbox',
    'app_user',
    'login_failure',
  ]) {
    const reading = readAsTenant(database.dataSource, own, (manager) =>
      manager.query(`SELECT * FROM ${table}`),
    );
    await expect(reading).rejects.toMatchObject({ code: '42501' });
  }
});

test('the reading role changes nothing', async () => {
  for (const table of tenantTables) {
    const removing = readAsTenant(database.dataSource, own, (manager) =>
      manager.query(`DELETE FROM ${table}`),
    );
    await expect(removing).rejects.toMatchObject({ code: '42501' });
  }
});

test('subscribers see the entries of an industry list, others do not', async () => {
  const listId = randomUUID();
  const look = (isSubscribed: boolean) =>
    undone(async (client) => {
      await insertRow(client, 'blacklist_entry', foreign);
      await client.query('UPDATE blacklist_entry SET list_id = $1', [listId]);
      if (isSubscribed) {
        await client.query(
          `INSERT INTO subscription (tenant_id, list_id, mode) VALUES ($1, $2, 'apply')`,
          [own, listId],
        );
      }
      await client.query(
        `SELECT set_config('role', 'assay_api', true), set_config('assay.tenant_id', $1, true)`,
        [own],
      );
      return (await client.query('SELECT id FROM blacklist_entry')).rowCount;
    });
  expect([await look(false), await look(true)]).toEqual([0, 1]);
});

test('history is append-only for the services', async () => {
  for (const table of [
    'submission',
    'decision',
    'verdict',
    'event',
    'audit_entry',
    'task_event',
    'blacklist_event',
  ]) {
    for (const statement of [
      `UPDATE ${table} SET tenant_id = tenant_id`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ]) {
      await expect(database.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
  }
});

test('a published policy version never changes; it can only retire', async () => {
  const attempt = (change: string) =>
    undone(async (client) => {
      await insertRow(client, 'policy_version', own);
      await client.query(`UPDATE policy_version SET definition = '{"rules":[]}'`);
      await client.query(`UPDATE policy_version SET state = 'published'`);
      await client.query(`UPDATE policy_version SET ${change}`);
    });
  for (const change of [
    `definition = '{}'`,
    'version = 2',
    `policy_id = '${own}'`,
    `state = 'draft'`,
  ]) {
    await expect(attempt(change)).rejects.toMatchObject({ code: '23514' });
  }
  await expect(attempt(`state = 'retired'`)).resolves.toBeUndefined();
});

test('a published or retired version is not deleted either', async () => {
  const deleting = undone(async (client) => {
    await insertRow(client, 'policy_version', own);
    await client.query(`UPDATE policy_version SET state = 'published'`);
    await client.query('DELETE FROM policy_version');
  });
  await expect(deleting).rejects.toMatchObject({ code: '23514' });
});
