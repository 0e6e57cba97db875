import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { v7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { addGold, type NewGoldItem } from './add-gold.js';
import { GoldItemStore } from './gold-item.store.js';
import { pickGold } from './pick-gold.js';

let files: TestDatabase;
let database: Database;

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'gold-test' });
});
afterAll(async () => {
  await database?.close();
  await files?.drop();
});

const aGoldItem = (fields: Partial<NewGoldItem> = {}): NewGoldItem => ({
  setName: 'mixed',
  clause: null,
  taxonomy: 'tc260-003@2024',
  parts: [{ type: 'text', text: 'add me' }],
  context: {},
  scene: 'chat',
  industry: null,
  language: 'en',
  category: 'A.3.e',
  severity: 'low',
  decision: {
    outcome: 'review',
    reasons: [{ category: 'A.3.e', severity: 'medium', rule: 'r', message: 'm', spans: [] }],
    policyVersion: 'chat@1',
    blacklistVersion: 1,
    engineVersion: 'engine@1',
  },
  expectedOutcome: 'block',
  expectedCategory: 'A.3.e',
  explanation: 'It asks for contact.',
  ...fields,
});
const gold = (tenantId: string, ...items: Partial<NewGoldItem>[]) =>
  database.dataSource.transaction((manager) =>
    addGold(manager, { tenantId, actor: 'lead', items: items.map(aGoldItem) }),
  );
const pick = (tenantId: string, wish: { categories?: string[]; language?: 'zh' | 'en' } = {}) =>
  database.dataSource.transaction((manager) => pickGold(manager, { tenantId, ...wish }));
const exam = (
  tenantId: string,
  { setName = null, itemIds = null }: { setName?: string | null; itemIds?: string[] | null },
) =>
  database.pool.query(
    `INSERT INTO exam (id, tenant_id, name, category, set_name, item_ids, pass_mark, valid_days, cool_down_hours,
       version, state, created_by)
     VALUES ($1::uuid, $2, $1::text, 'A.3.e', $3, $4, 1, 30, 24, 1, 'open', 'lead')`,
    [v7(), tenantId, setName, itemIds],
  );
const storeOf = (tenantId: string) => new GoldItemStore(database.dataSource.manager, tenantId);

test('gold comes in turn, by category and language, and never with its answer', async () => {
  const tenantId = v7();
  const ids = await gold(tenantId, {}, { category: 'A.3.b', language: 'zh' }, {});
  expect(await pick(v7())).toBeUndefined();
  expect((await pick(tenantId, { categories: ['A.3.b'] }))?.id).toBe(ids[1]);
  expect((await pick(tenantId, { language: 'zh' }))?.id).toBe(ids[1]);
  const turn = [await pick(tenantId), await pick(tenantId), await pick(tenantId)];
  expect(turn.map((item) => item?.id)).toEqual([ids[0], ids[2], ids[1]]);
  expect(JSON.stringify(turn)).not.toMatch(/expected|contact/);
  await storeOf(tenantId).retire(ids[0]!, 'lead');
  expect((await pick(tenantId, { language: 'en' }))?.id).toBe(ids[2]);
});

test('items of exams are never mixed in', async () => {
  const tenantId = v7();
  const [named, free] = await gold(tenantId, {}, {}, { setName: 'asked' });
  await exam(tenantId, { setName: 'asked' });
  await exam(tenantId, { itemIds: [named!] });
  const turn = [await pick(tenantId), await pick(tenantId)];
  expect(turn.map((item) => item?.id)).toEqual([free, free]);
});

test('processes that pick at the same time get different items', async () => {
  const tenantId = v7();
  const ids = await gold(tenantId, {}, {}, {});
  const picked: (string | undefined)[] = [];
  await database.dataSource.transaction(async (one) => {
    picked.push((await pickGold(one, { tenantId }))?.id);
    await database.dataSource.transaction(async (other) => {
      picked.push((await pickGold(other, { tenantId }))?.id);
    });
  });
  expect(picked).toEqual(ids.slice(0, 2));
});

test('how hard an item is comes from exams and from gold in the queue together', async () => {
  const tenantId = v7();
  const [id] = await gold(tenantId, {});
  for (const isRight of [true, false]) {
    await database.pool.query(
      `INSERT INTO exam_answer (attempt_id, gold_item_id, tenant_id, actor, outcome, correct)
       VALUES ($1, $2, $3, 'ann', 'block', $4)`,
      [v7(), id, tenantId, isRight],
    );
  }
  await database.pool.query(
    `INSERT INTO gold_ruling (ruling_id, tenant_id, gold_item_id, actor, category, outcome, correct)
     VALUES ($1, $2, $3, 'cho', 'A.3.e', 'block', true)`,
    [v7(), tenantId, id],
  );
  expect(await storeOf(tenantId).find(id!)).toMatchObject({ answers: 3, correct: 2 });
  expect(await storeOf(v7()).find(id!)).toBeUndefined();
});

test('the content of a gold item and given answers are never rewritten', async () => {
  for (const statement of [
    `UPDATE gold_item SET explanation = 'x'`,
    `UPDATE gold_item SET expected_outcome = 'pass'`,
    'DELETE FROM gold_item',
    'UPDATE exam_answer SET correct = true',
    'DELETE FROM exam_answer',
  ]) {
    await expect(database.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  }
});
