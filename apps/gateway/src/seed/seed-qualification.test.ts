import { connectDatabase, migrate, pickGold, type Database } from '@assay/database';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { v7 } from 'uuid';
import { seedDemoContent } from './demo-content.js';

let files: TestDatabase;
let database: Database;
const owners = { tenantId: v7(), adminPrincipal: 'admin', secondPrincipal: 'second' };

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'seed-qualification-test' });
  await Promise.all([seedDemoContent(database, owners), seedDemoContent(database, owners)]);
});
afterAll(async () => {
  await database?.close();
  await files?.drop();
});

const rows = async (sql: string) => (await database.pool.query(sql)).rows;

test('two processes at once seed one published standard, its gold and one exam', async () => {
  expect(
    await rows(
      'SELECT s.name, v.version, v.state FROM standard s JOIN standard_version v ON v.standard_id = s.id',
    ),
  ).toEqual([{ name: 'demo-commerce', version: 1, state: 'published' }]);
  expect(
    await rows(
      'SELECT set_name, count(*)::int AS items FROM gold_item GROUP BY set_name ORDER BY 1',
    ),
  ).toEqual([
    { set_name: 'demo-exam', items: 8 },
    { set_name: 'demo-queue', items: 4 },
  ]);
  expect(await rows('SELECT category, set_name, state FROM exam')).toEqual([
    { category: 'A.3.e', set_name: 'demo-exam', state: 'open' },
  ]);
});

test('the exam asks for as many blocks as passes, in both languages', async () => {
  expect(
    await rows(
      `SELECT language, expected_outcome AS outcome, count(*)::int AS items FROM gold_item
       WHERE set_name = 'demo-exam' GROUP BY 1, 2 ORDER BY 1, 2`,
    ),
  ).toEqual([
    { language: 'en', outcome: 'block', items: 2 },
    { language: 'en', outcome: 'pass', items: 2 },
    { language: 'zh', outcome: 'block', items: 2 },
    { language: 'zh', outcome: 'pass', items: 2 },
  ]);
});

test('gold for the queue looks like the work of the seeded policy', async () => {
  const { tenantId } = owners;
  const item = await database.dataSource.transaction((manager) => pickGold(manager, { tenantId }));
  expect(item).toMatchObject({
    scene: 'marketing',
    decision: {
      outcome: 'review',
      policyVersion: 'marketing@1',
      reasons: [expect.objectContaining({ category: 'A.3.e', rule: expect.any(String) })],
    },
  });
});
