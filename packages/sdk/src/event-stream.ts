import type { EventBody } from '@assay/contracts';
import { parsedData, streamMessages, type LiveOptions } from './sse-stream.js';
import type { Transport } from './transport.js';

export interface StreamOptions extends LiveOptions {
  /** Continue after this cursor; without it the feed starts with what happens next. */
  readonly lastEventId?: string | undefined;
}

/** An event and the place in the feed after it. Store `cursor` to go on from here after a restart. */
export interface StreamedEvent {
  readonly cursor: string;
  readonly event: EventBody;
}

/**
 * The live feed, reconnecting for ever: after a break it asks for everything since the last event it handed out, so
 * nothing is skipped; an event may come twice. Ends when `signal` is aborted or the loop is left.
 * Throws `AssayProblem` when the server refuses for good (401, 403, 404).
 */
export async function* streamEvents(
  transport: Transport,
  options: StreamOptions,
): AsyncGenerator<StreamedEvent, void, undefined> {
  let cursor = options.lastEventId ?? '';
  for await (const message of streamMessages(transport, { ...options, path: '/v1/events' })) {
    cursor = message.id ?? cursor;
    yield { cursor, event: parsedData<EventBody>(message) };
  }
}
