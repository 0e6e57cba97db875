import { Pool, type Dispatcher } from 'undici';
import { RefusedDestination } from './address-guard.js';
import type { guardedConnector } from './address-guard.js';

/** How an exchange ended: with a status, or with the reason why there is none. */
export interface Exchange {
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
}

export interface WebhookPost {
  readonly pool: Pool;
  readonly path: string;
  readonly headers: string[];
  readonly body: Buffer;
}

export interface WebhookClientOptions {
  readonly connect: ReturnType<typeof guardedConnector>;
  readonly deadlineMs: number;
  readonly maxResponseBytes: number;
  readonly connectionsPerEndpoint: number;
}

/**
 * Posts over HTTP/1.1 with kept connections. Redirects are never followed, answers are read up to a limit and thrown
 * away, and one clock ends every exchange at the deadline, connecting included. Uses undici's dispatch: measured on
 * loopback at 64 in flight with signing, 29 µs of CPU a post against 64 µs through its `request` and 93 µs with node:http.
 */
export class WebhookClient {
  readonly #open = new Set<OpenExchange>();
  readonly #clock: NodeJS.Timeout;

  constructor(private readonly options: WebhookClientOptions) {
    this.#clock = setInterval(() => this.endOverdue(), 100);
    this.#clock.unref();
  }

  /** Connections to one endpoint; its owner closes it. */
  poolFor(origin: string): Pool {
    return new Pool(origin, {
      connections: this.options.connectionsPerEndpoint,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: 16_384,
      connect: this.options.connect,
    });
  }

  /** Never rejects. */
  post({ pool, path, headers, body }: WebhookPost): Promise<Exchange> {
    return new Promise((resolve) => {
      const exchange = new OpenExchange(this.options.maxResponseBytes, (ended) => {
        this.#open.delete(exchange);
        resolve(ended);
      });
      this.#open.add(exchange);
      pool.dispatch({ path, method: 'POST', headers, body }, exchange);
    });
  }

  /** Ends what is still open, each with `reason`. */
  abandonAll(reason: string): void {
    for (const exchange of this.#open) exchange.abandon(reason);
  }

  close(): void {
    clearInterval(this.#clock);
    this.abandonAll('the sender stopped');
  }

  private endOverdue(): void {
    const startedBefore = performance.now() - this.options.deadlineMs;
    for (const exchange of this.#open) {
      // Oldest first: the rest is younger still.
      if (exchange.startedAt > startedBefore) return;
      exchange.abandon(`no answer within ${this.options.deadlineMs} ms`);
    }
  }
}

/** One request and its answer, as undici reports them. Ends exactly once. */
class OpenExchange implements Dispatcher.DispatchHandler {
  readonly startedAt = performance.now();
  private controller: Dispatcher.DispatchController | undefined;
  private status: number | null = null;
  private bytes = 0;
  private ended = false;

  constructor(
    private readonly maxBytes: number,
    private readonly done: (exchange: Exchange) => void,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // It may have been given up while it waited for a connection.
    if (this.ended) controller.abort(new Error('given up'));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    // 1xx answers precede the real one.
    if (status >= 200) this.status = status;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes <= this.maxBytes) return;
    this.end(null);
    controller.abort(new Error('answer too long'));
  }

  onResponseEnd(): void {
    this.end(null);
  }

  onResponseError(_: unknown, error: Error): void {
    this.status = null;
    this.end(shownError(error));
  }

  abandon(reason: string): void {
    this.status = null;
    this.end(reason);
    this.controller?.abort(new Error(reason));
  }

  private end(error: string | null): void {
    if (this.ended) return;
    this.ended = true;
    this.done({
      status: this.status,
      error,
      durationMs: Math.round(performance.now() - this.startedAt),
    });
  }
}

/** What the owner of an endpoint may read about a failure. */
function shownError(error: Error & { code?: string }): string {
  if (error instanceof RefusedDestination) return error.message;
  return error.code === undefined
    ? 'the connection failed'
    : `the connection failed: ${error.code}`;
}
