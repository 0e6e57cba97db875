import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  EventFeedStore,
  feedStart,
  readAsTenant,
  type Database,
  type FeedPosition,
} from '@assay/database';
import { failed, ok, type Result } from '@assay/domain';
import { DATABASE } from '../database.js';
import { OpenStreams } from '../streams/open-streams.js';
import { EventStream } from './event-stream.js';
import { feedCursor, feedPosition } from './feed-cursor.js';
import { TenantFeed } from './tenant-feed.js';

export interface Subscription {
  readonly tenantId: string;
  readonly lastEventId: string | undefined;
  readonly response: ServerResponse;
  /** Sent with the stream, e.g. security headers. */
  readonly headers: OutgoingHttpHeaders;
  /** Asked every few seconds; false ends the stream. */
  readonly isStillAllowed: () => Promise<boolean>;
}

const maxStreamsPerTenant = 20;

/** The tenant's events in commit order: as pages, and live. */
@Injectable()
export class EventsService implements OnModuleDestroy {
  private readonly logger = new Logger('events');
  private readonly feeds = new Map<string, TenantFeed>();
  private closed = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly open: OpenStreams,
  ) {}

  /** One page as JSON text: the bodies are passed on as they were written. */
  async page(
    tenantId: string,
    query: { cursor?: string | undefined; limit: number },
  ): Promise<Result<string>> {
    const start = query.cursor === undefined ? ok(feedStart) : feedPosition(query.cursor);
    if (!start.ok) return start;
    const events = await this.reader(tenantId).after(start.value, query.limit);
    const next = feedCursor(events.at(-1)?.position ?? start.value);
    return ok(
      `{"items":[${events.map(({ body }) => body).join(',')}],"nextCursor":${JSON.stringify(next)}}`,
    );
  }

  /**
   * Starts a live stream on the raw response, or none for a client that is gone already. Without a last event id it
   * begins with what happens next.
   */
  async subscribe({
    tenantId,
    lastEventId,
    response,
    headers,
    isStillAllowed,
  }: Subscription): Promise<Result<void>> {
    const start =
      lastEventId === undefined
        ? ok(await this.reader(tenantId).head())
        : feedPosition(lastEventId);
    if (!start.ok) return start;
    if (this.closed)
      return failed('unavailable', 'This process is stopping.', { retryAfterSeconds: 1 });
    const known = this.feeds.get(tenantId);
    if (known !== undefined && known.size >= maxStreamsPerTenant) {
      return failed('quota_exceeded', `A tenant has at most ${maxStreamsPerTenant} live streams.`, {
        retryAfterSeconds: 5,
      });
    }
    const stream = new EventStream({ response, headers, start: start.value });
    if (stream.hasEnded) return ok(undefined);
    const feed = known ?? this.feedOf(tenantId);
    this.open.keep(stream, isStillAllowed);
    const forget = (): void => this.forget({ tenantId, feed, stream });
    stream.onEnd(forget);
    const joined = feed.join(stream).catch((error: Error) => {
      this.logger.warn({ event: 'feed_failed', reason: error.message });
      stream.end();
    });
    // Whoever ended while it was joining is counted by the feed until now.
    void joined.then(() => stream.hasEnded && forget());
    return ok(undefined);
  }

  /** Verdicts were recorded somewhere: look now instead of at the next poll. */
  wake(): void {
    for (const feed of this.feeds.values()) feed.wake();
  }

  onModuleDestroy(): void {
    this.closed = true;
    for (const feed of this.feeds.values()) {
      feed.close();
      for (const stream of feed.streams()) stream.end();
    }
    this.feeds.clear();
  }

  private feedOf(tenantId: string): TenantFeed {
    const onError = (error: Error): void =>
      this.logger.warn({ event: 'feed_failed', reason: error.message });
    const feed = new TenantFeed({ reader: this.reader(tenantId), onError });
    this.feeds.set(tenantId, feed);
    return feed;
  }

  private forget({
    tenantId,
    feed,
    stream,
  }: {
    tenantId: string;
    feed: TenantFeed;
    stream: EventStream;
  }): void {
    feed.leave(stream);
    if (feed.size === 0 && this.feeds.get(tenantId) === feed) this.feeds.delete(tenantId);
  }

  private reader(tenantId: string) {
    const read = <T>(look: (store: EventFeedStore) => Promise<T>): Promise<T> =>
      readAsTenant(this.database.dataSource, tenantId, (manager) =>
        look(new EventFeedStore(manager)),
      );
    return {
      after: (position: FeedPosition, limit: number) =>
        read((store) => store.after(tenantId, position, limit)),
      head: () => read((store) => store.head()),
    };
  }
}
