import type { PolicyDefinition, StandardClause } from '@assay/domain';
import { defaultRouting } from '@assay/domain';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { v7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { createDraft } from '../policy/draft-policy.js';
import { PolicyStore } from '../policy/policy.store.js';
import { publishPolicy } from '../policy/publish-policy.js';
import {
  createStandard,
  draftStandard,
  updateStandardDraft,
  type NewStandard,
} from './draft-standard.js';
import { publishStandard, retireStandard } from './publish-standard.js';
import { StandardStore } from './standard.store.js';

let files: TestDatabase;
let database: Database;

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'standard-test' });
});
afterAll(async () => {
  await database?.close();
  await files?.drop();
});

const actor = 'lead';
const words = { 'zh-CN': '规则', en: 'A rule' };
const aClause = (fields: Partial<StandardClause> = {}): StandardClause => ({
  id: 'bait',
  category: 'A.3.e',
  title: words,
  text: words,
  examples: [{ text: 'add me', outcome: 'block', why: 'It asks for contact.' }],
  ...fields,
});
const aStandard = (tenantId: string, fields: Partial<NewStandard> = {}): NewStandard => ({
  tenantId,
  actor,
  name: 'house-rules',
  title: words,
  taxonomy: 'tc260-003@2024',
  goldSet: null,
  clauses: [aClause()],
  reviewAt: '2030-01-31',
  ...fields,
});
const inTransaction = <T>(
  work: (manager: Database['dataSource']['manager']) => Promise<T>,
): Promise<T> => database.dataSource.transaction(work);
async function standard(tenantId: string, fields: Partial<NewStandard> = {}): Promise<string> {
  const created = await inTransaction((manager) =>
    createStandard(manager, aStandard(tenantId, fields)),
  );
  if (!created.ok) throw new Error(created.problem.detail);
  return created.value;
}
const draft = (
  tenantId: string,
  standardId: string,
  clauses: readonly StandardClause[] = [aClause()],
) =>
  inTransaction((manager) =>
    draftStandard(manager, { tenantId, standardId, actor, clauses, reviewAt: '2031-01-31' }),
  );
const publish = (tenantId: string, standardId: string, version: number) =>
  inTransaction((manager) => publishStandard(manager, { tenantId, standardId, version, actor }));
const codeOf = (result: { ok: boolean; problem?: { code: string } }) =>
  result.ok ? 'ok' : result.problem?.code;
const read = <T>(tenantId: string, look: (store: StandardStore) => Promise<T>) =>
  readAsTenant(database.dataSource, tenantId, (manager) =>
    look(new StandardStore(manager, tenantId)),
  );
const statesOf = async (tenantId: string, id: string) =>
  (await read(tenantId, (store) => store.versions(id))).map(({ version, state }) => [
    version,
    state,
  ]);

test('a standard begins as a draft, is published, and is nobody else’s', async () => {
  const tenantId = v7();
  const id = await standard(tenantId);
  expect(await read(tenantId, (store) => store.find(id))).toMatchObject({ published: null });
  expect(codeOf(await publish(tenantId, id, 1))).toBe('ok');
  expect(await read(tenantId, (store) => store.find(id))).toMatchObject({
    name: 'house-rules',
    published: { version: 1, clauseCount: 1, reviewAt: '2030-01-31', overdue: false },
  });
  expect(await read(v7(), (store) => store.find(id))).toBeUndefined();
  expect(codeOf(await publish(v7(), id, 1))).toBe('not_found');
});

test('a name is taken once in a tenant', async () => {
  const tenantId = v7();
  await standard(tenantId);
  const again = await inTransaction((manager) => createStandard(manager, aStandard(tenantId)));
  expect(codeOf(again)).toBe('duplicate');
  await standard(v7());
});

test('drafts written at once take different numbers', async () => {
  const tenantId = v7();
  const id = await standard(tenantId);
  const drafted = await Promise.all([1, 2, 3].map(() => draft(tenantId, id)));
  expect(drafted.map((each) => (each.ok ? each.value : 0)).sort()).toEqual([2, 3, 4]);
});

test('publishing retires what was published; an older draft no longer comes out', async () => {
  const tenantId = v7();
  const id = await standard(tenantId);
  await draft(tenantId, id);
  await draft(tenantId, id);
  await publish(tenantId, id, 2);
  expect(codeOf(await publish(tenantId, id, 1))).toBe('stale_version');
  expect(codeOf(await publish(tenantId, id, 3))).toBe('ok');
  expect(codeOf(await publish(tenantId, id, 3))).toBe('not_a_draft');
  expect(await statesOf(tenantId, id)).toEqual([
    [3, 'published'],
    [2, 'retired'],
    [1, 'draft'],
  ]);
});

test('two publishes at once leave one published version', async () => {
  const tenantId = v7();
  const id = await standard(tenantId);
  await draft(tenantId, id);
  await Promise.all([publish(tenantId, id, 1), publish(tenantId, id, 2)]);
  const states = await statesOf(tenantId, id);
  expect(states[0]).toEqual([2, 'published']);
  expect(states.filter(([, state]) => state === 'published')).toHaveLength(1);
});

