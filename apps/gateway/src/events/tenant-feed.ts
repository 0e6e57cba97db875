import type { FeedEvent, FeedPosition } from '@assay/database';
import type { EventStream } from './event-stream.js';

export interface FeedReader {
  after(position: FeedPosition, limit: number): Promise<readonly FeedEvent[]>;
  head(): Promise<FeedPosition>;
}

export interface TenantFeedOptions {
  readonly reader: FeedReader;
  readonly onError: (error: Error) => void;
}

const pageSize = 200;
const pollMs = 200;

/**
 * One tenant's feed: a single poll loop, however many subscribers. A new subscriber first reads on its own from where it
 * left off, and joins as soon as the loop has handed out nothing since its last read: whatever it has not seen then, the
 * loop has not seen either. Positions keep an overlap from being sent twice.
 */
export class TenantFeed {
  private readonly live = new Set<EventStream>();
  private readonly joining = new Set<EventStream>();
  private position: FeedPosition | undefined;
  private handedOut = 0;
  private timer: NodeJS.Timeout | undefined;
  private polling: Promise<void> | undefined;
  private again = false;
  private closed = false;

  constructor(private readonly options: TenantFeedOptions) {}

  get size(): number {
    return this.live.size + this.joining.size;
  }

  streams(): readonly EventStream[] {
    return [...this.joining, ...this.live];
  }

  /** Resolves when the stream is live or has ended. Rejects when the feed cannot be read. */
  async join(stream: EventStream): Promise<void> {
    this.joining.add(stream);
    try {
      this.position ??= await this.options.reader.head();
      while (!stream.hasEnded) {
        const before = this.handedOut;
        const page = await this.options.reader.after(stream.position, pageSize);
        for (const event of page) stream.send(event);
        await stream.drained();
        if (page.length < pageSize && this.handedOut === before) break;
      }
    } finally {
      this.joining.delete(stream);
    }
    if (stream.hasEnded || this.closed) return;
    this.live.add(stream);
    if (this.timer === undefined) this.pollIn(pollMs);
  }

  leave(stream: EventStream): void {
    this.live.delete(stream);
    if (this.size === 0) this.close();
  }

  /** Something was recorded; look now. */
  wake(): void {
    if (this.polling !== undefined) this.again = true;
    else if (this.timer !== undefined) this.pollIn(0);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private pollIn(afterMs: number): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.polling = this.poll().then((afterwardsMs) => {
        this.polling = undefined;
        this.pollIn(this.again ? 0 : afterwardsMs);
        this.again = false;
      });
    }, afterMs);
  }

  private async poll(): Promise<number> {
    const { reader, onError } = this.options;
    if (this.position === undefined) return pollMs;
    try {
      const page = await reader.after(this.position, pageSize);
      const last = page.at(-1);
      if (last === undefined) return pollMs;
      this.position = last.position;
      this.handedOut += page.length;
      for (const stream of this.live) for (const event of page) stream.send(event);
      return page.length < pageSize ? pollMs : 0;
    } catch (error) {
      onError(error as Error);
      return 5 * pollMs;
    }
  }
}
