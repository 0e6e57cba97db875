import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { DataSource } from 'typeorm';
import { entities } from './entities.js';
import { migrate, pendingMigrations } from './migrate.js';
import { migrations } from './migrations/migrations.js';

let empty: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  empty = await createTestDatabase();
});

afterAll(async () => {
  if (dataSource?.isInitialized) await dataSource.destroy();
  await empty?.drop();
});

test('an empty database is migrated once, however many processes ask at the same time', async () => {
  const runs = await Promise.all([migrate(empty.url), migrate(empty.url), migrate(empty.url)]);
  expect(runs.map((ran) => ran.length).sort()).toEqual([0, 0, expect.any(Number)]);
  expect(await migrate(empty.url)).toEqual([]);
});

test('entities and migrations describe the same tables', async () => {
  dataSource = new DataSource({ type: 'postgres', url: empty.url, entities: [...entities] });
  await dataSource.initialize();
  expect(await pendingMigrations(dataSource)).toEqual([]);
  const left = await dataSource.driver.createSchemaBuilder().log();
  expect(left.upQueries.map(({ query }) => query)).toEqual([]);
});

test('every table has an entity', async () => {
  const tables: { name: string }[] = await dataSource.query(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
     AND relname <> 'schema_migration' ORDER BY 1`,
  );
  const named = dataSource.entityMetadatas.map(({ tableName }) => tableName).sort();
  expect(tables.map(({ name }) => name)).toEqual(named);
});

test('migrations run in the order they are listed', async () => {
  const applied: { name: string }[] = await dataSource.query(
    'SELECT name FROM schema_migration ORDER BY id',
  );
  expect(applied.map(({ name }) => name)).toEqual(
    migrations.map((Migration) => new Migration().name),
  );
});
