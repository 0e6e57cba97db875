import { settleDue } from '@assay/database';
import { openTasks, type OpenTask, type OpenTasksWish } from '@assay/testing';
import {
  type Answer,
  type GatewayUnderTest,
  type PersonUnderTest,
  startGateway,
  type TenantUnderTest,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;
let ann: PersonUnderTest;
let bob: PersonUnderTest;
let lead: PersonUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
  ann = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  bob = await gateway.personIn(gateway.own, { roles: ['reviewer'] });
  lead = await gateway.personIn(gateway.own, { roles: ['lead'] });
});
afterEach(() =>
  gateway.database.pool.query(
    `UPDATE review_task SET state = 'cancelled' WHERE state <> 'settled'`,
  ),
);
afterAll(() => gateway.close());

async function openTask({ tenant = gateway.own, ...wish }: OpenWish = {}): Promise<OpenTask> {
  const [task] = await openTasks(gateway.database.pool, { tenantId: tenant.id, ...wish });
  return task!;
}
type OpenWish = Partial<OpenTasksWish> & { readonly tenant?: TenantUnderTest };

const post = (path: string, person: PersonUnderTest, body?: unknown): Promise<Answer> =>
  gateway.call({
    method: 'POST',
    url: `/v1/review-tasks/${path}`,
    cookie: person.cookie,
    headers: { 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { body }),
  });
const get = (url: string, person: PersonUnderTest): Promise<Answer> =>
  gateway.call({ url, cookie: person.cookie });
const claim = async (person: PersonUnderTest): Promise<number> =>
  (await post('claim', person, {})).body.tasks[0].lease.epoch;
const block = { outcome: 'block', category: 'A.3.b', note: 'an advert' };
const sql = (text: string, ...params: unknown[]) => gateway.database.pool.query(text, params);

test('a claimed task shows the text, where machines found something, and the lease', async () => {
  const { id, submissionId } = await openTask();
  const answer = await post('claim', ann, { count: 2 });
  expect(answer.status).toBe(200);
  expect(answer.body.tasks).toEqual([
    expect.objectContaining({
      id,
      submissionId,
      state: 'leased',
      lease: { epoch: 1, until: expect.any(String) },
      scene: 'chat',
      parts: [{ type: 'text', text: 'add me on chat: nobody' }],
      taxonomy: 'tc260-003@2024',
      decision: expect.objectContaining({
        outcome: 'review',
        policyVersion: 'chat@1',
        blacklistVersion: 7,
      }),
    }),
  ]);
  expect(answer.body.tasks[0].decision.reasons[0].spans).toEqual([{ part: 0, start: 0, end: 6 }]);
  expect((await post('claim', bob, {})).body).toEqual({ tasks: [] });
});

test('a heartbeat keeps the draft, which a reload brings back to its author only', async () => {
  const { id } = await openTask();
  const epoch = await claim(ann);
  const beat = await post(`${id}/heartbeat`, ann, { epoch, draft: { note: 'so far' } });
  expect(beat).toMatchObject({ status: 200, body: { epoch } });
  const mine = await get('/v1/review-tasks/mine', ann);
  expect(mine.body.tasks).toMatchObject([{ id, draft: { note: 'so far' } }]);
  expect((await get('/v1/review-tasks/mine', bob)).body.tasks).toEqual([]);
  expect((await get(`/v1/review-tasks/${id}`, lead)).body.draft).toBeUndefined();
});

test('a stale lease is 409 and the draft comes back with the next claim', async () => {
  const { id } = await openTask();
  const lost = await claim(ann);
  expect((await post(`${id}/release`, ann, { epoch: lost })).status).toBe(204);
  const theirs = await claim(bob);
  expect(await post(`${id}/rulings`, ann, { epoch: lost, ...block })).toMatchObject({
    status: 409,
    body: { code: 'stale_lease' },
  });
  expect(await post(`${id}/heartbeat`, ann, { epoch: lost })).toMatchObject({
    status: 409,
    body: { code: 'stale_lease' },
  });
  await post(`${id}/release`, bob, { epoch: theirs });
  expect((await post('claim', ann, {})).body.tasks[0]).toMatchObject({ id, draft: block });
});

