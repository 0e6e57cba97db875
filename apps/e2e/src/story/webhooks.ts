import { verifyWebhook } from '@assay/sdk';
import { until, webhookSink, type WebhookSink } from '@assay/testing';
import type { Scenery } from './submissions.js';
import { fraud } from './texts.js';

/** A platform looks after its own endpoint: tries it, rolls its secret, and asks for what it missed. */
export function tellOfWebhooks(scenery: () => Scenery): void {
  let sink: WebhookSink;
  let endpointId: string;
  let secret: string;
  beforeAll(async () => {
    sink = await webhookSink();
    const { webhookEndpoints } = scenery().stage.platform;
    const created = await webhookEndpoints.create({ url: sink.url, description: 'second' });
    endpointId = created.id;
    secret = created.secret;
  });
  afterAll(async () => {
    await scenery().stage.platform.webhookEndpoints.remove(endpointId);
    await sink.close();
  });

  test('a test message arrives, verifies, and is in the delivery log', async () => {
    const { webhookEndpoints } = scenery().stage.platform;
    const delivery = await webhookEndpoints.test(endpointId);
    const [{ headers, body }] = (await sink.waitFor(1)) as [(typeof sink.received)[0]];
    const event = await verifyWebhook({ secret, headers, body });
    expect(event).toMatchObject({ id: delivery.eventId, type: 'test' });
    await expect(
      verifyWebhook({ secret, headers, body: body.replace('test', 'tast') }),
    ).rejects.toMatchObject({ code: 'bad_signature' });
    const logged = await until(async () => {
      const { items } = await webhookEndpoints
        .deliveries(endpointId, { state: 'delivered' })
        .page();
      return items.find(({ id }) => id === delivery.id);
    });
    expect(logged).toMatchObject({ attempts: 1, lastStatus: 204, log: [{ status: 204 }] });
  });

  test('after a rotation messages verify with the old secret and with the new one', async () => {
    const { webhookEndpoints } = scenery().stage.platform;
    const rotated = await webhookEndpoints.rotate(endpointId);
    expect(rotated.secret).not.toBe(secret);
    const before = sink.received.length;
    // The worker learns of the new secret a moment later.
    const message = await until(async () => {
      await webhookEndpoints.test(endpointId);
      const all = await sink.waitFor(sink.received.length + 1);
      const { headers, body } = all.at(-1)!;
      await verifyWebhook({ secret: rotated.secret, headers, body });
      return { headers, body };
    });
    expect(sink.received.length).toBeGreaterThan(before);
    await expect(verifyWebhook({ secret, ...message })).resolves.toMatchObject({ type: 'test' });
    secret = rotated.secret;
  });

  test('a receiver that stumbles gets the same message again, and once more on request', async () => {
    const { platform } = scenery().stage;
    sink.answerWith(500);
    const { id } = await platform.submissions.create(fraud, { waitSeconds: 20 });
    const about = () => sink.received.filter(({ body }) => body.includes(id));
    await until(() => about().length === 2, { deadlineMs: 20_000, what: 'the second attempt' });
    const [first, second] = about();
    expect([first!.status, second!.status]).toEqual([500, 204]);
    expect(second!.body).toBe(first!.body);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);

    const delivery = await until(async () => {
      const { items } = await platform.webhookEndpoints
        .deliveries(endpointId, { state: 'delivered' })
        .page();
      return items.find(({ submissionId }) => submissionId === id);
    });
    expect(delivery.attempts).toBe(2);
    await platform.webhookEndpoints.replay(endpointId, { deliveryId: delivery.id });
    await until(() => about().length === 3, { deadlineMs: 10_000, what: 'the replay' });
    const { headers, body } = about()[2]!;
    expect(await verifyWebhook({ secret, headers, body })).toMatchObject({ id: delivery.eventId });
  });
}
