import { AssayProblem } from './assay-problem.js';
import { defaultRetryPolicy, pause, retryDelayMs } from './retry.js';
import { SseParser, type SseMessage } from './sse-parser.js';
import type { CallOptions, Transport } from './transport.js';

/** How a live stream behaves when it breaks. */
export interface LiveOptions extends CallOptions {
  /** A connection that is silent for this long is replaced. Default 60 000; the server sends a comment every few seconds. */
  readonly idleTimeoutMs?: number;
  /** First pause before a reconnect; it doubles, with jitter, up to 8 s. Default 250, or what the server asked for. */
  readonly reconnectDelayMs?: number;
}

interface MessageStream extends LiveOptions {
  readonly path: string;
  /** Sent with the first connection; later ones go on after the last message that was handed out. */
  readonly lastEventId?: string | undefined;
}

/**
 * Messages of an event stream, reconnecting for ever. Ends when `signal` is aborted or the loop is left. Throws
 * {@link AssayProblem} when the server refuses for good (401, 403, 404).
 */
export async function* streamMessages(
  transport: Transport,
  options: MessageStream,
): AsyncGenerator<SseMessage, void, undefined> {
  let lastEventId = options.lastEventId;
  let failures = 0;
  let delayMs = options.reconnectDelayMs ?? defaultRetryPolicy.baseDelayMs;
  while (!options.signal?.aborted) {
    const parser = new SseParser();
    let refusal: AssayProblem | undefined;
    try {
      for await (const message of oneConnection({ transport, options, lastEventId, parser })) {
        failures = 0;
        lastEventId = message.id ?? lastEventId;
        yield message;
      }
    } catch (error) {
      if (error instanceof AssayProblem && !isPassing(error)) throw error;
      refusal = error instanceof AssayProblem ? error : undefined;
    }
    // The server names the place where a stream begins before anything has happened there.
    lastEventId = parser.lastEventId ?? lastEventId;
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

const isPassing = ({ status }: AssayProblem): boolean => status === 429 || status >= 500;

interface Connection {
  readonly transport: Transport;
  readonly options: MessageStream;
  readonly lastEventId: string | undefined;
  readonly parser: SseParser;
}

async function* oneConnection(connection: Connection): AsyncGenerator<SseMessage> {
  const { transport, options, lastEventId, parser } = connection;
  const idle = new IdleGuard(options.idleTimeoutMs ?? 60_000, options.signal);
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
  try {
    const call = {
      method: 'GET',
      path: options.path,
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
      yield* parser.push(part.value);
    }
  } finally {
    idle.close();
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

/** The data of a message. Throws when it is not JSON: something in between speaks for the server. */
export function parsedData<T>({ data }: SseMessage): T {
  try {
    return JSON.parse(data) as T;
  } catch (cause) {
    throw new Error('The event stream sent something that is not JSON.', { cause });
  }
}
