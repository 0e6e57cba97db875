import type { BlacklistState } from '@assay/domain';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { BlacklistStore } from './blacklist.store.js';
import { editStoredEntry, moveEntries } from './change-entries.js';
import { loadBlacklistAt, loadBlacklistSince } from './load-blacklist.js';
import { proposeEntries, type NewEntry } from './propose-entries.js';

let files: TestDatabase;
let database: Database;

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'load-blacklist-test' });
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
const propose = (tenantId: string, entries: readonly NewEntry[]) =>
  write((m) => proposeEntries(m, { tenantId, actor: 'ann', entries, importId: null, reason: '' }));
const find = (tenantId: string, id: string) =>
  readAsTenant(database.dataSource, tenantId, (m) => new BlacklistStore(m).find(id));
const since = (version: number) => loadBlacklistSince(database.dataSource.manager, version);
const move = async (tenantId: string, id: string, to: BlacklistState) => {
  const entry = await find(tenantId, id);
  if (entry === undefined) throw new Error('No such entry.');
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

test('a proposed entry is not matched; a confirmed one is, with everything matching needs', async () => {
  const tenantId = v7();
  const entry = anEntry();
  const { version: before } = await since(0);
  expect(await propose(tenantId, [entry])).toEqual([entry.id]);
  expect((await since(0)).entries.map(({ id }) => id)).not.toContain(entry.id);
  await move(tenantId, entry.id, 'active');

  const loaded = await since(before);
  expect(loaded.version).toBe(before + 2);
  const { note: _note, evidenceReference: _reference, ...matched } = entry;
  expect(loaded.entries).toEqual([{ ...matched, tenantId, state: 'active', version: before + 2 }]);
  expect((await since(loaded.version)).entries).toEqual([]);
});

test('retiring an entry reaches those who already have it, and a fresh load leaves it out', async () => {
  const tenantId = v7();
  const { id } = anEntry();
  await propose(tenantId, [anEntry({ id })]);
  await move(tenantId, id, 'active');
  const { version } = await since(0);
  await move(tenantId, id, 'retired');
  expect((await since(version)).entries).toMatchObject([{ id, state: 'retired' }]);
  expect((await since(0)).entries.map((entry) => entry.id)).not.toContain(id);
});

test('every past version of the list can be read again', async () => {
  const tenantId = v7();
  const { id } = anEntry();
  await propose(tenantId, [anEntry({ id })]);
  await move(tenantId, id, 'active');
  const { version: active } = await since(0);
  const entry = await find(tenantId, id);
  if (entry === undefined) throw new Error('No such entry.');
  const shorter = expiresAtMs - 1000;
  await write((m) =>
    editStoredEntry(m, { entry, actor: 'ann', expiresAtMs: shorter, note: 'shorter', reason: '' }),
  );
  await move(tenantId, id, 'retired');

  const at = async (version: number) => {
    const { entries } = await loadBlacklistAt(database.dataSource.manager, version);
    return entries.find((found) => found.id === id)?.expiresAtMs;
  };
  expect(await at(active - 1)).toBeUndefined();
  expect(await at(active)).toBe(expiresAtMs);
  expect(await at(active + 1)).toBe(shorter);
  expect(await at(active + 2)).toBeUndefined();
  const ranges = await database.dataSource.query(
    `SELECT from_version::int AS a, to_version::int AS b FROM blacklist_entry_version WHERE entry_id = $1 ORDER BY 1`,
    [id],
  );
  expect(ranges).toEqual([
    { a: active - 1, b: active },
    { a: active, b: active + 1 },
    { a: active + 1, b: active + 2 },
    { a: active + 2, b: null },
  ]);
});

test('a change that commits late is not skipped by those who read in between', async () => {
  const tenantId = v7();
  const late = anEntry();
  const next = anEntry();
  const { version: before } = await since(0);
  const older = database.dataSource.createQueryRunner();
  await older.startTransaction();
  await proposeEntries(older.manager, {
    tenantId,
    actor: 'ann',
    entries: [late],
    importId: null,
    reason: '',
  });

  // The second change must wait for the first: otherwise it could be read, with a higher number, before it.
  let secondDone = false;
  const second = propose(tenantId, [next]).then(() => (secondDone = true));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(secondDone).toBe(false);
  const between = await since(before);
  expect(between).toEqual({ version: before, entries: [] });

  await older.commitTransaction();
  await older.release();
  await second;
  const after = await since(between.version);
  expect(after.entries.map(({ id }) => id)).toEqual([late.id, next.id]);
  expect(after.version).toBe(before + 2);
});

test('an older transaction that only begins to change the list later is not skipped either', async () => {
  const tenantId = v7();
  const late = anEntry();
  const older = database.dataSource.createQueryRunner();
  await older.startTransaction();
  await older.query('SELECT 1 FROM blacklist_entry LIMIT 1');
  await propose(tenantId, [anEntry()]);
  const { version } = await since(0);
  await proposeEntries(older.manager, {
    tenantId,
    actor: 'ann',
    entries: [late],
    importId: null,
    reason: '',
  });
  await older.commitTransaction();
  await older.release();
  expect((await since(version)).entries.map(({ id }) => id)).toEqual([late.id]);
});

test('many writers at once: a reader that follows the numbers sees every entry exactly once', async () => {
  const tenantId = v7();
  const entries = Array.from({ length: 24 }, () => anEntry());
  let { version } = await since(0);
  const seen: string[] = [];
  const follow = async () => {
    const loaded = await since(version);
    version = loaded.version;
    seen.push(...loaded.entries.map(({ id }) => id));
  };
  let writing = true;
  const writers = Promise.all(entries.map((entry) => propose(tenantId, [entry]))).then(
    () => (writing = false),
  );
  while (writing) await follow();
  await writers;
  await follow();
  expect([...seen].sort()).toEqual(entries.map(({ id }) => id).sort());
});

test('a change is announced with its commit', async () => {
  const listener = new Client({ connectionString: files.url });
  await listener.connect();
  const heard: string[] = [];
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await listener.query('LISTEN assay_relay');
  await propose(v7(), [anEntry()]);
  await listener.query('SELECT 1');
  await listener.end();
  expect(heard.map((payload) => JSON.parse(payload).pattern)).toContain('blacklist.changed');
});
