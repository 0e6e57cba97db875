import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { webhookSignature } from './signature.js';

const now = () => Math.floor(Date.now() / 1000);
const verify = (
  key: Buffer,
  sent: { id: string; timestamp: number; body: string; signature: string },
) =>
  new Webhook(`whsec_${key.toString('base64')}`).verify(sent.body, {
    'webhook-id': sent.id,
    'webhook-timestamp': String(sent.timestamp),
    'webhook-signature': sent.signature,
  });

const message = (body: string, keys: readonly Buffer[]) => {
  const sent = { id: randomUUID() as string, timestamp: now(), body };
  return { ...sent, signature: webhookSignature({ ...sent, body: Buffer.from(body) }, keys) };
};

test.each(['{}', '{"text":"审核结论 🙂"}', JSON.stringify({ long: 'x'.repeat(100_000) })])(
  'the standard library accepts the signature of body %#',
  (body) => {
    const key = randomBytes(32);
    expect(verify(key, message(body, [key]))).toEqual(JSON.parse(body));
  },
);

test('during a rotation the old and the new secret both verify, and a third one does not', () => {
  const [fresh, old, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const sent = message('{"a":1}', [fresh, old]);
  expect(verify(fresh, sent)).toEqual({ a: 1 });
  expect(verify(old, sent)).toEqual({ a: 1 });
  expect(() => verify(foreign, sent)).toThrow('No matching signature found');
});

test('a changed id, timestamp or body does not verify', () => {
  const key = randomBytes(32);
  const sent = message('{"a":1}', [key]);
  for (const changed of [
    { id: randomUUID() as string },
    { timestamp: sent.timestamp + 1 },
    { body: '{"a":2}' },
  ]) {
    expect(() => verify(key, { ...sent, ...changed })).toThrow('No matching signature found');
  }
});
