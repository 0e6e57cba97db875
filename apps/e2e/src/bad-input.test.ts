import { createHash, randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import { connectDatabase } from '@assay/database';
import { until } from '@assay/testing';
import { refused, type Ask, type Refused } from './stage/refused.js';
import { openOtherPlatform, openStage, type OtherPlatform, type Stage } from './stage/stage.js';
import { bait, fraud, harmless, saying } from './story/texts.js';

jest.setTimeout(30_000);

let stage: Stage;
let other: OtherPlatform;
beforeAll(async () => {
  stage = await openStage({ queue: 'postgres' });
  other = await openOtherPlatform(stage);
}, 120_000);
afterAll(() => stage?.close(), 60_000);

const refusal = (ask: Ask): Promise<Refused> => refused(stage, ask);

const item = (changed: object) => ({ ...harmless, ...changed });
const megabyte = 1_048_576;
const padded = (bytes: number): string => JSON.stringify(saying('hello')).padEnd(bytes, ' ');
const nowhere = '01890000-0000-7000-8000-000000000000';

interface Refusal {
  readonly status: number;
  readonly code: string;
  /** Of the first place in the body that is wrong. */
  readonly pointer?: string;
}

const table: readonly [string, Ask, Refusal][] = [
  [
    'an unknown field',
    { body: item({ colour: 'red' }) },
    { status: 400, code: 'unknown_field', pointer: '/colour' },
  ],
  [
    'a wrong type',
    { body: item({ scene: 7 }) },
    { status: 400, code: 'invalid_request', pointer: '/scene' },
  ],
  [
    'a missing field',
    { body: { scene: 'chat' } },
    { status: 400, code: 'invalid_request', pointer: '/parts' },
  ],
  [
    'no parts',
    { body: item({ parts: [] }) },
    { status: 400, code: 'invalid_request', pointer: '/parts' },
  ],
  [
    'U+0000',
    { body: saying('a\u0000b') },
    { status: 400, code: 'invalid_text', pointer: '/parts/0/text' },
  ],
  [
    'a lone surrogate',
    { body: String.raw`{"scene":"chat","parts":[{"text":"a\ud800b"}]}` },
    { status: 400, code: 'invalid_text', pointer: '/parts/0/text' },
  ],
  [
    'a lone surrogate in metadata',
    { body: String.raw`{"scene":"chat","parts":[{"text":"a"}],"metadata":{"k":"\udc00"}}` },
    { status: 400, code: 'invalid_text', pointer: '/metadata/k' },
  ],
  [
    'a part that is too long',
    { body: saying('x'.repeat(20_001)) },
    { status: 400, code: 'invalid_text', pointer: '/parts/0/text' },
  ],
  [
    'a body of 1 MiB and one byte',
    { body: padded(megabyte + 1) },
    { status: 413, code: 'payload_too_large' },
  ],
  ['broken JSON', { body: '{"scene":"chat"' }, { status: 400, code: 'malformed_json' }],
  [
    'a body that is not JSON',
    { body: 'scene=chat', headers: { 'content-type': 'text/plain' } },
    { status: 415, code: 'unsupported_media_type' },
  ],
  [
    'an unknown scene',
    { body: item({ scene: 'nowhere' }) },
    { status: 422, code: 'unknown_scene', pointer: '/scene' },
  ],
  [
    '101 items',
    { path: '/v1/submission-batches', body: { items: Array(101).fill(harmless) } },
    { status: 400, code: 'too_many_items', pointer: '/items' },
  ],
  [
    'an id of nothing',
    { method: 'GET', path: `/v1/submissions/${nowhere}` },
    { status: 404, code: 'not_found' },
  ],
  [
    'an id that is none',
    { method: 'GET', path: '/v1/submissions/7' },
    { status: 404, code: 'not_found' },
  ],
  [
    'an unknown address',
    { method: 'GET', path: '/v1/nowhere' },
    { status: 404, code: 'not_found' },
  ],
  [
    'a method that is not offered',
    { method: 'DELETE', path: '/v1/submissions' },
    { status: 405, code: 'method_not_allowed' },
  ],
  [
    'a cursor that is not ours',
    { method: 'GET', path: '/v1/submissions?cursor=x' },
    { status: 400, code: 'invalid_request' },
  ],
  [
    'a page size out of range',
    { method: 'GET', path: '/v1/submissions?limit=0' },
    { status: 400, code: 'invalid_request', pointer: '/limit' },
  ],
  [
    'a key that is too long',
    { body: harmless, headers: { 'idempotency-key': 'k'.repeat(256) } },
    { status: 400, code: 'invalid_request' },
  ],
  ['no credential', { body: harmless, credential: {} }, { status: 401, code: 'unauthenticated' }],
  [
    'a wrong key',
    { body: harmless, credential: { authorization: 'Bearer wrong' } },
    { status: 401, code: 'unauthenticated' },
  ],
  [
    'a wrong password',
    {
      path: '/v1/sessions',
      body: { email: 'admin@assay.local', password: 'wrong' },
      credential: {},
    },
    { status: 401, code: 'invalid_credentials' },
  ],
  [
    'an entry of an unknown category',
    {
      path: '/v1/blacklist-entries',
      body: { kind: 'term', value: 'x y z', category: 'Z.9', expiresAt: '2999-01-01T00:00:00Z' },
    },
    { status: 422, code: 'unknown_category', pointer: '/category' },
  ],
  [
    'an endpoint inside the deployment’s network',
    { path: '/v1/webhook-endpoints', body: { url: 'http://169.254.169.254/latest' } },
    { status: 422, code: 'unsafe_url', pointer: '/url' },
  ],
];

test.each(table)('%s is refused', async (_, ask, { status, code, pointer }) => {
  const { problem } = await refusal(ask);
  expect(problem).toMatchObject({ status, code });
  if (pointer !== undefined) expect(problem.errors?.[0]).toMatchObject({ pointer });
});

test('a body of exactly 1 MiB is taken', async () => {
  const answer = await fetch(`${stage.stack.baseUrl}/v1/submissions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${stage.stack.apiKey}`,
    },
    body: padded(megabyte),
  });
  expect(answer.status).toBe(202);
});

