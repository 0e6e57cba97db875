import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssayWebhookError, verifyWebhook, type EventBody } from '@assay/sdk';

export interface ReceivedEvent {
  readonly event: EventBody;
  readonly atMs: number;
}

/** A platform's webhook endpoint on loopback: answers 204 to what verifies and 400 to what does not. */
export interface Receiver {
  readonly url: string;
  /** The newest verified event of each submission. */
  readonly bySubmission: ReadonlyMap<string, ReceivedEvent>;
  /** Why messages were refused. */
  readonly refused: readonly string[];
  /** How many messages verified. */
  readonly verified: () => number;
  /** The endpoint's secret is known only after it was registered with this receiver's address. */
  expectSecret(secret: string): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const bySubmission = new Map<string, ReceivedEvent>();
  const refused: string[] = [];
  let verified = 0;
  let secret = '';
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const event = await verifyWebhook({
        secret,
        headers: request.headers,
        body: await readBody(request),
      });
      verified += 1;
      keepNewest(bySubmission, { event, atMs: performance.now() });
      response.writeHead(204).end();
    } catch (error) {
      refused.push(
        error instanceof AssayWebhookError ? `${error.code}: ${error.message}` : String(error),
      );
      response.writeHead(400).end();
    }
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/assay-events`,
    bySubmission,
    refused,
    verified: () => verified,
    expectSecret: (known) => {
      secret = known;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// Deliveries may come twice and out of order: the highest revision counts.
function keepNewest(kept: Map<string, ReceivedEvent>, received: ReceivedEvent): void {
  const { submissionId, verdict } = received.event.data;
  if (submissionId === undefined || verdict === undefined) return;
  const known = kept.get(submissionId)?.event.data.verdict;
  if (known === undefined || known.revision < verdict.revision) kept.set(submissionId, received);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
