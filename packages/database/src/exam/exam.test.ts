import { createTestDatabase, type TestDatabase } from '@assay/testing';
import { v7 } from 'uuid';
import { connectDatabase, type Database } from '../connection.js';
import { addGold, type NewGoldItem } from '../gold/add-gold.js';
import { migrate } from '../migrate.js';
import { expireQualifications } from '../qualification/expire-qualifications.js';
import { QualificationStore } from '../qualification/qualification.store.js';
import { answerAttempt } from './answer-attempt.js';
import { AttemptStore } from './attempt.store.js';
import { ExamStore, type ExamSettings } from './exam.store.js';
import { startAttempt } from './start-attempt.js';

let files: TestDatabase;
let database: Database;

beforeAll(async () => {
  files = await createTestDatabase({ migrate });
  database = await connectDatabase({ url: files.url, applicationName: 'exam-test' });
});
afterAll(async () => {
  await database?.close();
  await files?.drop();
});

const actor = 'lead';
const aGoldItem = (fields: Partial<NewGoldItem> = {}): NewGoldItem => ({
  setName: 'bait',
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
    reasons: [],
    policyVersion: 'chat@1',
    blacklistVersion: 1,
    engineVersion: 'engine@1',
  },
  expectedOutcome: 'block',
  expectedCategory: 'A.3.e',
  explanation: 'It asks for contact.',
  ...fields,
});
const goldBy = (author: string, tenantId: string, items: readonly Partial<NewGoldItem>[]) =>
  database.dataSource.transaction((manager) =>
    addGold(manager, { tenantId, actor: author, items: items.map(aGoldItem) }),
  );
const gold = (tenantId: string, ...items: Partial<NewGoldItem>[]) => goldBy(actor, tenantId, items);

async function exam(
  tenantId: string,
  settings: Partial<ExamSettings> & { readonly items?: number } = {},
): Promise<string> {
  const { items = 2, ...more } = settings;
  await gold(tenantId, ...Array.from({ length: items }, () => ({})));
  const created = await new ExamStore(database.dataSource.manager, tenantId).create({
    id: v7(),
    actor,
    settings: {
      name: 'Bait',
      category: 'A.3.e',
      setName: 'bait',
      itemIds: null,
      passMark: 1,
      validDays: 30,
      coolDownHours: 24,
      standardId: null,
      ...more,
    },
  });
  if (!created.ok) throw new Error(created.problem.detail);
  return created.value;
}

const codeOf = (result: { ok: boolean; problem?: { code: string } }) =>
  result.ok ? 'ok' : result.problem?.code;
const start = (tenantId: string, examId: string, who = 'ann') =>
  database.dataSource.transaction((manager) =>
    startAttempt(manager, { tenantId, examId, actor: who }),
  );
async function started(tenantId: string, examId: string, who = 'ann'): Promise<string> {
  const attempt = await start(tenantId, examId, who);
  if (!attempt.ok) throw new Error(attempt.problem.detail);
  return attempt.value;
}
const right = { outcome: 'block', category: 'A.3.e' } as const;
const wrong = { outcome: 'pass', category: null } as const;
type Given = typeof right | typeof wrong;
const answer = (
  tenantId: string,
  attemptId: string,
  given: Readonly<Record<number, Given>>,
  who = 'ann',
) =>
  database.dataSource.transaction((manager) =>
    answerAttempt(manager, {
      tenantId,
      attemptId,
      actor: who,
      answers: Object.entries(given).map(([position, each]) => ({
        position: Number(position),
        ...each,
      })),
    }),
  );
const passedBy = (tenantId: string) =>
  new QualificationStore(database.dataSource.manager, tenantId).list({ limit: 10 });