test('what another platform owns is not found, whatever is asked of it', async () => {
  const { platform } = stage;
  const { id } = await platform.submissions.create(harmless);
  const receiver = await platform.webhookEndpoints.create({ url: 'http://127.0.0.1:9/hooks' });
  const notFound = { status: 404, code: 'not_found' };
  await expect(other.client.submissions.get(id)).rejects.toMatchObject(notFound);
  await expect(other.client.submissions.withdraw(id)).rejects.toMatchObject(notFound);
  await expect(other.client.webhookEndpoints.rotate(receiver.id)).rejects.toMatchObject(notFound);
  await expect(other.client.webhookEndpoints.remove(receiver.id)).rejects.toMatchObject(notFound);
  await platform.webhookEndpoints.remove(receiver.id);
});

test('a key without the scope is refused, and the scope is named', async () => {
  const { key } = await stage.admin.client.admin.apiKeys.create({
    name: 'reader',
    scopes: ['submissions:read'],
  });
  const { status, problem } = await refusal({
    body: harmless,
    credential: { authorization: `Bearer ${key}` },
  });
  expect({ status, code: problem.code }).toEqual({ status: 403, code: 'forbidden' });
  expect(problem.detail).toContain('submissions:write');
});

test('a key used with another body is refused, with the same one repeated', async () => {
  const headers = { 'idempotency-key': 'bad-input-1' };
  await stage.platform.submissions.create(harmless, { idempotencyKey: 'bad-input-1' });
  const { status, problem } = await refusal({ body: fraud, headers });
  expect({ status, code: problem.code }).toEqual({ status: 422, code: 'idempotency_key_reused' });
});

test('a session whose time is over is told so, and one that never was is not', async () => {
  const { databaseUrl, baseUrl, adminEmail, adminPassword } = stage.stack;
  const answer = await fetch(`${baseUrl}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: adminEmail, password: adminPassword }),
  });
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  const database = await connectDatabase({ url: databaseUrl, applicationName: 'e2e' });
  try {
    await database.pool.query(
      `UPDATE session SET expires_at = now() - interval '1 s' WHERE token_hash =
         (SELECT token_hash FROM session ORDER BY created_at DESC LIMIT 1)`,
    );
  } finally {
    await database.close();
  }
  const ask = (value: string): Ask => ({
    method: 'GET',
    path: '/v1/me',
    credential: { cookie: value },
  });
  const expired = await refusal(ask(cookie));
  expect(expired).toMatchObject({ status: 401, problem: { code: 'session_expired' } });
  const invented = createHash('sha256').update(randomBytes(8)).digest('base64url');
  const unknown = await refusal(ask(`assay_session=${invented}`));
  expect(unknown.status).toBe(401);
});

test('a browser on another site cannot act with somebody’s session', async () => {
  const { status, problem } = await refusal({
    body: harmless,
    credential: { cookie: stage.admin.cookie },
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect({ status, code: problem.code }).toEqual({ status: 403, code: 'cross_site_request' });
});

test('with a lease that is over nothing can be decided, and what was typed is kept', async () => {
  const { platform, admin, second } = stage;
  const { id } = await platform.submissions.create(bait, { waitSeconds: 20 });
  const task = await until(
    async () => (await second.client.reviewTasks.claim()).tasks.find((t) => t.submissionId === id),
    { what: 'the task' },
  );
  const { epoch } = task.lease!;
  const draft = { outcome: 'block' as const, category: 'A.3.b', note: 'half a thought' };
  await second.client.reviewTasks.heartbeat(task.id, { epoch, draft });
  await second.client.reviewTasks.release(task.id, { epoch });
  const { tasks } = await admin.client.reviewTasks.claim();
  expect(tasks).toMatchObject([{ id: task.id }]);
  expect(tasks[0]!.draft).toBeUndefined();
  const stale = { status: 409, code: 'stale_lease' };
  const ruling = { epoch, outcome: 'pass' as const };
  await expect(second.client.reviewTasks.rule(task.id, ruling)).rejects.toMatchObject(stale);
  await expect(
    second.client.reviewTasks.heartbeat(task.id, { epoch, draft }),
  ).rejects.toMatchObject(stale);
  await admin.client.reviewTasks.release(task.id, { epoch: tasks[0]!.lease!.epoch });
  const again = await second.client.reviewTasks.claim();
  expect(again.tasks).toMatchObject([{ id: task.id, draft }]);
});
