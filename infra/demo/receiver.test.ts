import { createHmac } from 'node:crypto';
import { startReceiver, type Receiver } from './receiver.js';

const key = Buffer.alloc(32, 7);
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
  receiver.expectSecret(`whsec_${key.toString('base64')}`);
});
afterEach(() => receiver.close());

async function deliver(revision: number, signedWith = key): Promise<number> {
  const body = JSON.stringify({
    id: `e${revision}`,
    data: { submissionId: 's', verdict: { revision } },
  });
  const seconds = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signedWith)
    .update(`m.${seconds}.${body}`)
    .digest('base64');
  const headers = {
    'webhook-id': 'm',
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
  const response = await fetch(receiver.url, { method: 'POST', body, headers });
  return response.status;
}

test('keeps the highest revision, whatever the order and however often it comes', async () => {
  expect([await deliver(2), await deliver(1), await deliver(2)]).toEqual([204, 204, 204]);
  expect(receiver.bySubmission.get('s')?.event.id).toBe('e2');
  expect(receiver.verified()).toBe(3);
});

test('refuses what somebody else signed and remembers why', async () => {
  expect(await deliver(1, Buffer.alloc(32, 8))).toBe(400);
  expect(receiver.refused).toEqual([expect.stringContaining('bad_signature')]);
  expect(receiver.bySubmission.size).toBe(0);
});
