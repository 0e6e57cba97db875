import { createHmac } from 'node:crypto';
import { AssayClient } from '@assay/sdk';
import { startReceiver, type Receiver } from './receiver.js';
import { runDemo } from './run-demo.js';
import { samples, submissionOf } from './samples.js';

const key = Buffer.alloc(32, 3);
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
  receiver.expectSecret(`whsec_${key.toString('base64')}`);
});
afterEach(() => receiver.close());

async function announce(submissionId: string): Promise<void> {
  const verdict = {
    outcome: 'block',
    revision: 1,
    decidedBy: 'machine',
    reasons: [{ category: 'A.3.e', rule: 'r' }],
  };
  const body = JSON.stringify({
    id: submissionId,
    type: 'verdict.created',
    data: { submissionId, verdict },
  });
  const seconds = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', key).update(`m.${seconds}.${body}`).digest('base64');
  const headers = {
    'webhook-id': 'm',
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
  await fetch(receiver.url, { method: 'POST', body, headers });
}

/** Answers like a gateway whose statuses are given by id. */
const gateway = (statuses: Record<string, string>) => {
  const ids = Object.keys(statuses);
  const answer = (async (url: string, init: RequestInit) => {
    if (init.method === 'POST') {
      const id = ids.shift() ?? 'none';
      if (statuses[id] === 'announced') await announce(id);
      return Response.json({ id, status: 'accepted' }, { status: 202 });
    }
    const id = url.slice(url.lastIndexOf('/') + 1);
    const decision = { outcome: 'review', reasons: [{ category: 'A.4.f', rule: 'personal-data' }] };
    return Response.json({ id, status: statuses[id], decision });
  }) as typeof globalThis.fetch;
  return new AssayClient({ baseUrl: 'http://assay', fetch: answer });
};

test('tells announced, waiting, unannounced and undecided samples apart', async () => {
  const client = gateway({ a: 'announced', b: 'in_review', c: 'decided', d: 'accepted' });
  const rows = await runDemo({ client, receiver, samples: samples.slice(0, 4), deadlineMs: 250 });
  expect(rows.map(({ result, decidedBy }) => [result, decidedBy])).toEqual([
    ['block', 'machine'],
    ['waiting', undefined],
    ['unannounced', undefined],
    ['undecided', undefined],
  ]);
  expect(rows[0]!.reasons).toEqual([{ category: 'A.3.e', rule: 'r' }]);
  expect(rows[0]!.ms).toBeGreaterThan(0);
  expect(rows[1]!.reasons).toEqual([{ category: 'A.4.f', rule: 'personal-data' }]);
});

test('the samples cover every scene in both languages and carry their generation context', () => {
  expect(samples.length).toBeGreaterThanOrEqual(24);
  for (const scene of ['chat', 'article', 'marketing', 'finance']) {
    const texts = samples.filter((sample) => sample.scene === scene).map(({ text }) => text);
    expect(texts.some((text) => /\p{Script=Han}/u.test(text))).toBe(true);
    expect(texts.some((text) => /^[\x20-\x7e]+$/.test(text))).toBe(true);
  }
  expect(submissionOf(samples[0]!).context).toMatchObject({
    model: expect.any(String),
    prompt: samples[0]!.prompt,
  });
});
