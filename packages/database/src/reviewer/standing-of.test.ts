import type { Role } from '@assay/domain';
import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { v7 } from 'uuid';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { migrate } from '../migrate.js';
import { listReviewers } from './list-reviewers.js';
import { careOf, noteExposure } from './note-exposure.js';
import { notePresence, presentReviewers } from './note-presence.js';
import { ReviewerProfileStore } from './reviewer-profile.store.js';
import { standingOf, standingsOf } from './standing-of.js';

let files: TestDatabase;
let database: Database;

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'standing-test' });
});
afterAll(async () => {
  await database?.close();
  await files?.drop();
});

const sql = (text: string, ...params: unknown[]) => database.pool.query(text, params);
const aPerson = () => ({ tenantId: v7(), actor: v7() });
type Person = ReturnType<typeof aPerson>;
const standing = (person: Person) =>
  standingOf(database.dataSource.manager, { ...person, lead: false });
const care = (person: Person) => careOf(database.dataSource.manager, person);
const note = (person: Person, ...severities: ('low' | 'medium' | 'high' | 'critical')[]) =>
  noteExposure(database.dataSource.manager, { ...person, severities });
const present = (person: Person, state: 'working' | 'paused' = 'working') =>
  notePresence(database.dataSource.manager, { ...person, state });

async function qualify(
  { tenantId, actor }: Person,
  { category = 'A.3.e', days = 10, revoked = null as string | null } = {},
): Promise<void> {
  await sql(
    `INSERT INTO qualification (id, tenant_id, actor, category, exam_id, attempt_id, expires_at, revoked_reason)
     VALUES ($1, $2, $3, $4, $1, $1, now() + make_interval(days => $5), $6)`,
    v7(),
    tenantId,
    actor,
    category,
    days,
    revoked,
  );
}

test('somebody without a profile may take everything that needs no exam', async () => {
  const person = aPerson();
  expect(await standing(person)).toEqual({
    actor: person.actor,
    lead: false,
    queues: null,
    languages: null,
    qualifiedFor: new Set(),
    optedOutOf: new Set(),
    overBudget: false,
  });
});

test('only qualifications that are in force count, and only in their tenant', async () => {
  const person = aPerson();
  await qualify(person);
  await qualify(person, { category: 'A.3.b', days: -1 });
  await qualify(person, { category: 'A.3.c', revoked: 'a mistake' });
  await qualify({ ...person, tenantId: v7() }, { category: 'A.3.d' });
  expect((await standing(person)).qualifiedFor).toEqual(new Set(['A.3.e']));
});

test('a profile and the day’s exposure are part of a standing', async () => {
  const person = aPerson();
  const store = new ReviewerProfileStore(database.dataSource.manager);
  await store.change(person, { languages: ['zh'], optedOut: ['A.3.e'] });
  await store.change(person, { queues: ['default'], dailyBudget: 10 });
  await note(person, 'critical');
  expect(await standing(person)).toMatchObject({
    languages: ['zh'],
    queues: ['default'],
    optedOutOf: new Set(['A.3.e']),
    overBudget: false,
  });
  await note(person, 'medium');
  expect((await standing(person)).overBudget).toBe(true);
});

test('the reading role of a tenant can ask for a standing', async () => {
  const person = aPerson();
  await qualify(person);
  const read = await readAsTenant(database.dataSource, person.tenantId, (manager) =>
    standingOf(manager, { ...person, lead: true }),
  );
  expect(read).toMatchObject({ lead: true, qualifiedFor: new Set(['A.3.e']) });
});

async function person(
  tenantId: string | null,
  role: Role,
  { disabled = false } = {},
): Promise<string> {
  const id = v7();
  await sql(
    `INSERT INTO app_user (id, email, name, password_hash, disabled_at)
     VALUES ($1::uuid, $1::text, 'A person', 'none', CASE WHEN $2 THEN now() END)`,
    id,
    disabled,
  );
  await sql(
    'INSERT INTO role_grant (id, user_id, tenant_id, role) VALUES ($1, $2, $3, $4)',
    v7(),
    id,
    tenantId,
    role,
  );
  return id;
}

test('standings list everybody who may review here, and nobody else', async () => {
  const tenantId = v7();
  const reviewer = await person(tenantId, 'reviewer');
  const lead = await person(tenantId, 'lead');
  const everywhere = await person(null, 'reviewer');
  await person(tenantId, 'auditor');
  await person(tenantId, 'reviewer', { disabled: true });
  await person(v7(), 'reviewer');
  await qualify({ tenantId, actor: reviewer });
  const found = await standingsOf(database.dataSource.manager, tenantId);
  expect(found.map(({ actor, lead: isLead }) => [actor, isLead])).toEqual([
    [reviewer, false],
    [lead, true],
    [everywhere, false],
  ]);
  expect(found[0]?.qualifiedFor).toEqual(new Set(['A.3.e']));
  const lines = await listReviewers(database.dataSource.manager, { tenantId, limit: 10 });
  expect(lines.map(({ userId }) => userId)).toEqual([reviewer, lead]);
});

