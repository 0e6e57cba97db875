import {
  type Answer,
  type Call,
  type GatewayUnderTest,
  type PersonUnderTest,
  startGateway,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let lead: PersonUnderTest;
let ann: PersonUnderTest;
let sets = 0;

beforeAll(async () => {
  gateway = await startGateway();
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
});
beforeEach(async () => {
  ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
});
afterAll(() => gateway.close());

const send = (
  method: NonNullable<Call['method']>,
  url: string,
  { cookie }: PersonUnderTest,
  body?: unknown,
): Promise<Answer> =>
  gateway.call({
    method,
    url: `/v1/${url}`,
    cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { body }),
  });

const texts = ['SECRET add me on chat', 'The bus leaves at nine', 'Bring an umbrella'];

/** A gold set of one item to block and two to pass, and an exam over it. */
async function anExam(fields: object = {}): Promise<{ id: string; setName: string }> {
  sets += 1;
  const setName = `set-${sets}`;
  for (const [index, text] of texts.entries()) {
    const made = await send('POST', 'gold-items', lead, {
      setName,
      taxonomy: 'tc260-003@2024',
      parts: [{ text }],
      scene: 'chat',
      category: 'A.3.e',
      ...(index === 0
        ? { expectedOutcome: 'block', expectedCategory: 'A.3.e' }
        : { expectedOutcome: 'pass' }),
      explanation: 'EXPLAINED',
    });
    expect(made.status).toBe(201);
  }
  const made = await send('POST', 'exams', lead, {
    name: `Exam ${sets}`,
    category: 'A.3.e',
    setName,
    passMark: 0.9,
    ...fields,
  });
  expect(made).toMatchObject({ status: 201, body: { state: 'open', version: 1, itemCount: 3 } });
  return { id: made.body.id, setName };
}

interface Item {
  readonly position: number;
  readonly parts: readonly { readonly text: string }[];
}
const answersTo = (items: readonly Item[], { wrong = 0 } = {}) => ({
  answers: items.map(({ position, parts }) => {
    const isBait = parts[0]!.text.startsWith('SECRET') !== position <= wrong;
    return {
      position,
      ...(isBait ? { outcome: 'block', category: 'A.3.e' } : { outcome: 'pass' }),
    };
  }),
});
const take = async (examId: string, who = ann, mistakes = {}) => {
  const attempt = await send('POST', `exams/${examId}/attempts`, who);
  expect(attempt.status).toBe(201);
  const body = answersTo(attempt.body.items, mistakes);
  return send('POST', `exam-attempts/${attempt.body.id}/answers`, who, body);
};

test('a passed exam qualifies, and only then shows what was expected and why', async () => {
  const { id } = await anExam();
  const attempt = await send('POST', `exams/${id}/attempts`, ann);
  expect(attempt.body.items).toHaveLength(3);
  expect(attempt.text).not.toMatch(/EXPLAINED|expected|explanation|severity|decision|goldItem/);
  expect((await send('GET', 'reviewers/me', ann)).body.qualifiedFor).toEqual([]);

  const { answers } = answersTo(attempt.body.items);
  const url = `exam-attempts/${attempt.body.id}/answers`;
  const partial = await send('POST', url, ann, { answers: answers.slice(0, 2) });
  expect(partial.status).toBe(200);
  expect(partial.body.result).toBeUndefined();
  expect(partial.text).not.toMatch(/correct|EXPLAINED/);

  const done = await send('POST', url, ann, { answers: answers.slice(2) });
  expect(done.body.result).toMatchObject({
    passed: true,
    correct: 3,
    total: 3,
    score: { estimate: 1, high: 1, trials: 3 },
  });
  expect(done.body.result.score.low).toBeLessThan(0.5);
  expect(done.body.result.items[0]).toMatchObject({
    correct: true,
    expected: { explanation: 'EXPLAINED' },
  });
  expect((await send('GET', 'reviewers/me', ann)).body.qualifiedFor).toEqual(['A.3.e']);
  const mine = await send('GET', 'exams/qualifications', ann);
  expect(mine.body.items).toMatchObject([
    { reviewer: ann.userId, category: 'A.3.e', examId: id, inForce: true },
  ]);
});

test('a failed exam qualifies nobody, gives no answer away and makes one wait', async () => {
  const { id } = await anExam();
  const failed = await take(id, ann, { wrong: 1 });
  expect(failed.body.result).toMatchObject({ passed: false, correct: 2, total: 3 });
  expect(failed.body.result.items.map(({ correct }: { correct: boolean }) => correct)).toEqual([
    false,
    true,
    true,
  ]);
  expect(failed.text).not.toMatch(/EXPLAINED|expected/);
  expect((await send('GET', 'exams/qualifications', ann)).body.items).toEqual([]);

  const again = await send('POST', `exams/${id}/attempts`, ann);
  expect(again).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
  expect(Number(again.headers['retry-after'])).toBeGreaterThan(86_000);
  const listed = await send('GET', 'exams', ann);
  expect(listed.body.items[0].mine.nextAttemptAt).toEqual(expect.any(String));
});

test('without a cool-down the next attempt starts at once', async () => {
  const { id } = await anExam({ coolDownHours: 0 });
  await take(id, ann, { wrong: 3 });
  expect((await take(id)).body.result).toMatchObject({ passed: true });
});

