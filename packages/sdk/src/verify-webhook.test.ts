import { Webhook } from 'standardwebhooks';
import { AssayWebhookError, verifyWebhook } from './verify-webhook.js';

const secret = `whsec_${Buffer.from('a signing key of thirty-two byte').toString('base64')}`;
const older = `whsec_${Buffer.from('the key before it, also 32 bytes').toString('base64')}`;
const now = new Date('2026-01-02T03:04:05Z');
const body = JSON.stringify({
  id: 'e1',
  type: 'test',
  createdAt: now.toISOString(),
  data: { reason: '测试 ✓' },
});

const signedWith = (...keys: string[]) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(now.getTime() / 1000),
  'webhook-signature': keys.map((key) => new Webhook(key).sign('msg_1', now, body)).join(' '),
});
const faultOf = async (input: Parameters<typeof verifyWebhook>[0]): Promise<string> => {
  const error: unknown = await verifyWebhook(input).then(
    () => 'accepted',
    (thrown: unknown) => thrown,
  );
  return error instanceof AssayWebhookError ? error.code : String(error);
};

test('accepts what the reference library signed', async () => {
  const event = await verifyWebhook({ secret, headers: signedWith(secret), body, now });
  expect(event).toEqual(JSON.parse(body));
});

test('accepts bytes, a Headers object, and names in any case', async () => {
  const headers = signedWith(secret);
  const bytes = new TextEncoder().encode(body);
  await expect(
    verifyWebhook({ secret, headers: new Headers(headers), body: bytes, now }),
  ).resolves.toMatchObject({ id: 'e1' });
  const shouted = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
  );
  await expect(verifyWebhook({ secret, headers: shouted, body, now })).resolves.toMatchObject({
    id: 'e1',
  });
});

test('the reference library accepts the same message', () => {
  const fresh = new Date();
  const headers = {
    'webhook-id': 'msg_2',
    'webhook-timestamp': String(Math.floor(fresh.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_2', fresh, body),
  };
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
});

test.each([
  ['a receiver that knows both secrets', [older, secret], [older]],
  ['a receiver that knows only the new one', [secret], [older, secret]],
  ['a receiver that knows only the old one', [older], [older, secret]],
])('during rotation accepts %s', async (_who, secrets, signers) => {
  const headers = signedWith(...signers);
  await expect(verifyWebhook({ secrets, headers, body, now })).resolves.toMatchObject({
    type: 'test',
  });
});

test('passes over signatures of other schemes', async () => {
  const good = signedWith(secret);
  const headers = { ...good, 'webhook-signature': `v1a,AAAA ${good['webhook-signature']}` };
  await expect(verifyWebhook({ secret, headers, body, now })).resolves.toMatchObject({ id: 'e1' });
});

test.each([
  ['another secret', { secret: older }, 'bad_signature'],
  ['a changed body', { body: body.replace('test', 'tesT') }, 'bad_signature'],
  ['no secret at all', { secret: undefined }, 'bad_secret'],
  ['a secret that is not base64', { secret: 'whsec_***' }, 'bad_secret'],
  ['an empty secret', { secret: 'whsec_' }, 'bad_secret'],
  ['a message that is 301 s old', { now: new Date(now.getTime() + 301_000) }, 'too_old'],
  ['a message that is 301 s early', { now: new Date(now.getTime() - 301_000) }, 'too_new'],
  [
    'a message older than a tolerance of 10 s',
    { now: new Date(now.getTime() + 11_000), toleranceSeconds: 10 },
    'too_old',
  ],
])('refuses %s', async (_what, change, fault) => {
  const input = { secret, headers: signedWith(secret), body, now, ...change };
  expect(await faultOf(input as Parameters<typeof verifyWebhook>[0])).toBe(fault);
});

test.each([
  ['webhook-id', undefined, 'missing_header'],
  ['webhook-timestamp', undefined, 'missing_header'],
  ['webhook-signature', undefined, 'missing_header'],
  ['webhook-signature', '', 'missing_header'],
  ['webhook-signature', 'v1,', 'bad_signature'],
  ['webhook-signature', 'v1,AAAA', 'bad_signature'],
  ['webhook-timestamp', '1e9', 'bad_timestamp'],
  ['webhook-id', 'msg_other', 'bad_signature'],
])('refuses a message whose %s is %p', async (name, value, fault) => {
  expect(
    await faultOf({ secret, headers: { ...signedWith(secret), [name]: value }, body, now }),
  ).toBe(fault);
});

test('refuses a signed body that is not JSON', async () => {
  const text = 'not json';
  const headers = {
    ...signedWith(secret),
    'webhook-signature': new Webhook(secret).sign('msg_1', now, text),
  };
  expect(await faultOf({ secret, headers, body: text, now })).toBe('bad_body');
});
