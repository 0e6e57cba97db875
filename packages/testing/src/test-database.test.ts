import pg from 'pg';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const made: TestDatabase[] = [];
afterAll(async () => {
  await Promise.all(made.map((database) => database.drop()));
});

async function ask(database: TestDatabase, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

test('two databases do not see each other', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  made.push(one, other);
  await ask(one, 'CREATE TABLE seen (id int)');
  expect(await ask(one, "SELECT to_regclass('seen')::text AS found")).toEqual([{ found: 'seen' }]);
  expect(await ask(other, "SELECT to_regclass('seen')::text AS found")).toEqual([{ found: null }]);
});

test('trigrams are found in Chinese text', async () => {
  const database = await createTestDatabase();
  made.push(database);
  await ask(database, 'CREATE EXTENSION pg_trgm');
  const rows = await ask(database, "SELECT cardinality(show_trgm('人工智能')) > 0 AS found");
  expect(rows).toEqual([{ found: true }]);
});

test('a dropped database is gone although a client is still connected', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  const lost = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await database.drop();
  await expect(lost).resolves.toBeInstanceOf(Error);
  await expect(ask(database, 'SELECT 1')).rejects.toThrow('does not exist');
});
