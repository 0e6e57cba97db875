import type { BlacklistState } from '@assay/domain';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { BlacklistImportStore } from './blacklist-import.store.js';
import { BlacklistStore } from './blacklist.store.js';
import { moveEntries } from './change-entries.js';
import { createIndustryList, IndustryListStore, setSubscription } from './industry-list.store.js';
import { loadBlacklistSince, loadSubscriptions } from './load-blacklist.js';
import { proposeEntries, type NewEntry } from './propose-entries.js';

let files: TestDatabase;
let database: Database;

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'blacklist-test' });
});
afterAll(async () => {
  await database?.close();
  await files?.drop();
});

const validFromMs = Date.parse('2026-01-01T00:00:00.123Z');
const expiresAtMs = Date.parse('2030-01-01T00:00:00Z');
const anEntry = (overrides: Partial<NewEntry> = {}): NewEntry => ({
  id: v7(),
  listId: null,
  kind: 'term',
  value: `刷单返利-${v7()}`,
  effect: 'block',
  category: 'A.3.e',
  severity: 'high',
  action: 'block',
  confidence: 0.9,
  scope: { scenes: ['chat'], industries: [] },
  validFromMs,
  expiresAtMs,
  note: 'seen in chats',
  evidenceReference: null,
  ...overrides,
});
const write = <T>(change: (manager: EntityManager) => Promise<T>) =>
  database.dataSource.transaction(change);
const propose = (tenantId: string, entries: readonly NewEntry[], importId: string | null = null) =>
  write((m) => proposeEntries(m, { tenantId, actor: 'ann', entries, importId, reason: '' }));
const find = (tenantId: string, id: string) =>
  readAsTenant(database.dataSource, tenantId, (m) => new BlacklistStore(m).find(id));
const since = (version: number) => loadBlacklistSince(database.dataSource.manager, version);
const seen = async (tenantId: string, id: string) => {
  const entry = await find(tenantId, id);
  if (entry === undefined) throw new Error('No such entry.');
  return entry;
};
const move = async (tenantId: string, id: string, to: BlacklistState) =>
  moveSeen(await seen(tenantId, id), to);
const moveSeen = (entry: Awaited<ReturnType<typeof seen>>, to: BlacklistState) => {
  const confirmedBy = to === 'active' ? 'bob' : null;
  return write((m) =>
    moveEntries(m, {
      entries: [entry],
      from: entry.state,
      to,
      actor: 'bob',
      reason: 'checked',
      confirmedBy,
    }),
  );
};

test('of two moves that saw the same version one is dropped', async () => {
  const tenantId = v7();
  const { id } = anEntry();
  await propose(tenantId, [anEntry({ id })]);
  const entry = await seen(tenantId, id);
  const results = await Promise.all([moveSeen(entry, 'active'), moveSeen(entry, 'active')]);
  expect(results.map((ids) => ids.length).sort()).toEqual([0, 1]);
  const events = await readAsTenant(database.dataSource, tenantId, (m) =>
    new BlacklistStore(m).events(id),
  );
  expect(events).toMatchObject([
    { fromState: null, toState: 'proposed', actor: 'ann' },
    { fromState: 'proposed', toState: 'active', actor: 'bob', reason: 'checked' },
  ]);
});

test('the table itself refuses a proposer who confirms', async () => {
  const tenantId = v7();
  const { id } = anEntry();
  await propose(tenantId, [anEntry({ id })]);
  await expect(
    database.dataSource.query(`UPDATE blacklist_entry SET confirmed_by = 'ann' WHERE id = $1`, [
      id,
    ]),
  ).rejects.toThrow('blacklist_entry_two_persons');
});

test('what a living entry already says is not written twice; after its retirement it may come back', async () => {
  const tenantId = v7();
  const first = anEntry();
  await propose(tenantId, [first]);
  const again = anEntry({ value: first.value });
  expect(await propose(tenantId, [again])).toEqual([]);
  expect(await propose(v7(), [anEntry({ value: first.value })])).toHaveLength(1);
  await move(tenantId, first.id, 'retired');
  expect(await propose(tenantId, [again])).toEqual([again.id]);
});

