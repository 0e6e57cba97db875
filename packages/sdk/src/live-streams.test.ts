import { AssayClient } from './assay-client.js';

/** A server that answers every connection with the next of these texts, and refuses for good afterwards. */
function clientOf(...answers: readonly string[]): { client: AssayClient; asked: string[] } {
  const left = [...answers];
  const asked: string[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    const last = new Headers(init.headers).get('last-event-id');
    asked.push(`${url.slice('http://assay'.length)}${last === null ? '' : ` after ${last}`}`);
    const text = left.shift();
    if (text === undefined)
      return Response.json({ code: 'forbidden', detail: '' }, { status: 403 });
    return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
  }) as typeof globalThis.fetch;
  return { client: new AssayClient({ baseUrl: 'http://assay', fetch }), asked };
}

async function allOf(stream: AsyncGenerator): Promise<unknown[]> {
  const got: unknown[] = [];
  try {
    for await (const each of stream) got.push(each);
  } catch (error) {
    got.push((error as { code?: string }).code);
  }
  return got;
}

test('the desk stream gives news by name, and begins again after a break', async () => {
  const { client, asked } = clientOf(
    'retry: 1\n\nevent: queues\ndata: {"items":[]}\n\n: still here\n\nevent: care\ndata: {"points":3}\n\n',
    'event: standards\ndata: {"standardId":"s","version":2}\n\n',
  );
  expect(await allOf(client.reviewTasks.stream({ reconnectDelayMs: 1 }))).toEqual([
    { event: 'queues', data: { items: [] } },
    { event: 'care', data: { points: 3 } },
    { event: 'standards', data: { standardId: 's', version: 2 } },
    'forbidden',
  ]);
  expect(asked).toEqual(Array.from({ length: 3 }, () => '/v1/review-tasks/stream'));
});

test('the load stream gives whole pages and passes over what it does not know', async () => {
  const { client, asked } = clientOf(
    'event: load\ndata: {"items":[1]}\n\nevent: weather\ndata: {"rain":true}\n\nevent: load\ndata: {"items":[2]}\n\n',
  );
  expect(await allOf(client.queues.stream({ reconnectDelayMs: 1 }))).toEqual([
    { items: [1] },
    { items: [2] },
    'forbidden',
  ]);
  expect(asked[0]).toBe('/v1/queues/stream');
});