test('an attempt is one’s own, and starting again gives the same one', async () => {
  const { id } = await anExam();
  const bob = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const first = await send('POST', `exams/${id}/attempts`, ann);
  expect((await send('POST', `exams/${id}/attempts`, ann)).body).toEqual(first.body);
  const url = `exam-attempts/${first.body.id}`;
  expect((await send('GET', url, ann)).body).toEqual(first.body);
  for (const stranger of [bob, lead]) {
    expect((await send('GET', url, stranger)).status).toBe(404);
    const given = { answers: [{ position: 1, outcome: 'pass' }] };
    expect((await send('POST', `${url}/answers`, stranger, given)).status).toBe(404);
  }
  const unknown = { answers: [{ position: 1, outcome: 'block', category: 'Z.9' }] };
  expect(await send('POST', `${url}/answers`, ann, unknown)).toMatchObject({
    status: 422,
    body: { code: 'unknown_category', errors: [{ pointer: '/answers/0/category' }] },
  });
});

test('reviewers see open exams without their items; a closed one is over', async () => {
  const { id, setName } = await anExam();
  const forLead = await send('GET', 'exams', lead);
  expect(forLead.body.items[0]).toMatchObject({ id, setName });
  const forAnn = await send('GET', 'exams?limit=1', ann);
  expect(forAnn.body.items).toMatchObject([{ id, mine: {} }]);
  expect(forAnn.text).not.toContain(setName);

  const attempt = await send('POST', `exams/${id}/attempts`, ann);
  expect((await send('POST', `exams/${id}/close`, lead)).body.state).toBe('closed');
  const given = answersTo(attempt.body.items);
  const late = await send('POST', `exam-attempts/${attempt.body.id}/answers`, ann, given);
  expect(late).toMatchObject({ status: 409, body: { code: 'exam_closed' } });
  expect(await send('POST', `exams/${id}/attempts`, ann)).toMatchObject({
    status: 409,
    body: { code: 'exam_closed' },
  });
  const open = await send('GET', 'exams?limit=200', ann);
  expect(open.body.items.some((exam: { id: string }) => exam.id === id)).toBe(false);
});

test('an exam is changed as a whole and says which version it is', async () => {
  const { id, setName } = await anExam();
  const body = { name: `Renamed ${setName}`, category: 'A.3.e', setName, passMark: 0.5 };
  const changed = await send('PUT', `exams/${id}`, lead, body);
  expect(changed.body).toMatchObject({ version: 2, passMark: 0.5, coolDownHours: 24 });
  await anExam({ name: 'Taken' });
  const taken = await send('PUT', `exams/${id}`, lead, { ...body, name: 'Taken' });
  expect(taken).toMatchObject({ status: 409, body: { code: 'duplicate' } });
});

test.each<[string, object, number, string, string]>([
  ['an unknown category', { category: 'Z.9' }, 422, 'unknown_category', '/category'],
  ['a set without items', { setName: 'nothing' }, 404, 'not_found', '/setName'],
  [
    'items of nobody',
    { setName: undefined, itemIds: ['01890000-0000-7000-8000-000000000000'] },
    404,
    'not_found',
    '/itemIds',
  ],
  ['neither set nor items', { setName: undefined }, 400, 'invalid_request', '/setName'],
  ['a pass mark above one', { passMark: 1.1 }, 400, 'invalid_request', '/passMark'],
])('an exam with %s is refused', async (_, fields, status, code, pointer) => {
  const body = { name: 'Refused', category: 'A.3.e', setName: 'set-1', passMark: 0.8, ...fields };
  expect(await send('POST', 'exams', lead, body)).toMatchObject({
    status,
    body: { code, errors: [{ pointer }] },
  });
});

test('a revoked qualification ends at once, and leads see everybody’s', async () => {
  const { id } = await anExam();
  await take(id);
  const found = await send('GET', `exams/qualifications?reviewer=${ann.userId}`, lead);
  const url = `exams/qualifications/${found.body.items[0].id}/revoke`;
  expect((await send('POST', url, ann, { reason: 'mine' })).status).toBe(403);
  const revoked = await send('POST', url, lead, { reason: 'shared answers' });
  expect(revoked.body).toMatchObject({ inForce: false, revokedReason: 'shared answers' });
  expect((await send('POST', url, lead, { reason: 'again' })).status).toBe(409);
  expect((await send('GET', 'reviewers/me', ann)).body.qualifiedFor).toEqual([]);
});

test('a published policy whose rules change makes qualifications of the category end soon', async () => {
  const { id } = await anExam();
  await take(id);
  const admin = await gateway.personIn(gateway.own, { roles: ['tenant_admin'] });
  const publish = async (term: string) => {
    const drafted = await send('POST', 'policies', admin, {
      name: 'chat',
      scene: 'chat',
      definition: {
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
        routing: {
          queue: 'default',
          dueSeconds: { low: 60, medium: 60, high: 60, critical: 60 },
          undoSeconds: 10,
        },
      },
    });
    expect((await send('POST', `policies/${drafted.body.id}/publish`, admin)).status).toBe(200);
  };
  await publish('one');
  await publish('two');
  const mine = await send('GET', 'exams/qualifications', ann);
  expect(mine.body.items).toMatchObject([{ inForce: true, shortenedBy: 'chat@2' }]);
  const days = (Date.parse(mine.body.items[0].expiresAt) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(14);
});

test('exams of another tenant are not there', async () => {
  const { id } = await anExam();
  const stranger = await gateway.personIn(gateway.foreign, { roles: ['lead'] });
  expect((await send('POST', `exams/${id}/attempts`, stranger)).status).toBe(404);
  expect((await send('POST', `exams/${id}/close`, stranger)).status).toBe(404);
  expect((await send('GET', 'exams', stranger)).body.items).toEqual([]);
});
