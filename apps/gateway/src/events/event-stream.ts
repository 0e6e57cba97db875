import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { comparePositions, type FeedEvent, type FeedPosition } from '@assay/database';
import { SseWriter } from '../streams/sse-writer.js';
import { feedCursor } from './feed-cursor.js';

export interface EventStreamOptions {
  readonly response: ServerResponse;
  readonly headers: OutgoingHttpHeaders;
  /** Everything up to here the subscriber has. */
  readonly start: FeedPosition;
}

/** One subscriber of the feed. Writes in feed order, each event at most once. */
export class EventStream {
  private readonly writer: SseWriter;
  #position: FeedPosition;

  constructor({ response, headers, start }: EventStreamOptions) {
    this.#position = start;
    // An id without data moves the client's Last-Event-ID, so that a break before the first event loses nothing.
    this.writer = new SseWriter({ response, headers, opening: `id: ${feedCursor(start)}\n` });
  }

  get position(): FeedPosition {
    return this.#position;
  }

  get hasEnded(): boolean {
    return this.writer.hasEnded;
  }

  /** A consumer that was dropped comes back with its Last-Event-ID. */
  send(event: FeedEvent): void {
    if (this.hasEnded || comparePositions(event.position, this.#position) <= 0) return;
    this.#position = event.position;
    this.writer.write({ id: feedCursor(event.position), event: event.type, data: event.body });
  }

  beat(): void {
    this.writer.beat();
  }

  drained(): Promise<void> {
    return this.writer.drained();
  }

  end(): void {
    this.writer.end();
  }

  onEnd(listener: () => void): void {
    this.writer.onEnd(listener);
  }
}