test('an import is one change of the list, and only others may confirm it', async () => {
  const tenantId = v7();
  const importId = v7();
  const entries = Array.from({ length: 50 }, () => anEntry());
  const { version } = await since(0);
  await propose(tenantId, entries, importId);
  expect((await since(0)).version).toBe(version + 1);
  const imports = new BlacklistImportStore(database.dataSource.manager);
  await imports.record(tenantId, {
    id: importId,
    actor: 'ann',
    total: 50,
    added: 50,
    skipped: 0,
    errors: [],
  });
  expect(await imports.find(tenantId, importId)).toMatchObject({ pending: 50, added: 50 });
  expect(await imports.find(v7(), importId)).toBeUndefined();
  expect(await imports.confirmable(importId, 'ann')).toEqual([]);

  const seen = await imports.confirmable(importId, 'bob');
  const confirmed = {
    from: 'proposed',
    to: 'active',
    actor: 'bob',
    reason: '',
    confirmedBy: 'bob',
  } as const;
  expect(await write((m) => moveEntries(m, { entries: seen, ...confirmed }))).toHaveLength(50);
  expect((await since(version)).entries.map(({ state }) => state)).toEqual(
    Array(50).fill('active'),
  );
  const others = { kind: 'term', value: 'new', effect: 'block' } as const;
  const known = await imports.existing([...entries, others], { tenantId, listId: null });
  expect(known.map(({ value }) => value).sort()).toEqual(entries.map(({ value }) => value).sort());
  expect((await imports.list(tenantId, { limit: 10 }))?.items).toMatchObject([
    { id: importId, pending: 0 },
  ]);
});

test('an entry of an industry list is read by subscribers, and its hits by each tenant on its own', async () => {
  const [owner, member, stranger] = [v7(), v7(), v7()];
  const created = await write((m) =>
    createIndustryList(m, {
      tenantId: owner,
      actor: 'ann',
      name: `list ${owner}`,
      description: '',
    }),
  );
  if (!created.ok) throw new Error(created.problem.detail);
  const listId = created.value;
  const entry = anEntry({ listId });
  await propose(owner, [entry]);
  expect(await find(member, entry.id)).toBeUndefined();

  const mode = (tenantId: string, set: 'apply' | 'review') =>
    write((m) => setSubscription(m, { tenantId, actor: 'bob', listId, mode: set }));
  expect(await mode(member, 'apply')).toEqual({ ok: true, value: { listId, mode: 'apply' } });
  await mode(member, 'review');
  await database.dataSource.query(
    `INSERT INTO blacklist_hit (entry_id, submission_id, tenant_id, action)
     VALUES ($1, $2, $3, 'block'), ($1, $4, $3, 'block'), ($1, $5, $6, 'block')`,
    [entry.id, v7(), owner, v7(), v7(), member],
  );
  expect(await find(owner, entry.id)).toMatchObject({ hitCount: 2, listId });
  expect(await find(member, entry.id)).toMatchObject({ hitCount: 1, tenantId: owner });
  expect(await find(stranger, entry.id)).toBeUndefined();
  const readHits = (tenantId: string) =>
    readAsTenant(database.dataSource, tenantId, (m) =>
      new BlacklistStore(m).hits(entry.id, { limit: 10 }),
    );
  expect((await readHits(owner))?.items).toHaveLength(2);
  expect((await readHits(stranger))?.items).toEqual([]);
  const memberEvents = await readAsTenant(database.dataSource, member, (m) =>
    new BlacklistStore(m).events(entry.id),
  );
  expect(memberEvents).toHaveLength(1);

  const lists = await readAsTenant(database.dataSource, member, (m) =>
    new IndustryListStore(m).find(member, listId),
  );
  expect(lists).toEqual({
    id: listId,
    name: `list ${owner}`,
    description: '',
    own: false,
    mode: 'review',
  });
  const { subscriptions } = await loadSubscriptions(database.dataSource.manager);
  expect(subscriptions).toContainEqual({ tenantId: member, listId, mode: 'review' });
  expect(subscriptions).toContainEqual({ tenantId: owner, listId, mode: 'apply' });
});

test('lists of entries go through pages, newest first, with filters', async () => {
  const tenantId = v7();
  const entries = [
    anEntry({ value: '全网最低价' }),
    anEntry({ value: 'bad.example', kind: 'domain', note: '100% sure' }),
    anEntry({ value: 'Guaranteed Returns' }),
  ];
  for (const entry of entries) await propose(tenantId, [entry]);
  const list = async (filter: object) => {
    const page = await readAsTenant(database.dataSource, tenantId, (m) =>
      new BlacklistStore(m).list({ limit: 2, ...filter }),
    );
    return page && { ids: page.items.map(({ value }) => value), next: page.nextCursor };
  };
  const first = await list({});
  expect(first?.ids).toEqual(['Guaranteed Returns', 'bad.example']);
  expect(await list({ cursor: first?.next })).toEqual({ ids: ['全网最低价'], next: undefined });
  expect((await list({ search: 'guaranteed r' }))?.ids).toEqual(['Guaranteed Returns']);
  expect((await list({ search: '0% s' }))?.ids).toEqual(['bad.example']);
  expect((await list({ search: '%' }))?.ids).toEqual(['bad.example']);
  expect((await list({ kind: 'domain', state: 'proposed' }))?.ids).toEqual(['bad.example']);
  expect((await list({ state: 'active' }))?.ids).toEqual([]);
  expect(await list({ cursor: 'bm90IG91cnM' })).toBeUndefined();
});
