import { AssayClient } from './assay-client.js';
import { AssayProblem } from './assay-problem.js';

/** A client whose server answers with these chunks, and whether the rest of them was given up. */
function clientFor(chunks: readonly string[]) {
  const seen = { cancelled: false };
  const encoder = new TextEncoder();
  const fetch = (async () => {
    const waiting = [...chunks];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = waiting.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(encoder.encode(chunk));
      },
      cancel() {
        seen.cancelled = true;
      },
    });
    return new Response(body);
  }) as typeof globalThis.fetch;
  return { client: new AssayClient({ baseUrl: 'http://assay', fetch }), seen };
}

async function idsOf(client: AssayClient): Promise<string[]> {
  const ids: string[] = [];
  for await (const { submissionId } of client.quality.labels()) ids.push(submissionId);
  return ids;
}

test.each<[string, string[], string[]]>([
  ['no chunk', [], []],
  ['whole lines', ['{"submissionId":"a"}\n{"submissionId":"b"}\n'], ['a', 'b']],
  ['lines cut anywhere', ['{"submissio', 'nId":"a"}\n{"subm', 'issionId":"b"}', '\n'], ['a', 'b']],
  ['a last line without an end', ['{"submissionId":"a"}\n{"submissionId":"b"}'], ['a', 'b']],
])('labels come from %s', async (_, chunks, ids) => {
  expect(await idsOf(clientFor(chunks).client)).toEqual(ids);
});

test('leaving the loop gives up the rest', async () => {
  const { client, seen } = clientFor(Array.from({ length: 50 }, () => '{"submissionId":"a"}\n'));
  for await (const label of client.quality.labels()) {
    expect(label.submissionId).toBe('a');
    break;
  }
  expect(seen.cancelled).toBe(true);
});

test('a refusal is a problem', async () => {
  const fetch = (async () =>
    Response.json(
      { code: 'forbidden', title: 'No', status: 403 },
      { status: 403 },
    )) as typeof globalThis.fetch;
  const client = new AssayClient({ baseUrl: 'http://assay', fetch });
  await expect(idsOf(client)).rejects.toBeInstanceOf(AssayProblem);
});
