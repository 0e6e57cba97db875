import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One webhook as it arrived. */
export interface ReceivedEvent {
  readonly webhookId: string;
  readonly submissionId: string;
  readonly revision: number;
  readonly outcome: string;
  readonly bodyHash: string;
  readonly receivedAtMs: number;
}

/** A platform's webhook endpoint that remembers everything it got. Answers 204. */
export class ReceiverLog {
  readonly received: ReceivedEvent[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => this.receive(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A sender that is killed in the middle of a request sends it again later.
    request.on('error', () => response.destroy());
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      this.remember(String(request.headers['webhook-id']), body);
      response.writeHead(204).end();
    });
  }

  private remember(webhookId: string, body: Buffer): void {
    const event = JSON.parse(body.toString('utf8')) as {
      data: { submissionId: string; verdict: { revision: number; outcome: string } };
    };
    this.received.push({
      webhookId,
      submissionId: event.data.submissionId,
      revision: event.data.verdict.revision,
      outcome: event.data.verdict.outcome,
      bodyHash: createHash('sha256').update(body).digest('hex'),
      receivedAtMs: Date.now(),
    });
  }
}
