import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { comparePositions, type FeedEvent, type FeedPosition } from '@assay/database';
import { feedCursor } from './feed-cursor.js';

const maxBufferedBytes = 1024 * 1024;
const drainWithinMs = 10_000;

export interface EventStreamOptions {
  readonly response: ServerResponse;
  readonly headers: OutgoingHttpHeaders;
  /** Everything up to here the subscriber has. */
  readonly start: FeedPosition;
}

/** One subscriber's connection as server-sent events. Writes in feed order, each event at most once. */
export class EventStream {
  private readonly response: ServerResponse;
  #ended = false;
  #position: FeedPosition;

  constructor({ response, headers, start }: EventStreamOptions) {
    this.response = response;
    this.#position = start;
    response.once('close', () => this.end());
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    // An id without data moves the client's Last-Event-ID, so that a break before the first event loses nothing.
    response.write(`retry: 1000\nid: ${feedCursor(start)}\n\n`);
  }

  get position(): FeedPosition {
    return this.#position;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** A consumer that does not read is dropped rather than buffered for; it comes back with its Last-Event-ID. */
  send(event: FeedEvent): void {
    if (this.#ended || comparePositions(event.position, this.#position) <= 0) return;
    this.#position = event.position;
    this.response.write(
      `id: ${feedCursor(event.position)}\nevent: ${event.type}\ndata: ${event.body}\n\n`,
    );
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
