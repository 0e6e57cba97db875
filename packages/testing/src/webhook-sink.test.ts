import { webhookSink, type WebhookSink } from './webhook-sink.js';

let sink: WebhookSink;
beforeAll(async () => {
  sink = await webhookSink();
});
afterAll(() => sink.close());

test('records what came and answers by the script, then 204', async () => {
  sink.answerWith(500, 429);
  const statuses: number[] = [];
  for (const body of ['一', '二', '三']) {
    const answer = await fetch(`${sink.url}/a`, {
      method: 'POST',
      body,
      headers: { 'x-n': body.length.toString() },
    });
    statuses.push(answer.status);
  }
  const received = await sink.waitFor(3);
  expect(statuses).toEqual([500, 429, 204]);
  expect(received.map((webhook) => [webhook.path, webhook.body, webhook.headers['x-n']])).toEqual([
    ['/webhooks/a', '一', '1'],
    ['/webhooks/a', '二', '1'],
    ['/webhooks/a', '三', '1'],
  ]);
});

test('waiting for a webhook that does not come fails at the deadline', async () => {
  await expect(sink.waitFor(99, { deadlineMs: 30 })).rejects.toThrow('webhook 99');
});
