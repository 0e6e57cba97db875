import type { EventBody, EventPage } from '@assay/contracts';
import { streamEvents, type StreamedEvent, type StreamOptions } from './event-stream.js';
import type { ListOptions } from './listing.js';
import type { Transport } from './transport.js';

/** The tenant's events in commit order: the pull side of webhooks. Scope `submissions:read`. */
export class Events {
  constructor(private readonly transport: Transport) {}

  /**
   * One page from a cursor, oldest first. Unlike lists, the feed has no end: `nextCursor` is always there, and asking
   * with it again later answers what has happened since.
   */
  page({ signal, ...query }: ListOptions = {}): Promise<EventPage> {
    return this.transport.json({
      method: 'GET',
      path: '/v1/events',
      query: { ...query },
      signal,
      repeat: 'always',
    });
  }

  /** Everything from a cursor up to now. */
  async *list(options: ListOptions = {}): AsyncGenerator<EventBody, void, undefined> {
    let { cursor } = options;
    for (;;) {
      const { items, nextCursor } = await this.page({ ...options, cursor });
      if (items.length === 0) return;
      yield* items;
      cursor = nextCursor;
    }
  }

  /**
   * The live feed over server-sent events; reconnects by itself and continues where it was.
   * @example
   * for await (const { event, cursor } of client.events.stream({ signal })) apply(event, cursor);
   */
  stream(options: StreamOptions = {}): AsyncGenerator<StreamedEvent, void, undefined> {
    return streamEvents(this.transport, options);
  }
}