test('the last right answer closes an attempt and qualifies its person', async () => {
  const tenantId = v7();
  const attempt = await started(tenantId, await exam(tenantId));
  expect(codeOf(await answer(tenantId, attempt, { 1: right }))).toBe('ok');
  expect(await passedBy(tenantId)).toEqual([]);
  expect(codeOf(await answer(tenantId, attempt, { 2: right }))).toBe('ok');
  const [passed] = await passedBy(tenantId);
  expect(passed).toMatchObject({ actor: 'ann', category: 'A.3.e', inForce: true });
  const days = (passed!.expiresAt.getTime() - passed!.passedAt.getTime()) / 86_400_000;
  expect(days).toBeCloseTo(30, 5);
  expect(codeOf(await answer(tenantId, attempt, { 2: right }))).toBe('exam_closed');
});

test('too many wrong answers qualify nobody', async () => {
  const tenantId = v7();
  const attempt = await started(tenantId, await exam(tenantId));
  await answer(tenantId, attempt, { 1: right, 2: wrong });
  const stored = await new AttemptStore(database.dataSource.manager, tenantId).find(attempt);
  expect(stored).toMatchObject({ correct: 1, passed: false });
  expect(await passedBy(tenantId)).toEqual([]);
});

test('starting again shows the same items in the same order, also when it is raced', async () => {
  const tenantId = v7();
  const examId = await exam(tenantId, { items: 8 });
  const attempts = await Promise.all([1, 2, 3, 4].map(() => started(tenantId, examId)));
  expect(new Set(attempts).size).toBe(1);
  const orderOf = async (id: string) =>
    (await new AttemptStore(database.dataSource.manager, tenantId).items(id)).map(
      ({ goldItemId }) => goldItemId,
    );
  const mine = await orderOf(attempts[0]!);
  expect(await orderOf(await started(tenantId, examId))).toEqual(mine);
  const theirs = await orderOf(await started(tenantId, examId, 'bob'));
  expect([...theirs].sort()).toEqual([...mine].sort());
});

test('who wrote an item is not examined on it, others are', async () => {
  const tenantId = v7();
  const bySet = await exam(tenantId);
  expect(codeOf(await start(tenantId, bySet, actor))).toBe('same_principal');
  expect(codeOf(await start(tenantId, bySet))).toBe('ok');
  const [itemId] = await goldBy('bob', tenantId, [{ setName: 'elsewhere' }]);
  const byItem = await exam(tenantId, { name: 'Own', setName: null, itemIds: [itemId!] });
  expect(codeOf(await start(tenantId, byItem, 'bob'))).toBe('same_principal');
  expect(codeOf(await start(tenantId, byItem, actor))).toBe('ok');
});

test('the next attempt waits for the cool-down', async () => {
  const tenantId = v7();
  const examId = await exam(tenantId);
  const attempt = await started(tenantId, examId);
  await answer(tenantId, attempt, { 1: wrong, 2: wrong });
  const early = await start(tenantId, examId);
  expect(early).toMatchObject({ ok: false, problem: { code: 'too_many_attempts' } });
  if (early.ok) throw new Error('It started.');
  expect(early.problem.retryAfterSeconds).toBeGreaterThan(86_000);
  expect(codeOf(await start(tenantId, examId, 'bob'))).toBe('ok');
  await database.pool.query(
    `UPDATE exam_attempt SET closed_at = now() - interval '25 h' WHERE id = $1`,
    [attempt],
  );
  expect(codeOf(await start(tenantId, examId))).toBe('ok');
});

test('an answer stays: repeating it is fine, another one is refused together with its call', async () => {
  const tenantId = v7();
  const attempt = await started(tenantId, await exam(tenantId, { items: 3 }));
  await answer(tenantId, attempt, { 1: wrong });
  expect(codeOf(await answer(tenantId, attempt, { 1: wrong, 2: wrong }))).toBe('ok');
  const refused = await answer(tenantId, attempt, { 3: right, 1: right });
  expect(refused).toMatchObject({ ok: false, problem: { code: 'duplicate' } });
  const items = await new AttemptStore(database.dataSource.manager, tenantId).items(attempt);
  expect(items.map(({ outcome }) => outcome)).toEqual(['pass', 'pass', null]);
});

