import { openTasks } from '@assay/testing';
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

beforeAll(async () => {
  gateway = await startGateway();
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
  ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  const queued = await send('PUT', 'queues/adverts', lead, { qualified: true });
  expect(queued.status).toBe(200);
  await openTasks(gateway.database.pool, {
    tenantId: gateway.own.id,
    count: 3,
    queue: 'adverts',
    category: 'A.3.e',
    claimKey: 'adverts|A.3.e|*|mild',
  });
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
const claim = (body: object = {}) => send('POST', 'review-tasks/claim', ann, body);
const notQualified = { status: 403, body: { code: 'not_qualified' } };

async function passExam(): Promise<void> {
  const gold = await send('POST', 'gold-items', lead, {
    setName: 'exam',
    taxonomy: 'tc260-003@2024',
    parts: [{ text: 'The very best of all' }],
    scene: 'chat',
    category: 'A.3.e',
    expectedOutcome: 'block',
    explanation: 'A superlative.',
  });
  expect(gold.status).toBe(201);
  const exam = { name: 'Adverts', category: 'A.3.e', setName: 'exam', passMark: 1 };
  const { id } = (await send('POST', 'exams', lead, exam)).body;
  const attempt = await send('POST', `exams/${id}/attempts`, ann);
  const answers = [{ position: 1, outcome: 'block', category: 'A.3.e' }];
  const done = await send('POST', `exam-attempts/${attempt.body.id}/answers`, ann, { answers });
  expect(done.body.result).toMatchObject({ passed: true });
}

test('a reviewer gets the first task of a category after its exam, and none once it is taken back', async () => {
  expect(await claim({ queue: 'adverts' })).toMatchObject(notQualified);
  expect((await claim()).body).toMatchObject({ tasks: [] });
  await passExam();
  const first = await claim({ queue: 'adverts' });
  expect(first).toMatchObject({ status: 200, body: { tasks: [{ category: 'A.3.e' }] } });

  await send('PUT', 'reviewers/me', ann, { optedOut: ['A.3.e'] });
  expect((await claim()).body.tasks).toEqual([]);
  await send('PUT', 'reviewers/me', ann, { optedOut: [] });
  expect((await claim()).body.tasks).toHaveLength(1);

  const [passed] = (await send('GET', 'exams/qualifications', ann)).body.items;
  await send('POST', `exams/qualifications/${passed.id}/revoke`, lead, { reason: 'a leak' });
  expect(await claim({ queue: 'adverts' })).toMatchObject(notQualified);
  expect((await send('GET', 'reviewers/me', ann)).body.care).toMatchObject({ items: 2, points: 4 });
});
