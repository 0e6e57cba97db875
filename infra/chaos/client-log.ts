import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { chaosTexts } from './chaos-texts.js';

/** One submission as its client remembers it: accepted means a 2xx with this id was read in full. */
export interface ClientEntry {
  readonly key: string;
  readonly id: string;
  readonly acceptedAtMs: number;
  readonly attempts: number;
}

export interface ClientsOptions {
  /** Gateways to spread over; a client moves on to the next after a failure. */
  readonly baseUrls: readonly string[];
  readonly apiKey: string;
  readonly scene: string;
  readonly clients: number;
}

/** Clients that submit without pause and repeat under the same key until they have read an answer. */
export class Clients {
  readonly accepted: ClientEntry[] = [];
  /** Requests under way, retries included. */
  inFlight = 0;
  unexpected: string[] = [];
  private stopped = false;
  private readonly running: Promise<void>[];

  constructor(private readonly options: ClientsOptions) {
    this.running = Array.from({ length: options.clients }, (_, index) => this.run(index));
  }

  /** Every client finishes the submission it is at. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  private async run(client: number): Promise<void> {
    for (let count = 0; !this.stopped; count += 1) await this.submit(client, count);
  }

  private async submit(client: number, count: number): Promise<void> {
    const key = randomUUID();
    const body = JSON.stringify({
      parts: [{ text: chaosTexts[(client + count) % chaosTexts.length] }],
      scene: this.options.scene,
      externalId: key,
    });
    this.inFlight += 1;
    for (let attempts = 1; ; attempts += 1) {
      const id = await this.attempt({ client, attempts, key, body });
      if (id !== undefined) {
        this.accepted.push({ key, id, acceptedAtMs: Date.now(), attempts });
        break;
      }
      await sleep(20 + Math.random() * 60);
    }
    this.inFlight -= 1;
  }

  /** The id of a 2xx answer, or `undefined` to try again. */
  private async attempt(request: {
    readonly client: number;
    readonly attempts: number;
    readonly key: string;
    readonly body: string;
  }): Promise<string | undefined> {
    const { baseUrls, apiKey } = this.options;
    const baseUrl = baseUrls[(request.client + request.attempts) % baseUrls.length] ?? '';
    try {
      const response = await fetch(`${baseUrl}/v1/submissions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': request.key,
        },
        body: request.body,
        signal: AbortSignal.timeout(10_000),
      });
      const answer = (await response.json()) as { id?: string; code?: string };
      if (response.ok && answer.id !== undefined) return answer.id;
      if (response.status < 500) this.unexpected.push(`${response.status} ${answer.code ?? ''}`);
      return undefined;
    } catch {
      // The gateway was killed under this request: whether it was stored is unknown, so the same key is sent again.
      return undefined;
    }
  }
}