test('a ruling is provisional: the platform sees it only after the undo window', async () => {
  const { id, submissionId } = await openTask();
  const epoch = await claim(ann);
  const ruled = await post(`${id}/rulings`, ann, { epoch, ...block });
  expect(ruled).toMatchObject({
    status: 201,
    body: { taskId: id, outcome: 'block', undoable: true },
  });
  const before = await gateway.call({
    url: `/v1/submissions/${submissionId}`,
    key: gateway.own.key,
  });
  expect(before.body).toMatchObject({ status: 'in_review', verdicts: [] });
  expect(before.body.verdict).toBeUndefined();
  expect((await get(`/v1/review-tasks/${id}`, lead)).text).not.toContain('an advert');

  await sql(`UPDATE review_task SET settles_at = now() - interval '1 s' WHERE id = $1`, id);
  await settleDue(gateway.database, { limit: 10 });
  const after = await gateway.call({
    url: `/v1/submissions/${submissionId}`,
    key: gateway.own.key,
  });
  expect(after.body).toMatchObject({
    status: 'decided',
    verdict: { outcome: 'block', revision: 1, decidedBy: 'human' },
  });
  expect(await post(`${id}/undo`, ann)).toMatchObject({
    status: 409,
    body: { code: 'undo_window_closed' },
  });
  expect(await post(`${id}/heartbeat`, ann, { epoch })).toMatchObject({
    status: 409,
    body: { code: 'task_closed' },
  });
});

test('undo gives the task back to its ruler with the ruling as draft', async () => {
  const { id } = await openTask();
  const epoch = await claim(ann);
  expect(await post(`${id}/undo`, ann)).toMatchObject({ status: 409, body: { code: 'not_ruled' } });
  await post(`${id}/rulings`, ann, { epoch, ...block });
  expect((await get('/v1/review-tasks/mine', ann)).body.tasks).toMatchObject([
    { id, state: 'ruled', draft: block },
  ]);
  expect(await post(`${id}/undo`, bob)).toMatchObject({ status: 409, body: { code: 'not_ruled' } });
  expect(await post(`${id}/undo`, ann)).toMatchObject({
    status: 200,
    body: { id, state: 'leased', lease: { epoch: epoch + 1 }, draft: block },
  });
});

test('without an undo window the verdict is there with the answer', async () => {
  const { id, submissionId } = await openTask({ undoSeconds: 0 });
  const epoch = await claim(ann);
  const ruled = await post(`${id}/rulings`, ann, { epoch, outcome: 'pass' });
  expect(ruled).toMatchObject({ status: 201, body: { undoable: false } });
  const submission = await gateway.call({
    url: `/v1/submissions/${submissionId}`,
    key: gateway.own.key,
  });
  expect(submission.body.verdict).toMatchObject({ outcome: 'pass', cause: 'first_review' });
});

test.each([
  ['an unknown category', { ...block, category: 'nope' }, 422, 'unknown_category', '/category'],
  ['a block without a category', { outcome: 'block' }, 400, 'invalid_request', '/category'],
  [
    'a restriction without measures',
    { ...block, outcome: 'restrict' },
    400,
    'invalid_request',
    '/measures',
  ],
  ['an outcome that does not exist', { outcome: 'maybe' }, 400, 'invalid_request', '/outcome'],
  ['a field that does not exist', { ...block, sure: true }, 400, 'unknown_field', '/sure'],
])('%s is refused with a pointer and the lease stays', async (_, body, status, code, pointer) => {
  const { id } = await openTask();
  const epoch = await claim(ann);
  const answer = await post(`${id}/rulings`, ann, { epoch, ...body });
  expect(answer).toMatchObject({ status, body: { code, errors: [{ pointer }] } });
  expect((await post(`${id}/heartbeat`, ann, { epoch })).status).toBe(200);
});

