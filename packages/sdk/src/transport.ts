import { AssayConnectionError, problemOf, type AssayProblem } from './assay-problem.js';
import { pause, retryDelayMs, type RetryPolicy } from './retry.js';

/** What every call may carry. */
export interface CallOptions {
  /** Ends the call, including its retries; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface TransportOptions {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
}

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Call extends CallOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: QueryValues | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Added to the client's `timeoutMs`, for calls that ask the server to wait. */
  readonly extraTimeMs?: number;
  /**
   * `always`: a second execution changes nothing, so lost answers are repeated too.
   * `when_refused`: repeated only after an answer which says that nothing was done.
   */
  readonly repeat: 'always' | 'when_refused';
}

/** A JSON answer with the headers that matter to callers. */
export interface Answer<T> {
  readonly body: T;
  readonly headers: Headers;
}

type Attempt = { readonly response: Response } | { readonly failure: AssayConnectionError };

/** Sends calls with credentials, deadline and bounded retries. Throws {@link AssayProblem} and {@link AssayConnectionError}. */
export class Transport {
  constructor(private readonly options: TransportOptions) {}

  /** The parsed body of a successful answer; `undefined` for an empty one. */
  async json<T>(call: Call): Promise<T> {
    const { body } = await this.answer<T>(call);
    return body;
  }

  async answer<T>(call: Call): Promise<Answer<T>> {
    for (let attemptsMade = 1; ; attemptsMade += 1) {
      const attempt = await this.attempt(call);
      if ('response' in attempt && attempt.response.ok) {
        const text = await attempt.response.text();
        return {
          body: (text === '' ? undefined : JSON.parse(text)) as T,
          headers: attempt.response.headers,
        };
      }
      await this.waitOrThrow({ call, attempt, attemptsMade });
    }
  }

  /** One attempt at an endless answer; the caller reads the body and reconnects. Throws the problem if refused. */
  async stream(call: Call): Promise<Response> {
    const response = await this.options.fetch(this.url(call), {
      ...this.init(call),
      signal: call.signal ?? null,
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  private async attempt(call: Call): Promise<Attempt> {
    const deadline = AbortSignal.timeout(this.options.timeoutMs + (call.extraTimeMs ?? 0));
    const signal = call.signal ? AbortSignal.any([deadline, call.signal]) : deadline;
    try {
      const response = await this.options.fetch(this.url(call), { ...this.init(call), signal });
      // Read here, so that a body cut short counts as a lost answer and not as a parse error.
      const body = await response.arrayBuffer();
      return { response: withBody(response, body) };
    } catch (cause) {
      if (call.signal?.aborted) throw call.signal.reason;
      const what = deadline.aborted ? 'No answer in time' : 'No connection';
      return {
        failure: new AssayConnectionError(`${what}: ${call.method} ${call.path}`, { cause }),
      };
    }
  }

  private async waitOrThrow(lost: {
    call: Call;
    attempt: Attempt;
    attemptsMade: number;
  }): Promise<void> {
    const { call, attempt, attemptsMade } = lost;
    const error = 'failure' in attempt ? attempt.failure : await problemOf(attempt.response);
    if (!mayRepeat(call, error)) throw error;
    const retryAfterSeconds = 'retryAfterSeconds' in error ? error.retryAfterSeconds : undefined;
    const policy = this.options.retry;
    const delayMs = retryDelayMs({
      policy,
      attemptsMade,
      retryAfterSeconds,
      random: Math.random(),
    });
    if (delayMs === undefined) throw error;
    await pause(delayMs, call.signal);
  }

  private url({ path, query }: Call): string {
    const url = new URL(this.options.baseUrl.replace(/\/+$/, '') + path);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url.href;
  }

  private init({ method, body, headers }: Call): RequestInit {
    const sent: Record<string, string> = { accept: 'application/json', ...headers };
    if (this.options.apiKey !== undefined) sent['authorization'] = `Bearer ${this.options.apiKey}`;
    if (body === undefined) return { method, headers: sent };
    return {
      method,
      headers: { 'content-type': 'application/json', ...sent },
      body: JSON.stringify(body),
    };
  }
}

const withoutBody = new Set([101, 204, 205, 304]);

function withBody(response: Response, body: ArrayBuffer): Response {
  const { status, statusText, headers } = response;
  return new Response(withoutBody.has(status) ? null : body, { status, statusText, headers });
}

function mayRepeat(call: Call, error: AssayProblem | AssayConnectionError): boolean {
  if (error instanceof AssayConnectionError) return call.repeat === 'always';
  if (error.status === 429 || error.code === 'overloaded') return true;
  return call.repeat === 'always' && [502, 503, 504].includes(error.status);
}
