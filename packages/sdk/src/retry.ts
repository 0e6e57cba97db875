/** How often and how patiently a call is repeated. Times in milliseconds. */
export interface RetryPolicy {
  /** Repetitions after the first attempt. */
  readonly retries: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** A server that asks for a longer pause than this is not waited for: the problem is thrown. */
  readonly maxRetryAfterMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  retries: 4,
  baseDelayMs: 250,
  maxDelayMs: 8_000,
  maxRetryAfterMs: 60_000,
};

export interface RetryQuestion {
  readonly policy: RetryPolicy;
  /** Finished attempts, at least 1. */
  readonly attemptsMade: number;
  readonly retryAfterSeconds: number | undefined;
  /** 0–1. */
  readonly random: number;
}

/**
 * Milliseconds to wait before the next attempt, or `undefined` to give up. Full jitter: a random share of a window
 * that doubles with each attempt, after whatever pause the server asked for, so that clients do not return together.
 */
export function retryDelayMs({
  policy,
  attemptsMade,
  retryAfterSeconds,
  random,
}: RetryQuestion): number | undefined {
  if (attemptsMade > policy.retries) return undefined;
  const pauseMs = (retryAfterSeconds ?? 0) * 1000;
  if (pauseMs > policy.maxRetryAfterMs) return undefined;
  const windowMs = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attemptsMade - 1));
  return pauseMs + random * windowMs;
}

/** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', stop, { once: true });
    function done() {
      signal?.removeEventListener('abort', stop);
      resolve();
    }
    function stop() {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    }
  });
}