test('exposure adds up within a day of China and begins anew with the next', async () => {
  const someone = aPerson();
  await Promise.all([note(someone, 'high'), note(someone, 'low', 'medium'), note(someone)]);
  expect(await care(someone)).toMatchObject({ points: 7, items: 3, budget: 400 });
  const { rows } = await sql(
    `SELECT day = (now() AT TIME ZONE 'Asia/Shanghai')::date AS today, heavy_items FROM exposure_day WHERE actor = $1`,
    someone.actor,
  );
  expect(rows).toEqual([{ today: true, heavy_items: 1 }]);
  await sql('UPDATE exposure_day SET day = day - 1 WHERE actor = $1', someone.actor);
  expect(await care(someone)).toMatchObject({ points: 0, items: 0 });
});

const longAgo = (person: Person, columns: string, minutes: number) =>
  sql(
    `UPDATE reviewer_presence SET (${columns}) = ROW(${columns
      .split(', ')
      .map((column) => `${column} - make_interval(mins => $2)`)
      .join(', ')}) WHERE actor = $1`,
    person.actor,
    minutes,
  );

test('50 minutes without a break ask for one, and a break of five minutes starts anew', async () => {
  const someone = aPerson();
  await present(someone);
  await longAgo(someone, 'working_since', 51);
  expect(await care(someone)).toMatchObject({ workedMinutesSinceBreak: 51, breakDue: true });

  await present(someone, 'paused');
  await longAgo(someone, 'paused_at', 4);
  await present(someone);
  expect(await care(someone)).toMatchObject({ workedMinutesSinceBreak: 51, breakDue: true });

  await present(someone, 'paused');
  await longAgo(someone, 'paused_at', 6);
  expect(await care(someone)).toMatchObject({ workedMinutesSinceBreak: 0, breakDue: false });
  await present(someone);
  expect(await care(someone)).toMatchObject({ workedMinutesSinceBreak: 0, breakDue: false });
});

test('twelve heavy items ask for a break, and an absence is one', async () => {
  const someone = aPerson();
  await present(someone);
  await note(someone, ...Array.from({ length: 12 }, () => 'critical' as const));
  expect((await care(someone)).breakDue).toBe(true);
  await longAgo(someone, 'seen_at, working_since', 6);
  expect((await care(someone)).breakDue).toBe(false);
  await present(someone);
  expect(await care(someone)).toMatchObject({ breakDue: false, points: 96 });
});

test('a sign of life is written at most every half minute, a change of state at once', async () => {
  const someone = aPerson();
  const written = async () =>
    (await sql('SELECT xmin::text, state FROM reviewer_presence WHERE actor = $1', someone.actor))
      .rows[0];
  await present(someone);
  const first = await written();
  await present(someone);
  expect(await written()).toEqual(first);
  await present(someone, 'paused');
  expect(await written()).toMatchObject({ state: 'paused' });
  await longAgo(someone, 'seen_at', 1);
  const before = await written();
  await present(someone, 'paused');
  expect(await written()).not.toEqual(before);
});

test('present are those who were heard of in the last two minutes', async () => {
  const someone = aPerson();
  const gone = { ...aPerson(), tenantId: someone.tenantId };
  await present(someone);
  await present(gone);
  await longAgo(gone, 'seen_at', 3);
  const seen = await readAsTenant(database.dataSource, someone.tenantId, (manager) =>
    presentReviewers(manager, someone.tenantId),
  );
  expect(seen.map(({ actor, state }) => [actor, state])).toEqual([[someone.actor, 'working']]);
});

test('a person and their lead who write at once keep each other’s fields', async () => {
  const someone = aPerson();
  const change = (fields: Parameters<ReviewerProfileStore['change']>[1]) =>
    database.dataSource.transaction((manager) =>
      new ReviewerProfileStore(manager).change(someone, fields),
    );
  await Promise.all([change({ optedOut: ['A.3.b'] }), change({ queues: ['default'] })]);
  const profile = await new ReviewerProfileStore(database.dataSource.manager).find(someone);
  expect(profile).toMatchObject({ optedOut: ['A.3.b'], queues: ['default'], dailyBudget: null });
});
