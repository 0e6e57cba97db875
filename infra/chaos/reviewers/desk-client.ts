import { setTimeout as sleep } from 'node:timers/promises';

/** An answer that was read in full, or `undefined` when the connection broke: then nobody knows what was done. */
export type Answer =
  { readonly status: number; readonly body: Record<string, unknown> | undefined } | undefined;

/** Requests under way, by gateway, so that a kill can be known to hit some. */
export class Traffic {
  private readonly underWay = new Map<string, number>();

  begin(baseUrl: string): void {
    this.underWay.set(baseUrl, this.inFlight(baseUrl) + 1);
  }

  end(baseUrl: string): void {
    this.underWay.set(baseUrl, this.inFlight(baseUrl) - 1);
  }

  inFlight(baseUrl: string): number {
    return this.underWay.get(baseUrl) ?? 0;
  }
}

export interface DeskClientOptions {
  /** Gateways to choose from; a client moves on to the next after a failure. */
  readonly baseUrls: readonly string[];
  readonly traffic: Traffic;
  /** `authorization` or `cookie`. */
  readonly credential: Readonly<Record<string, string>>;
}

/** HTTP as one person at the desk sends it. */
export class DeskClient {
  private turn: number;
  /** Answers of 500 and above, other than the ones that ask to come back later. */
  readonly broken: string[] = [];

  constructor(
    private readonly options: DeskClientOptions,
    firstGateway: number,
  ) {
    this.turn = firstGateway;
  }

  get(path: string): Promise<Answer> {
    return this.send({ method: 'GET', path });
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.send({ method: 'POST', path, body });
  }

  /** Repeats what may be repeated until an answer was read. */
  async untilAnswered(send: () => Promise<Answer>): Promise<NonNullable<Answer>> {
    for (;;) {
      const answer = await send();
      if (answer !== undefined && answer.status < 500) return answer;
      await sleep(50 + Math.random() * 100);
    }
  }

  private async send(request: {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
  }): Promise<Answer> {
    const { baseUrls, traffic, credential } = this.options;
    const baseUrl = baseUrls[this.turn % baseUrls.length] ?? '';
    const { method, path, body } = request;
    traffic.begin(baseUrl);
    try {
      const response = await fetch(`${baseUrl}/v1/${path}`, {
        method,
        headers: {
          ...credential,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(60_000),
      });
      const text = await response.text();
      const answer = { status: response.status, body: parsed(text) };
      if (answer.status >= 500 && answer.status !== 503)
        this.broken.push(`${method} ${path} answered ${answer.status}: ${text.slice(0, 200)}`);
      if (answer.status < 500) return answer;
    } catch {
      // The gateway was killed under this request, or is not back yet.
      await sleep(20);
    } finally {
      traffic.end(baseUrl);
    }
    this.turn += 1;
    return undefined;
  }
}

const parsed = (text: string): Record<string, unknown> | undefined =>
  text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