test('a skipped task does not come back to the same person', async () => {
  const { id } = await openTask();
  const epoch = await claim(ann);
  expect((await post(`${id}/skip`, ann, { epoch })).status).toBe(204);
  expect((await post('claim', ann, {})).body.tasks).toEqual([]);
  expect((await post('claim', bob, {})).body.tasks).toMatchObject([{ id }]);
});

test('leads see who holds what and every step, reviewers only their own', async () => {
  const { id } = await openTask({ queue: 'watched' });
  const epoch = await claim(ann);
  const page = await get('/v1/review-tasks?state=leased&queue=watched', lead);
  expect(page.body.items).toMatchObject([{ id, leaseOwner: ann.userId }]);
  expect(page.text).not.toContain('add me');
  expect((await get('/v1/review-tasks', ann)).status).toBe(403);
  expect((await get(`/v1/review-tasks/${id}`, bob)).status).toBe(404);
  expect((await get(`/v1/review-tasks/${id}/events`, bob)).status).toBe(404);
  await post(`${id}/release`, ann, { epoch });
  const events = await get(`/v1/review-tasks/${id}/events`, lead);
  expect(events.body.items).toMatchObject([
    { kind: 'queued', epoch: 0 },
    { kind: 'claimed', actor: ann.userId, epoch: 1 },
    { kind: 'released', actor: ann.userId, epoch: 1 },
  ]);
  const queues = await get('/v1/queues', lead);
  expect(queues.body.items).toEqual([
    { name: 'watched', open: 1, leased: 0, overdue: 0, oldestAt: expect.any(String) },
  ]);
});

test('the list is paged', async () => {
  for (let n = 0; n < 3; n += 1) await openTask({ queue: 'paged' });
  const first = await get('/v1/review-tasks?queue=paged&limit=2', lead);
  expect(first.body.items).toHaveLength(2);
  const next = await get(
    `/v1/review-tasks?queue=paged&limit=2&cursor=${first.body.nextCursor}`,
    lead,
  );
  expect(next.body.items).toHaveLength(1);
  expect(next.body.nextCursor).toBeUndefined();
  expect(await get('/v1/review-tasks?cursor=bm9wZQ', lead)).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  });
});

test("another tenant's task is not there for any verb, and is never offered", async () => {
  const foreign: TenantUnderTest = gateway.foreign;
  const { id } = await openTask({ tenant: foreign });
  expect((await post('claim', ann, { count: 3 })).body.tasks).toEqual([]);
  for (const verb of ['heartbeat', 'release', 'skip']) {
    expect(await post(`${id}/${verb}`, ann, { epoch: 1 })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  }
  expect((await post(`${id}/rulings`, ann, { epoch: 1, ...block })).status).toBe(404);
  expect((await post(`${id}/undo`, ann)).status).toBe(404);
  expect((await get(`/v1/review-tasks/${id}`, lead)).status).toBe(404);
  expect((await get(`/v1/review-tasks/${id}/events`, lead)).status).toBe(404);
  expect((await post('no-uuid/undo', ann)).status).toBe(404);
});

test('a credential without a review permission is refused', async () => {
  const { id } = await openTask();
  const key = await gateway.keyFor(gateway.own, { scopes: ['submissions:read'] });
  const read = (url: string) => gateway.call({ url, key });
  for (const path of [
    'review-tasks',
    'review-tasks/mine',
    `review-tasks/${id}`,
    `review-tasks/${id}/events`,
    'queues',
  ]) {
    expect(await read(`/v1/${path}`)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  }
  expect(
    (await gateway.call({ method: 'POST', url: '/v1/review-tasks/claim', key, body: {} })).status,
  ).toBe(403);
});
