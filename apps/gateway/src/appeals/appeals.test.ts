import { settleDue } from '@assay/database';
import { decidedSubmission, type DecidedWish } from '@assay/testing';
import { randomUUID } from 'node:crypto';
import {
  startGateway,
  type Answer,
  type Call,
  type GatewayUnderTest,
  type PersonUnderTest,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let lead: PersonUnderTest;
let ann: PersonUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
  ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  await sql(
    `INSERT INTO webhook_endpoint (id, tenant_id, url, event_types, secret)
     VALUES ($1, $2, 'https://receiver.example/', '{}', '\\x00')`,
    randomUUID(),
    gateway.own.id,
  );
});
afterEach(() =>
  sql(`UPDATE review_task SET state = 'cancelled' WHERE state IN ('open', 'leased', 'ruled')`),
);
afterAll(() => gateway?.close());

const sql = async (text: string, ...params: unknown[]) =>
  (await gateway.database.pool.query(text, params)).rows;
const decided = (wish: Partial<DecidedWish> = {}): Promise<string> =>
  decidedSubmission(gateway.database.pool, { tenantId: gateway.own.id, ...wish });
const byKey = (call: Omit<Call, 'key'>, key = gateway.own.key): Promise<Answer> =>
  gateway.call({ ...call, key });
const by = (person: PersonUnderTest, call: Omit<Call, 'cookie'>): Promise<Answer> =>
  gateway.call({
    ...call,
    cookie: person.cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
const lodge = (submissionId: string, more: object = {}): Promise<Answer> =>
  byKey({
    method: 'POST',
    url: '/v1/appeals',
    body: { submissionId, text: 'It was a quotation.', ...more },
  });
const setTerms = (terms: object): Promise<Answer> =>
  by(lead, { method: 'PUT', url: '/v1/appeals/terms', body: terms });
const published = {
  ...{ acceptHours: 24, decideHours: 72, notifyHours: 24, windowDays: 183 },
  ...{ acceptAutomatically: true, queue: 'appeals', outOfCourt: '' },
};

async function rule(submissionId: string, ruling: object): Promise<void> {
  const claimed = await by(ann, {
    method: 'POST',
    url: '/v1/review-tasks/claim',
    body: { queue: 'appeals', count: 3 },
  });
  const task = claimed.body.tasks.find(
    (candidate: { submissionId: string }) => candidate.submissionId === submissionId,
  );
  const body = { epoch: task.lease.epoch, ...ruling };
  const url = `/v1/review-tasks/${task.id}/rulings`;
  expect(await by(ann, { method: 'POST', url, body })).toMatchObject({ status: 201 });
  await sql(`UPDATE review_task SET settles_at = now() - interval '1 s' WHERE id = $1`, task.id);
  expect((await settleDue(gateway.database, { limit: 10 })).failures).toEqual([]);
}

test('an appeal that is overturned leads to revision 2 with a delivery for the webhook', async () => {
  const submissionId = await decided({ externalId: 'post 9' });
  const appellant = { kind: 'author', reference: 'user 7' };
  const answer = await lodge(submissionId, { appellant });
  expect(answer).toMatchObject({
    status: 201,
    body: {
      ...{ submissionId, externalId: 'post 9', contestedRevision: 1, state: 'accepted' },
      ...{ appellant, overdue: false },
    },
  });
  const { id, acceptedAt, decideDueAt, notifyDueAt } = answer.body;
  expect(Date.parse(decideDueAt) - Date.parse(acceptedAt)).toBe(72 * 3_600_000);
  expect(Date.parse(notifyDueAt) - Date.parse(decideDueAt)).toBe(24 * 3_600_000);
  const reopened = await byKey({ url: `/v1/submissions/${submissionId}` });
  expect(reopened.body.status).toBe('reopened');

  await rule(submissionId, { outcome: 'pass' });
  const after = await byKey({ url: `/v1/submissions/${submissionId}` });
  expect(after.body).toMatchObject({
    status: 'decided',
    verdict: { revision: 2, outcome: 'pass', cause: 'appeal', decidedBy: 'human' },
  });
  expect(await byKey({ url: `/v1/appeals/${id}` })).toMatchObject({
    status: 200,
    body: { state: 'decided', result: 'overturned', resultRevision: 2 },
  });
  const deliveries = await sql(
    `SELECT e.type FROM delivery d JOIN event e ON e.id = d.event_id WHERE e.submission_id = $1 ORDER BY e.seq`,
    submissionId,
  );
  expect(deliveries.map(({ type }) => type)).toEqual([
    'appeal.accepted',
    'appeal.decided',
    'verdict.revised',
  ]);
});

test('a second open appeal is refused, a new one after the first is taken back is not', async () => {
  const submissionId = await decided();
  const first = await lodge(submissionId);
  expect(await lodge(submissionId)).toMatchObject({ status: 409, body: { code: 'appeal_open' } });
  const withdraw = { method: 'POST', url: `/v1/appeals/${first.body.id}/withdraw` } as const;
  expect(await byKey(withdraw)).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
  expect(await byKey(withdraw)).toMatchObject({
    status: 409,
    body: { code: 'invalid_transition' },
  });
  expect(await lodge(submissionId)).toMatchObject({ status: 201 });
});

test.each<[string, () => Promise<string>, object, number, string]>([
  ['an unknown submission', async () => randomUUID(), {}, 404, 'not_found'],
  [
    "another tenant's submission",
    () => decided({ tenantId: gateway.foreign.id }),
    {},
    404,
    'not_found',
  ],
  ['a verdict too old', () => decided({ decidedDaysAgo: 200 }), {}, 409, 'appeal_window_closed'],
  ['an entry it does not rest on', decided, { entryId: randomUUID() }, 404, 'not_found'],
  ['an empty text', decided, { text: '  ' }, 400, 'invalid_request'],
  ['an unknown appellant', decided, { appellant: { kind: 'owner' } }, 400, 'invalid_request'],
  ['a field that does not exist', decided, { urgent: true }, 400, 'unknown_field'],
])('an appeal with %s is refused', async (_, submission, more, status, code) => {
  expect(await lodge(await submission(), more)).toMatchObject({ status, body: { code } });
});

test('a submission without a verdict has nothing to appeal against', async () => {
  const id = randomUUID();
  await sql(
    `INSERT INTO submission (id, tenant_id, scene, parts, context, metadata) VALUES ($1, $2, 'chat', '[]', '{}', '{}')`,
    id,
    gateway.own.id,
  );
  expect(await lodge(id)).toMatchObject({ status: 409, body: { code: 'not_decided' } });
});

test("a foreign tenant neither sees nor moves an appeal, and its lists don't show it", async () => {
  const { id } = (await lodge(await decided())).body;
  const { key } = gateway.foreign;
  expect(await byKey({ url: `/v1/appeals/${id}` }, key)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
  for (const [step, body] of [
    ['withdraw', undefined],
    ['accept', undefined],
    ['reject', { reason: 'no' }],
    ['siblings', {}],
  ] as const) {
    const answer = await byKey({ method: 'POST', url: `/v1/appeals/${id}/${step}`, body }, key);
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  expect((await byKey({ url: '/v1/appeals' }, key)).body.items).toEqual([]);
});

test('a reviewer reads the appeal and the reasons beside the content', async () => {
  const submissionId = await decided();
  await lodge(submissionId, { appellant: { kind: 'author', reference: 'user 7' } });
  const claimed = await by(ann, {
    method: 'POST',
    url: '/v1/review-tasks/claim',
    body: { queue: 'appeals' },
  });
  const [task] = claimed.body.tasks;
  expect(task.appeal).toMatchObject({ text: 'It was a quotation.', contestedRevision: 1 });
  expect(claimed.text).not.toContain('user 7');
});

test('neither who ruled before nor who lodged the appeal is offered it', async () => {
  const submissionId = await decided({ decidedBy: 'human', actor: ann.userId });
  const body = { submissionId, text: 'It was a quotation.' };
  await by(lead, { method: 'POST', url: '/v1/appeals', body });
  const claim = {
    method: 'POST',
    url: '/v1/review-tasks/claim',
    body: { queue: 'appeals' },
  } as const;
  expect((await by(ann, claim)).body.tasks).toEqual([]);
  expect((await by(lead, claim)).body.tasks).toEqual([]);
  const bob = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  expect((await by(bob, claim)).body.tasks).toMatchObject([{ submissionId }]);
});

test('the clocks are published, and by terms a lead accepts or rejects', async () => {
  expect((await byKey({ url: '/v1/appeals/terms' })).body).toEqual(published);
  const manual = { ...published, acceptAutomatically: false, decideHours: 48 };
  expect(await setTerms(manual)).toMatchObject({ status: 200, body: manual });
  expect(await by(ann, { method: 'PUT', url: '/v1/appeals/terms', body: manual })).toMatchObject({
    status: 403,
  });
  const [accepted, rejected] = [await lodge(await decided()), await lodge(await decided())];
  expect(accepted.body).toMatchObject({ state: 'received' });
  const act = (id: string, step: string, body?: object): Promise<Answer> =>
    by(lead, { method: 'POST', url: `/v1/appeals/${id}/${step}`, body });
  expect(await act(accepted.body.id, 'accept')).toMatchObject({
    status: 200,
    body: { state: 'accepted' },
  });
  const own = await byKey({ method: 'POST', url: `/v1/appeals/${rejected.body.id}/accept` });
  expect(own).toMatchObject({ status: 403, body: { code: 'same_principal' } });
  expect(await act(rejected.body.id, 'reject', { reason: 'An advert.' })).toMatchObject({
    status: 200,
    body: { state: 'rejected', reason: 'An advert.' },
  });
  expect(await act(rejected.body.id, 'accept')).toMatchObject({ status: 409 });
  await setTerms(published);
});

test('lists go page by page and by state, and show what is overdue', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 3; made += 1) ids.unshift((await lodge(await decided())).body.id);
  await sql(`UPDATE appeal SET decide_due_at = now() - interval '1 s' WHERE id = $1`, ids[1]);
  const first = await byKey({ url: '/v1/appeals?state=accepted&limit=2' });
  expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
  const rest = await byKey({
    url: `/v1/appeals?state=accepted&limit=2&cursor=${first.body.nextCursor}`,
  });
  expect(rest.body.items[0].id).toBe(ids[2]);
  const overdue = await byKey({ url: '/v1/appeals?overdue=true' });
  expect(overdue.body.items).toMatchObject([{ id: ids[1], overdue: true }]);
  expect((await byKey({ url: '/v1/appeals?cursor=x' })).status).toBe(400);
});

test('siblings of an overturned verdict are looked at again', async () => {
  const [contested, sibling] = [await decided({ rule: 'bait' }), await decided({ rule: 'bait' })];
  const { id } = (await lodge(contested)).body;
  const siblings = (body: object) =>
    by(lead, { method: 'POST', url: `/v1/appeals/${id}/siblings`, body });
  expect(await siblings({})).toMatchObject({ status: 409, body: { code: 'invalid_transition' } });
  await rule(contested, { outcome: 'pass' });
  expect(await siblings({ limit: 201 })).toMatchObject({ status: 400 });
  expect(await siblings({ sinceDays: 91 })).toMatchObject({ status: 400 });
  expect(await siblings({ limit: 10 })).toMatchObject({
    status: 200,
    body: { rule: 'bait', submissionIds: [sibling], more: false },
  });
});
