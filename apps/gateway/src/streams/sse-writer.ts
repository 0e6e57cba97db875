import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

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

/**
 * One connection as server-sent events. Writing never throws; what comes after the end is dropped. It has ended from the
 * beginning when the client is gone already, and when only the headers were asked for.
 */
export class SseWriter {
  private readonly response: ServerResponse;
  private readonly listeners = new Set<() => void>();
  #ended = false;

  constructor({ response, headers, opening = '' }: SseWriterOptions) {
    this.response = response;
    const { socket, method } = response.req;
    if (response.destroyed || socket.destroyed) {
      this.#ended = true;
      return;
    }
    this.watch(socket);
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    if (method === 'HEAD') this.end();
    else response.write(`retry: 1000\n${opening}\n`);
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Tells once that this has ended, for whatever reason: at once when it has already. */
  onEnd(listener: () => void): void {
    if (this.#ended) listener();
    else this.listeners.add(listener);
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
        this.response.off('drain', done);
        this.listeners.delete(done);
        resolve();
      };
      this.response.once('drain', done);
      this.listeners.add(done);
    });
  }

  /** Ends the answer in good order; the client reconnects. */
  end(): void {
    if (this.#ended) return;
    this.response.end();
    this.finish();
  }

  private drop(): void {
    this.response.destroy();
    this.finish();
  }

  private watch(socket: Socket): void {
    const gone = (): void => this.finish();
    this.response.once('close', gone);
    // An answer that waits behind another one on its connection is never told itself that the connection closed.
    // Any number may wait there.
    socket.setMaxListeners(0).once('close', gone);
    this.onEnd(() => socket.off('close', gone));
  }

  private finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }
}