test('nobody answers for somebody else, at no position that is not there, with no unknown category', async () => {
  const tenantId = v7();
  const attempt = await started(tenantId, await exam(tenantId));
  expect(codeOf(await answer(tenantId, attempt, { 1: right }, 'bob'))).toBe('not_found');
  expect(codeOf(await answer(v7(), attempt, { 1: right }))).toBe('not_found');
  expect(codeOf(await answer(tenantId, attempt, { 9: right }))).toBe('not_found');
  const strange = { outcome: 'block', category: 'Z.9' } as unknown as Given;
  expect(await answer(tenantId, attempt, { 1: strange })).toMatchObject({
    problem: { code: 'unknown_category', errors: [{ pointer: '/answers/0/category' }] },
  });
});

test('a closed exam takes no attempts, no answers and no changes', async () => {
  const tenantId = v7();
  const examId = await exam(tenantId);
  const attempt = await started(tenantId, examId);
  const store = new ExamStore(database.dataSource.manager, tenantId);
  expect(codeOf(await store.close(examId, actor))).toBe('ok');
  expect(codeOf(await store.close(examId, actor))).toBe('exam_closed');
  expect(codeOf(await start(tenantId, examId, 'bob'))).toBe('exam_closed');
  expect(codeOf(await answer(tenantId, attempt, { 1: right }))).toBe('exam_closed');
  expect(codeOf(await store.close(v7(), actor))).toBe('not_found');
});

test('an exam that is changed meanwhile leaves attempts under way as they began', async () => {
  const tenantId = v7();
  const examId = await exam(tenantId, { items: 1 });
  const attempt = await started(tenantId, examId);
  await database.pool.query(`UPDATE exam SET category = 'A.3.b', valid_days = 1 WHERE id = $1`, [
    examId,
  ]);
  await answer(tenantId, attempt, { 1: right });
  const [passed] = await passedBy(tenantId);
  expect(passed?.category).toBe('A.3.e');
  expect(passed!.expiresAt.getTime() - Date.now()).toBeGreaterThan(29 * 86_400_000);
});

test('an exam shows each person where they stand', async () => {
  const tenantId = v7();
  const examId = await exam(tenantId, { items: 1 });
  const find = () => new ExamStore(database.dataSource.manager, tenantId).find(examId, 'ann');
  expect(await find()).toMatchObject({ itemCount: 1, openAttemptId: null, nextAttemptAt: null });
  const attempt = await started(tenantId, examId);
  expect(await find()).toMatchObject({ openAttemptId: attempt, qualifiedUntil: null });
  await answer(tenantId, attempt, { 1: right });
  expect(await find()).toMatchObject({
    openAttemptId: null,
    qualifiedUntil: expect.any(Date),
    nextAttemptAt: expect.any(Date),
  });
});

test('a change shortens qualifications of its categories to the grace period and lengthens none', async () => {
  const tenantId = v7();
  const qualify = (category: string, days: number, owner = tenantId) =>
    database.pool.query(
      `INSERT INTO qualification (id, tenant_id, actor, category, exam_id, attempt_id, expires_at)
       VALUES ($1, $2, 'ann', $3, $1, $1, now() + make_interval(days => $4))`,
      [v7(), owner, category, days],
    );
  await qualify('A.3.e', 100);
  await qualify('A.3.e', 3);
  await qualify('A.3.b', 100);
  const stranger = v7();
  await qualify('A.3.e', 100, stranger);
  const shortened = await expireQualifications(database.dataSource.manager, {
    tenantId,
    categories: ['A.3.e'],
    cause: 'chat@2',
  });
  expect(shortened).toBe(1);
  const daysLeft = async (owner: string) =>
    (await passedBy(owner)).map(({ expiresAt, shortenedBy }) => [
      Math.round((expiresAt.getTime() - Date.now()) / 86_400_000),
      shortenedBy,
    ]);
  expect(await daysLeft(tenantId)).toEqual([
    [100, null],
    [3, null],
    [14, 'chat@2'],
  ]);
  expect(await daysLeft(stranger)).toEqual([[100, null]]);
});
