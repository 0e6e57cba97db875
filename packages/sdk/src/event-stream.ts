import type { EventBody } from '@assay/contracts';
import { AssayProblem } from './assay-problem.js';
import { defaultRetryPolicy, pause, retryDelayMs } from './retry.js';
import { SseParser } from './sse-parser.js';
import type { CallOptions, Transport } from './transport.js';

export interface StreamOptions extends CallOptions {
  /** Continue after this cursor; without it the feed starts with what happens next. */
  readonly lastEventId?: string | undefined;
  /** A connection that is silent for this long is replaced. Default 60 000; the server sends a comment every few seconds. */
  readonly idleTimeoutMs?: number;
  /** First pause before a reconnect; it doubles, with jitter, up to 8 s. Default 250, or what the server asked for. */
  readonly reconnectDelayMs?: number;
}

/** An event and the place in the feed after it. Store `cursor` to go on from here after a restart. */
export interface StreamedEvent {
  readonly cursor: string;
  readonly event: EventBody;
}

/**
 * The live feed, reconnecting for ever: after a break it asks for everything since the last event it handed out, so
 * nothing is skipped; an event may come twice. Ends when `signal` is aborted or the loop is left.
 * Throws {@link AssayProblem} when the server refuses for good (401, 403, 404).
 */
export async function* streamEvents(
  transport: Transport,
  options: StreamOptions,
): AsyncGenerator<StreamedEvent, void, undefined> {
  let cursor = options.lastEventId;
  let failures = 0;
  let delayMs = options.reconnectDelayMs ?? defaultRetryPolicy.baseDelayMs;
  while (!options.signal?.aborted) {
    const parser = new SseParser();
    let refusal: AssayProblem | undefined;
    try {
      for await (const streamed of oneConnection({ transport, options, cursor, parser })) {
        failures = 0;
        cursor = streamed.cursor;
        yield streamed;
      }
    } catch (error) {
      if (error instanceof AssayProblem && !isPassing(error)) throw error;
      if (error instanceof BrokenFeed) throw error;
      refusal = error instanceof AssayProblem ? error : undefined;
    }
    // The server names the place where a stream begins before anything has happened there.
    cursor = parser.lastEventId ?? cursor;
    failures += 1;
    delayMs = parser.retryMs ?? delayMs;
    const policy = {
      ...defaultRetryPolicy,
      retries: Infinity,
      baseDelayMs: delayMs,
      maxRetryAfterMs: Infinity,
    };
    const retryAfterSeconds = refusal?.retryAfterSeconds;
    const attemptsMade = Math.min(failures, 16);
    const waitMs =
      retryDelayMs({ policy, attemptsMade, retryAfterSeconds, random: Math.random() }) ?? 0;
    await pause(waitMs, options.signal).catch(() => undefined);
  }
}

class BrokenFeed extends Error {}

const isPassing = ({ status }: AssayProblem): boolean => status === 429 || status >= 500;

interface Connection {
  readonly transport: Transport;
  readonly options: StreamOptions;
  readonly cursor: string | undefined;
  readonly parser: SseParser;
}

async function* oneConnection(connection: Connection): AsyncGenerator<StreamedEvent> {
  const { transport, options, cursor, parser } = connection;
  const idle = new IdleGuard(options.idleTimeoutMs ?? 60_000, options.signal);
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (cursor !== undefined) headers['last-event-id'] = cursor;
  try {
    const call = {
      method: 'GET',
      path: '/v1/events',
      headers,
      signal: idle.signal,
      repeat: 'always',
    } as const;
    const response = await idle.watch(transport.stream(call));
    if (response.body === null) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const part = await idle.watch(reader.read());
      if (part.done) return;
      for (const { id, data } of parser.push(part.value)) {
        yield { cursor: id ?? cursor ?? '', event: parsedEvent(data) };
      }
    }
  } finally {
    idle.close();
  }
}

function parsedEvent(data: string): EventBody {
  try {
    return JSON.parse(data) as EventBody;
  } catch (cause) {
    throw new BrokenFeed('The event feed sent something that is not JSON.', { cause });
  }
}

/** Aborts a connection that has gone quiet, or whose owner has stopped reading. */
class IdleGuard {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;

  constructor(
    private readonly idleTimeoutMs: number,
    private readonly outer: AbortSignal | undefined,
  ) {
    outer?.addEventListener('abort', this.close, { once: true });
    if (outer?.aborted) this.close();
  }

  /** Only waiting for the server counts as silence, not a reader that takes its time. */
  async watch<T>(waiting: Promise<T>): Promise<T> {
    const timer = setTimeout(this.close, this.idleTimeoutMs);
    try {
      return await waiting;
    } finally {
      clearTimeout(timer);
    }
  }

  readonly close = (): void => {
    this.outer?.removeEventListener('abort', this.close);
    this.controller.abort();
  };
}
