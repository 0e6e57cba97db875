import type { ProblemBody } from '@assay/contracts';

/**
 * A refusal by the API (RFC 9457). Branch on `code`: codes are stable, titles and details are for people.
 *
 * `errors[].pointer` is a JSON pointer into the body you sent. `retryAfterSeconds` is present when the server asked
 * for a pause; the client has then already retried as often as `retries` allows.
 * `code` is `unknown` when the answer was not problem JSON, for example a proxy's error page.
 */
export class AssayProblem extends Error {
  override readonly name = 'AssayProblem';
  readonly status: number;
  readonly code: ProblemBody['code'] | 'unknown';
  readonly detail: string;
  readonly errors: NonNullable<ProblemBody['errors']>;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(answer: AssayProblemFields) {
    super(`${answer.status} ${answer.code}: ${answer.detail}`);
    this.status = answer.status;
    this.code = answer.code;
    this.detail = answer.detail;
    this.errors = answer.errors ?? [];
    this.requestId = answer.requestId;
    this.retryAfterSeconds = answer.retryAfterSeconds;
  }
}

/** What an {@link AssayProblem} is made of. */
export interface AssayProblemFields {
  readonly status: number;
  readonly code: ProblemBody['code'] | 'unknown';
  readonly detail: string;
  readonly errors?: NonNullable<ProblemBody['errors']> | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** No answer came: connection refused or lost, or `timeoutMs` passed. `cause` holds the original error. */
export class AssayConnectionError extends Error {
  override readonly name = 'AssayConnectionError';
}

/** `waitForVerdict` gave up. The submission is safe and still under review. */
export class AssayTimeout extends Error {
  override readonly name = 'AssayTimeout';
}

/** Reads a refused response into a problem. Never throws. */
export async function problemOf(response: Response): Promise<AssayProblem> {
  const retryAfterSeconds = readRetryAfter(response.headers.get('retry-after'));
  const text = await response.text().catch(() => '');
  const body = readProblem(text);
  if (body === undefined) {
    const detail = `The answer was not a problem document (${response.statusText || 'no reason given'}).`;
    return new AssayProblem({
      status: response.status,
      code: 'unknown',
      detail,
      retryAfterSeconds,
    });
  }
  const { code, detail, errors, request_id: requestId } = body;
  return new AssayProblem({
    status: response.status,
    code,
    detail,
    errors,
    requestId,
    retryAfterSeconds,
  });
}

function readProblem(text: string): ProblemBody | undefined {
  try {
    const body = JSON.parse(text) as Partial<ProblemBody> | null;
    return typeof body?.code === 'string' ? ({ detail: '', ...body } as ProblemBody) : undefined;
  } catch {
    return undefined;
  }
}

/** `Retry-After` as seconds: a number, or a date in the future. */
export function readRetryAfter(header: string | null, nowMs = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, (atMs - nowMs) / 1000);
}