test('only drafts are edited, and the table itself refuses to change what is published', async () => {
  const tenantId = v7();
  const id = await standard(tenantId);
  const edit = () =>
    inTransaction((manager) =>
      updateStandardDraft(manager, {
        tenantId,
        standardId: id,
        version: 1,
        actor,
        clauses: [aClause({ id: 'other' })],
        reviewAt: '2032-01-31',
      }),
    );
  expect(codeOf(await edit())).toBe('ok');
  await publish(tenantId, id, 1);
  expect(codeOf(await edit())).toBe('not_a_draft');
  for (const statement of [
    `UPDATE standard_version SET clauses = '[]' WHERE standard_id = $1`,
    `UPDATE standard_version SET review_at = '2040-01-01' WHERE standard_id = $1`,
    `UPDATE standard_version SET state = 'draft' WHERE standard_id = $1`,
    'DELETE FROM standard_version WHERE standard_id = $1',
  ]) {
    await expect(database.pool.query(statement, [id])).rejects.toMatchObject({ code: '23514' });
  }
});

test('a retired version stays, and leaves nothing to cite', async () => {
  const tenantId = v7();
  const id = await standard(tenantId);
  const retire = (version: number) =>
    inTransaction((manager) =>
      retireStandard(manager, { tenantId, standardId: id, version, actor }),
    );
  expect(codeOf(await retire(1))).toBe('invalid_transition');
  await publish(tenantId, id, 1);
  expect(codeOf(await retire(1))).toBe('ok');
  expect(codeOf(await retire(7))).toBe('not_found');
  expect(await read(tenantId, (store) => store.published(id))).toBeUndefined();
  expect(await read(tenantId, (store) => store.version(id, 1))).toMatchObject({ state: 'retired' });
});

test('a review date that has passed is flagged', async () => {
  const tenantId = v7();
  const id = await standard(tenantId, { reviewAt: '2020-01-31' });
  await publish(tenantId, id, 1);
  const [listed] = await read(tenantId, (store) => store.list({ limit: 5 }));
  expect(listed?.published).toMatchObject({ reviewAt: '2020-01-31', overdue: true });
});

async function qualified(tenantId: string, category: string): Promise<() => Promise<number>> {
  const id = v7();
  await database.pool.query(
    `INSERT INTO qualification (id, tenant_id, actor, category, exam_id, attempt_id, expires_at)
     VALUES ($1, $2, 'ann', $3, $1, $1, now() + interval '100 days')`,
    [id, tenantId, category],
  );
  return async () => {
    const { rows } = await database.pool.query<{ days: number }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM qualification WHERE id = $1`,
      [id],
    );
    return rows[0]?.days ?? 0;
  };
}

test('a standard whose clauses change gives people of these categories a fortnight', async () => {
  const tenantId = v7();
  const other = aClause({ id: 'adverts', category: 'A.3.b' });
  const id = await standard(tenantId, { clauses: [aClause(), other] });
  const bait = await qualified(tenantId, 'A.3.e');
  const adverts = await qualified(tenantId, 'A.3.b');
  await publish(tenantId, id, 1);
  expect([await bait(), await adverts()]).toEqual([100, 100]);
  await draft(tenantId, id, [aClause({ text: { ...words, en: 'Another rule' } }), other]);
  await publish(tenantId, id, 2);
  expect([await bait(), await adverts()]).toEqual([14, 100]);
});

const aDefinition = (terms: Readonly<Record<string, string>>): PolicyDefinition => ({
  taxonomy: 'tc260-003@2024',
  rules: Object.entries(terms).map(([category, term]) => ({
    id: `rule-${category.toLowerCase().replaceAll('.', '-')}`,
    kind: 'term',
    category,
    severity: 'low',
    action: 'review',
    terms: [term],
  })),
  routing: defaultRouting,
});

async function publishDefinition(tenantId: string, definition: PolicyDefinition): Promise<void> {
  await inTransaction(async (manager) => {
    const wish = { tenantId, actor, name: 'chat', scene: 'chat', industry: null, definition };
    const drafted = await createDraft(manager, wish);
    if (!drafted.ok) throw new Error(drafted.problem.detail);
    const found = await new PolicyStore(manager).find(tenantId, drafted.value);
    const reference = { tenantId, id: drafted.value, actor, revision: found?.revision ?? '' };
    const published = await publishPolicy(manager, reference);
    if (!published.ok) throw new Error(published.problem.detail);
  });
}

test('a policy whose rules change gives people of these categories a fortnight', async () => {
  const tenantId = v7();
  const bait = await qualified(tenantId, 'A.3.e');
  const adverts = await qualified(tenantId, 'A.3.b');
  await publishDefinition(tenantId, aDefinition({ 'A.3.e': 'one', 'A.3.b': 'one' }));
  expect([await bait(), await adverts()]).toEqual([100, 100]);
  const routing = { ...defaultRouting, queue: 'other' };
  await publishDefinition(tenantId, {
    ...aDefinition({ 'A.3.e': 'one', 'A.3.b': 'one' }),
    routing,
  });
  expect([await bait(), await adverts()]).toEqual([100, 100]);
  await publishDefinition(tenantId, aDefinition({ 'A.3.e': 'two', 'A.3.b': 'one' }));
  expect([await bait(), await adverts()]).toEqual([14, 100]);
  const { rows } = await database.pool.query(
    `SELECT shortened_by FROM qualification WHERE tenant_id = $1 AND category = 'A.3.e'`,
    [tenantId],
  );
  expect(rows).toEqual([{ shortened_by: 'chat@3' }]);
});
