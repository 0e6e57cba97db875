import { ApiProblem, problemOf } from './problem.js';
import { learnClock } from './server-clock.js';

/** What parses an answer: any schema of the contracts. */
interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error };
}

interface Call<T> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly answer?: Schema<T>;
}

const timeoutMs = 20_000;
const signedOutListeners = new Set<() => void>();

/** Calls the gateway with the session cookie. Throws `ApiProblem` and nothing else. */
export async function call<T = void>(
  path: string,
  { method = 'GET', query, body, answer }: Call<T> = {},
): Promise<T> {
  const response = await reach(`${path}${search(query)}`, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'unauthenticated' || problem.code === 'session_expired')
      announceSignedOut();
    throw problem;
  }
  if (answer === undefined) return undefined as T;
  const parsed = answer.safeParse(await readJson(response));
  if (!parsed.success)
    throw new ApiProblem('unexpected_answer', `${method} ${path}: ${parsed.error.message}`);
  return parsed.data;
}

/** Runs when the gateway says that there is no session any more. Returns how to stop listening. */
export function whenSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

function announceSignedOut(): void {
  for (const listener of signedOutListeners) listener();
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, init);
    learnClock(response.headers.get('date'), Date.now());
    return response;
  } catch (error) {
    throw new ApiProblem('unreachable', error instanceof Error ? error.message : String(error));
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new ApiProblem(
      'unexpected_answer',
      error instanceof Error ? error.message : String(error),
    );
  }
}

function search(query: Call<unknown>['query'] = {}): string {
  const filled = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (filled.length === 0) return '';
  return `?${new URLSearchParams(filled.map(([name, value]) => [name, String(value)])).toString()}`;
}
