import { textLimits } from '@assay/domain';
import {
  type Answer,
  type Call,
  type GatewayUnderTest,
  startGateway,
} from '../testing/gateway-under-test.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

const send = (call: Partial<Call>): Promise<Answer> =>
  gateway.call({ method: 'POST', url: '/v1/submissions', key: gateway.own.key, ...call });

const submission = (changed: object) => ({ scene: 'chat', parts: [{ text: 'hello' }], ...changed });

const json = { 'content-type': 'application/json' };

const cases: readonly [
  string,
  Partial<Call>,
  { status: number; code: string; pointer?: string },
][] = [
  [
    'an unknown field',
    { body: submission({ colour: 'red' }) },
    { status: 400, code: 'unknown_field', pointer: '/colour' },
  ],
  [
    'an unknown field with a slash and a tilde in its name',
    { body: submission({ 'a/b~c': 1 }) },
    { status: 400, code: 'unknown_field', pointer: '/a~1b~0c' },
  ],
  [
    'an unknown field deep inside',
    { body: submission({ parts: [{ text: 'a' }, { text: 'b', size: 1 }] }) },
    { status: 400, code: 'unknown_field', pointer: '/parts/1/size' },
  ],
  [
    'a wrong type',
    { body: submission({ scene: 7 }) },
    { status: 400, code: 'invalid_request', pointer: '/scene' },
  ],
  [
    'a missing field',
    { body: { scene: 'chat' } },
    { status: 400, code: 'invalid_request', pointer: '/parts' },
  ],
  ['no body at all', { headers: json }, { status: 400, code: 'invalid_request', pointer: '' }],
  ['an array for an object', { body: [] }, { status: 400, code: 'invalid_request', pointer: '' }],
  [
    'U+0000 in content',
    { body: submission({ parts: [{ text: 'a\u0000b' }] }) },
    { status: 400, code: 'invalid_text', pointer: '/parts/0/text' },
  ],
  [
    'a lone surrogate in content',
    { body: String.raw`{"scene":"chat","parts":[{"text":"a\ud800"}]}` },
    { status: 400, code: 'invalid_text', pointer: '/parts/0/text' },
  ],
  [
    'U+0000 in a field that no schema looks into',
    { url: '/v1/teams', body: { name: 'a\u0000' } },
    { status: 400, code: 'invalid_text', pointer: '/name' },
  ],
  [
    'a lone surrogate in a login',
    { url: '/v1/sessions', body: String.raw`{"email":"a@b.test","password":"\udfff"}` },
    { status: 400, code: 'invalid_text', pointer: '/password' },
  ],
  [
    'U+0000 in a query',
    { method: 'GET', url: '/v1/submissions?externalId=a%00' },
    { status: 400, code: 'invalid_text', pointer: '/externalId' },
  ],
  ['malformed JSON', { body: '{"scene":' }, { status: 400, code: 'malformed_json' }],
  ['a prototype key', { body: '{"__proto__":{"a":1}}' }, { status: 400, code: 'malformed_json' }],
  [
    'one byte over 1 MiB',
    { headers: json, body: ' '.repeat(textLimits.maxBodyBytes + 1) },
    { status: 413, code: 'payload_too_large' },
  ],
  [
    'a form instead of JSON',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'scene=chat' },
    { status: 415, code: 'unsupported_media_type' },
  ],
  [
    'plain text',
    { headers: { 'content-type': 'text/plain' }, body: 'hello' },
    { status: 415, code: 'unsupported_media_type' },
  ],
  [
    '101 items',
    { url: '/v1/submission-batches', body: { items: Array(101).fill(submission({})) } },
    { status: 400, code: 'too_many_items', pointer: '/items' },
  ],
  [
    'a page size out of range',
    { method: 'GET', url: '/v1/users?limit=201' },
    { status: 400, code: 'invalid_request', pointer: '/limit' },
  ],
  [
    'an unknown query parameter',
    { method: 'GET', url: '/v1/users?sort=name' },
    { status: 400, code: 'unknown_field', pointer: '/sort' },
  ],
  [
    'a wrong member of a union',
    {
      url: '/v1/webhook-endpoints/01890000-0000-7000-8000-000000000000/replay',
      body: { deliveryId: 'x' },
    },
    { status: 400, code: 'invalid_request', pointer: '/deliveryId' },
  ],
  [
    'a lease epoch that fits no column',
    {
      url: '/v1/review-tasks/01890000-0000-7000-8000-000000000000/heartbeat',
      body: { epoch: 2 ** 31 },
    },
    { status: 400, code: 'invalid_request', pointer: '/epoch' },
  ],
  [
    'a date that no column holds',
    {
      url: '/v1/blacklist-entries',
      body: {
        kind: 'term',
        value: 'ancient',
        category: 'A.1.a',
        validFrom: '0000-01-01T00:00:00Z',
        expiresAt: '2999-01-01T00:00:00Z',
      },
    },
    { status: 400, code: 'invalid_request' },
  ],
  [
    'a number that no column holds',
    {
      url: '/v1/blacklist-entries',
      body: {
        kind: 'term',
        value: 'tiny',
        category: 'A.1.a',
        confidence: 1e-300,
        expiresAt: '2999-01-01T00:00:00Z',
      },
    },
    { status: 400, code: 'invalid_request' },
  ],
  [
    'a due time beyond a year',
    {
      url: '/v1/policies',
      body: {
        name: 'late',
        scene: 'late',
        definition: {
          taxonomy: 'tc260-003@2024',
          rules: [],
          routing: {
            queue: 'default',
            dueSeconds: { low: 9e15, medium: 1, high: 1, critical: 1 },
            undoSeconds: 0,
          },
        },
      },
    },
    { status: 400, code: 'invalid_request', pointer: '/definition/routing/dueSeconds/low' },
  ],
  [
    'an id that is none',
    { method: 'GET', url: '/v1/submissions/42' },
    { status: 404, code: 'not_found' },
  ],
  [
    'an address that is none',
    { method: 'GET', url: '/v1/%c0%af' },
    { status: 400, code: 'invalid_request' },
  ],
  ['an unknown address', { method: 'GET', url: '/v1/nowhere' }, { status: 404, code: 'not_found' }],
  [
    'a wrong method',
    { method: 'DELETE', url: '/v1/users' },
    { status: 405, code: 'method_not_allowed' },
  ],
];

test.each(cases)('%s is answered with a problem', async (_, call, { status, code, pointer }) => {
  const answer = await send(call);
  expect(answer).toMatchObject({ status, body: { status, code } });
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.body.request_id).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.body.type).toBe(`urn:assay:problem:${code}`);
  if (pointer !== undefined) expect(answer.body.errors[0]).toMatchObject({ pointer });
});

test('a body of exactly 1 MiB is read', async () => {
  const text = JSON.stringify({ scene: 'chat', parts: 'wrong' });
  const answer = await send({ body: text.padEnd(textLimits.maxBodyBytes, ' ') });
  expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/parts' }] });
});

test('several mistakes are all named', async () => {
  const answer = await send({ body: submission({ scene: 7, colour: 'red' }) });
  expect(answer.body.code).toBe('invalid_request');
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
    '/colour',
    '/scene',
  ]);
});
