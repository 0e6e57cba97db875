import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway, type Answer, type GatewayUnderTest } from '../testing/gateway-under-test.js';

const definition = {
  taxonomy: 'tc260-003@2024',
  rules: [],
  routing: {
    queue: 'default',
    dueSeconds: { low: 1, medium: 1, high: 1, critical: 1 },
    undoSeconds: 0,
  },
};

describe('submissions over HTTP', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await startGateway();
    for (const key of [gateway.own.key, gateway.foreign.key]) {
      const draft = await gateway.call({
        method: 'POST',
        url: '/v1/policies',
        key,
        body: { name: 'chat', scene: 'chat', definition },
      });
      await gateway.call({ method: 'POST', url: `/v1/policies/${draft.body.id}/publish`, key });
    }
  });

  afterAll(() => gateway.close());

  const submit = (
    body: object,
    headers: Record<string, string> = {},
    key = gateway.own.key,
  ): Promise<Answer> =>
    gateway.call({
      method: 'POST',
      url: '/v1/submissions',
      key,
      body: { scene: 'chat', ...body },
      headers,
    });

  const parts = [{ text: '你好' }];

  it('are stored before 202 is answered, and can be read back by their tenant only', async () => {
    const accepted = await submit({
      parts,
      externalId: 'e1',
      context: { model: 'm' },
      metadata: { a: 'b' },
    });
    expect(accepted.status).toBe(202);
    const read = await gateway.call({
      url: `/v1/submissions/${accepted.body.id}`,
      key: gateway.own.key,
    });
    expect(read.body).toMatchObject({
      id: accepted.body.id,
      status: 'accepted',
      parts: [{ type: 'text', text: '你好' }],
      context: { model: 'm' },
      metadata: { a: 'b' },
      externalId: 'e1',
    });
    const foreign = await gateway.call({
      url: `/v1/submissions/${accepted.body.id}`,
      key: gateway.foreign.key,
    });
    expect(foreign).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('with the same key come back with the same id, whatever the order of their fields', async () => {
    const key = randomUUID();
    const first = await submit(
      { parts, authorId: 'a', metadata: { x: '1', y: '2' } },
      { 'idempotency-key': key },
    );
    const second = await submit(
      { metadata: { y: '2', x: '1' }, authorId: 'a', parts },
      { 'idempotency-key': key },
    );
    expect(second.status).toBe(202);
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
  });

  it('with the same key and another body are refused, and keys of two tenants never meet', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await submit({ parts }, headers);
    expect(await submit({ parts: [{ text: 'other' }] }, headers)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    const foreign = await submit({ parts }, headers, gateway.foreign.key);
    expect(foreign.status).toBe(202);
    expect(foreign.body.id).not.toBe(first.body.id);
  });

  it('of a scene without a policy are refused with a pointer', async () => {
    expect(await submit({ parts, scene: 'nowhere' })).toMatchObject({
      status: 422,
      body: { code: 'unknown_scene', errors: [{ pointer: '/scene', code: 'unknown_scene' }] },
    });
  });

  it('answer 202 when nobody reviewed them within the time the caller prefers to wait', async () => {
    const answer = await submit({ parts }, { prefer: 'respond-async, wait=1' });
    expect(answer).toMatchObject({ status: 202, body: { status: 'accepted' } });
  });

  it('of a batch stand alone: bad rows get a problem with a pointer into the request', async () => {
    const key = randomUUID();
    const good = { parts, scene: 'chat', idempotencyKey: key };
    const items = [
      good,
      { scene: 'chat' },
      { parts: [{ text: 'a\u0000b' }], scene: 'chat' },
      { parts, scene: 'no' },
      good,
    ];
    const answer = await gateway.call({
      method: 'POST',
      url: '/v1/submission-batches',
      key: gateway.own.key,
      body: { items },
    });
    expect(answer.status).toBe(200);
    const [first, missing, nul, scene, repeated] = answer.body.items;
    expect(first).toMatchObject({ index: 0, status: 'accepted' });
    expect(missing.problem).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/items/1/parts' }],
    });
    expect(nul.problem).toMatchObject({
      code: 'invalid_text',
      errors: [{ pointer: '/items/2/parts/0/text' }],
    });
    expect(scene.problem).toMatchObject({
      code: 'unknown_scene',
      errors: [{ pointer: '/items/3/scene' }],
    });
    expect(repeated.id).toBe(first.id);
  });

  it('are listed newest first, page by page, without gaps or repeats', async () => {
    const externalId = randomUUID();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1)
      ids.push((await submit({ parts, externalId })).body.id);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await gateway.call({
        url: `/v1/submissions?limit=2&externalId=${externalId}${cursor}`,
        key: gateway.own.key,
      });
      seen.push(...page.body.items.map((item: { id: string }) => item.id));
      cursor = page.body.nextCursor === undefined ? '' : `&cursor=${page.body.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual([...ids].reverse());
    const bad = await gateway.call({ url: '/v1/submissions?cursor=zzz', key: gateway.own.key });
    expect(bad).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  it('can be withdrawn once, while undecided', async () => {
    const { body } = await submit({ parts });
    const url = `/v1/submissions/${body.id}/withdraw`;
    const withdrawn = await gateway.call({ method: 'POST', url, key: gateway.own.key });
    expect(withdrawn).toMatchObject({
      status: 200,
      body: { status: 'decided', verdict: { outcome: 'block', cause: 'withdrawal', revision: 1 } },
    });
    const again = await gateway.call({ method: 'POST', url, key: gateway.own.key });
    expect(again).toMatchObject({ status: 409, body: { code: 'already_decided' } });
    const foreign = await gateway.call({ method: 'POST', url, key: gateway.foreign.key });
    expect(foreign).toMatchObject({ status: 404 });
  });
});
