import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

const maxBufferedBytes = 1024 * 1024;
const drainWithinMs = 10_000;

export interface SseWriterOptions {
  readonly response: ServerResponse;
  /** Sent with the stream, e.g. security headers. */
  readonly headers: OutgoingHttpHeaders;
  /** Fields of the first message, which has no data: one `name: value` a line. */
  readonly opening?: string;
}

export interface SseMessage {
  readonly id?: string;
  readonly event: string;
  /** One line. */
  readonly data: string;
}

/** One connection as server-sent events. Writing never throws; what comes after the end is dropped. */
export class SseWriter {
  private readonly response: ServerResponse;
  #ended = false;

  constructor({ response, headers, opening = '' }: SseWriterOptions) {
    this.response = response;
    response.once('close', () => this.end());
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(`retry: 1000\n${opening}\n`);
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** A consumer that does not read is dropped rather than buffered for; it comes back by itself. */
  write({ id, event, data }: SseMessage): void {
    if (this.#ended) return;
    const place = id === undefined ? '' : `id: ${id}\n`;
    this.response.write(`${place}event: ${event}\ndata: ${data}\n\n`);
    if (this.response.writableLength > maxBufferedBytes) this.drop();
  }

  beat(): void {
    if (!this.#ended) this.response.write(': still here\n\n');
  }

  /** Resolves once what was written has gone out; drops a consumer that takes too long. */
  async drained(): Promise<void> {
    if (this.#ended || !this.response.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.drop(), drainWithinMs);
      const done = (): void => {
        clearTimeout(timer);
        this.response.off('drain', done).off('close', done);
        resolve();
      };
      this.response.once('drain', done).once('close', done);
    });
  }

  /** Ends the answer in good order; the client reconnects. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.response.end();
  }

  private drop(): void {
    this.#ended = true;
    this.response.destroy();
  }
}
