import { defaultRouting, type PolicyDefinition } from '@assay/domain';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { v7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { createDraft, deleteDraft, updateDraft } from './draft-policy.js';
import { loadPoliciesSince, loadPolicyVersion, loadPublishedPolicies } from './load-policies.js';
import { PolicyStore } from './policy.store.js';
import { publishPolicy, retirePolicy } from './publish-policy.js';

let files: TestDatabase;
let database: Database;

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'policy-test' });
});
afterAll(async () => {
  await database?.close();
  await files?.drop();
});

const actor = 'ann';
const aDefinition = (term: string): PolicyDefinition => ({
  taxonomy: 'tc260-003@2024',
  rules: [
    {
      id: 'bait',
      kind: 'term',
      category: 'A.3.e',
      severity: 'low',
      action: 'review',
      terms: [term],
    },
  ],
  routing: defaultRouting,
});

const draft = async (
  tenantId: string,
  fields: { name?: string; scene?: string; term?: string } = {},
) => {
  const { name = 'chat', scene = 'chat', term = 'x' } = fields;
  const written = { tenantId, actor, name, scene, industry: null, definition: aDefinition(term) };
  return database.dataSource.transaction((manager) => createDraft(manager, written));
};
const draftId = async (...given: Parameters<typeof draft>): Promise<string> => {
  const result = await draft(...given);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
};
const find = (tenantId: string, id: string) =>
  readAsTenant(database.dataSource, tenantId, (manager) =>
    new PolicyStore(manager).find(tenantId, id),
  );
const publish = async (tenantId: string, id: string, revision?: string) => {
  const seen = revision ?? (await find(tenantId, id))?.revision ?? '0';
  return database.dataSource.transaction((manager) =>
    publishPolicy(manager, { tenantId, id, actor, revision: seen }),
  );
};
const codeOf = (result: { ok: boolean; problem?: { code: string } }) =>
  result.ok ? 'ok' : result.problem?.code;
const load = () => loadPublishedPolicies(database.dataSource.manager);

test('a draft is kept as it was written and is nobody else’s', async () => {
  const tenantId = v7();
  const id = await draftId(tenantId, { term: '加微信' });
  expect(await find(tenantId, id)).toMatchObject({
    name: 'chat',
    version: 1,
    state: 'draft',
    ruleCount: 1,
    definition: aDefinition('加微信'),
    createdBy: 'ann',
  });
  expect(await find(v7(), id)).toBeUndefined();
});

test('the next draft of a policy takes the next number, even when two are written at once', async () => {
  const tenantId = v7();
  const ids = await Promise.all([1, 2, 3, 4].map(() => draftId(tenantId)));
  const versions = await Promise.all(ids.map((id) => find(tenantId, id)));
  expect(versions.map((version) => version?.version).sort()).toEqual([1, 2, 3, 4]);
});

test('a name or scene that another policy has is a duplicate', async () => {
  const tenantId = v7();
  await draftId(tenantId);
  expect(codeOf(await draft(tenantId, { scene: 'article' }))).toBe('duplicate');
  expect(codeOf(await draft(tenantId, { name: 'other' }))).toBe('duplicate');
  expect(codeOf(await draft(v7()))).toBe('ok');
});

test('publishing replaces the published version, and retiring leaves none', async () => {
  const tenantId = v7();
  const first = await draftId(tenantId, { term: 'one' });
  expect(codeOf(await publish(tenantId, first))).toBe('ok');
  const before = await load();
  const second = await draftId(tenantId, { term: 'two' });
  expect(codeOf(await publish(tenantId, second))).toBe('ok');

  expect(await find(tenantId, first)).toMatchObject({
    state: 'retired',
    retiredAt: expect.any(Date),
  });
  expect(await find(tenantId, second)).toMatchObject({ state: 'published', publishedBy: 'ann' });
  const own = await loadPublishedPolicies(database.dataSource.manager, { tenantId });
  expect(own.policies).toMatchObject([{ id: second, version: 2, definition: aDefinition('two') }]);
  const changes = await loadPoliciesSince(database.dataSource.manager, before.version);
  expect(changes.version).toBe(before.version + 1);
  expect(changes.policies.map(({ id, state }) => [id, state]).sort()).toEqual(
    [
      [first, 'retired'],
      [second, 'published'],
    ].sort(),
  );

  const retire = (id: string) =>
    database.dataSource.transaction((manager) => retirePolicy(manager, { tenantId, id, actor }));
  expect(codeOf(await retire(second))).toBe('ok');
  expect(codeOf(await retire(second))).toBe('invalid_transition');
  expect(codeOf(await retire(v7()))).toBe('not_found');
  const left = await loadPublishedPolicies(database.dataSource.manager, { tenantId });
  expect(left.policies).toEqual([]);
});

