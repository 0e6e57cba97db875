import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until.js';

export interface ReceivedWebhook {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came, for signature checks. */
  readonly body: string;
  /** What the sink answered. */
  readonly status: number;
  readonly receivedAt: Date;
}

export interface WebhookSink {
  readonly url: string;
  /** Everything received so far, oldest first. */
  readonly received: readonly ReceivedWebhook[];
  /** The next requests are answered with these statuses in turn, the ones after them with 204 again. */
  answerWith(...statuses: number[]): void;
  /** Waits until at least `count` requests have come and returns all of them. */
  waitFor(count: number, options?: { deadlineMs?: number }): Promise<readonly ReceivedWebhook[]>;
  close(): Promise<void>;
}

/** An HTTP server on loopback that plays a platform's webhook endpoint. */
export async function webhookSink(): Promise<WebhookSink> {
  const received: ReceivedWebhook[] = [];
  const script: number[] = [];
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        const status = script.shift() ?? 204;
        received.push(record({ request, body, status }));
        response.writeHead(status).end();
      },
      (error: unknown) => response.destroy(error as Error),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    received,
    answerWith: (...statuses) => void script.push(...statuses),
    waitFor: async (count, { deadlineMs = 5_000 } = {}) => {
      const what = `webhook ${count}`;
      await until(() => received.length >= count, { deadlineMs, what });
      return received;
    },
    close: () => closed(server),
  };
}

function record(seen: { request: IncomingMessage; body: string; status: number }): ReceivedWebhook {
  const { request, body, status } = seen;
  const { method = '', url = '', headers } = request;
  return { method, path: url, headers, body, status, receivedAt: new Date() };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