test('of two racing publishes of one draft one wins', async () => {
  const tenantId = v7();
  const id = await draftId(tenantId);
  const revision = (await find(tenantId, id))?.revision;
  const results = await Promise.all([1, 2, 3].map(() => publish(tenantId, id, revision)));
  expect(results.map(codeOf).sort()).toEqual(['not_a_draft', 'not_a_draft', 'ok']);
  const audits: unknown[] = await database.dataSource.query(
    `SELECT 1 FROM audit_entry WHERE action = 'policy.published' AND subject_id = $1`,
    [id],
  );
  expect(audits).toHaveLength(1);
});

test('racing publishes of two drafts end with the later one published', async () => {
  const tenantId = v7();
  const older = await draftId(tenantId);
  const newer = await draftId(tenantId);
  const [first, second] = await Promise.all([publish(tenantId, older), publish(tenantId, newer)]);
  expect(['ok', 'stale_version']).toContain(codeOf(first));
  expect(codeOf(second)).toBe('ok');
  const own = await loadPublishedPolicies(database.dataSource.manager, { tenantId });
  expect(own.policies.map(({ id }) => id)).toEqual([newer]);
});

test('a draft older than what was ever published is stale', async () => {
  const tenantId = v7();
  const older = await draftId(tenantId);
  const newer = await draftId(tenantId);
  await publish(tenantId, newer);
  expect(codeOf(await publish(tenantId, older))).toBe('stale_version');
  const reference = { tenantId, id: newer, actor };
  await database.dataSource.transaction((manager) => retirePolicy(manager, reference));
  expect(codeOf(await publish(tenantId, older))).toBe('stale_version');
});

test('a draft that was edited after it was validated is not published', async () => {
  const tenantId = v7();
  const id = await draftId(tenantId);
  const validated = (await find(tenantId, id))?.revision;
  const edit = { tenantId, id, actor, definition: aDefinition('edited') };
  expect(codeOf(await database.dataSource.transaction((m) => updateDraft(m, edit)))).toBe('ok');
  expect(codeOf(await publish(tenantId, id, validated))).toBe('stale_version');
  expect((await find(tenantId, id))?.state).toBe('draft');
});

test('a published version can be neither edited nor deleted, not even by hand', async () => {
  const tenantId = v7();
  const id = await draftId(tenantId);
  await publish(tenantId, id);
  const reference = { tenantId, id, actor };
  const inTransaction = database.dataSource.transaction.bind(database.dataSource);
  const definition = aDefinition('other');
  expect(codeOf(await inTransaction((m) => updateDraft(m, { ...reference, definition })))).toBe(
    'not_a_draft',
  );
  expect(codeOf(await inTransaction((m) => deleteDraft(m, reference)))).toBe('not_a_draft');
  await expect(
    database.dataSource.query(`UPDATE policy_version SET definition = '{}' WHERE id = $1`, [id]),
  ).rejects.toThrow('never changes');
  const { manager } = database.dataSource;
  const stored = await loadPolicyVersion(manager, { id });
  expect(stored?.state).toBe('published');
  const { policyId = '', version = 0 } = stored ?? {};
  expect(await loadPolicyVersion(manager, { policyId, version })).toEqual(stored);
  expect(await loadPolicyVersion(manager, { policyId, version: 99 })).toBeUndefined();
});

test('a draft is deleted by its tenant only', async () => {
  const tenantId = v7();
  const id = await draftId(tenantId);
  const remove = (by: string) =>
    database.dataSource.transaction((m) => deleteDraft(m, { tenantId: by, id, actor }));
  expect(codeOf(await remove(v7()))).toBe('not_found');
  expect(codeOf(await remove(tenantId))).toBe('ok');
  expect(await find(tenantId, id)).toBeUndefined();
  expect(codeOf(await draft(tenantId, { name: 'other' }))).toBe('ok');
});

test('drafts that are written and deleted at once leave no version without its policy', async () => {
  const tenantId = v7();
  for (let round = 0; round < 10; round += 1) {
    const id = await draftId(tenantId);
    const [written] = await Promise.all([
      draft(tenantId),
      database.dataSource.transaction((m) => deleteDraft(m, { tenantId, id, actor })),
    ]);
    expect(codeOf(written)).toBe('ok');
  }
  const orphans: unknown[] = await database.dataSource.query(
    `SELECT 1 FROM policy_version v WHERE NOT EXISTS (SELECT FROM policy p WHERE p.id = v.policy_id)`,
  );
  expect(orphans).toEqual([]);
});

test('lists go through pages, newest first, with filters', async () => {
  const tenantId = v7();
  const ids: string[] = [];
  for (const scene of ['chat', 'article', 'finance'])
    ids.push(await draftId(tenantId, { name: scene, scene }));
  const list = (filter: object) =>
    readAsTenant(database.dataSource, tenantId, (m) =>
      new PolicyStore(m).list(tenantId, { limit: 2, ...filter }),
    );
  const first = await list({});
  expect(first?.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  const second = await list({ cursor: first?.nextCursor });
  expect(second).toEqual({ items: [expect.objectContaining({ id: ids[0] })] });
  expect((await list({ scene: 'article' }))?.items).toMatchObject([{ id: ids[1] }]);
  expect((await list({ state: 'published' }))?.items).toEqual([]);
  expect(await list({ cursor: 'made up' })).toBeUndefined();
});
