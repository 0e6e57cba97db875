/** Seconds before attempt 2, 3, … of a delivery; after the last one the delivery is exhausted. */
export const retryDelaysSeconds = [5, 60, 300, 1800, 7200, 18_000, 36_000, 36_000, 86_400] as const;

/** An endpoint that only failed for this long is disabled and its owner told. */
export const disableAfterMs = 5 * 24 * 3600 * 1000;

/**
 * Delay before the next attempt in milliseconds, spread by ±20 %, or `undefined` when the delivery is exhausted.
 * `attemptsMade` counts finished attempts (≥ 1); `random` is 0–1.
 */
export function nextDelayMs(attemptsMade: number, random: number): number | undefined {
  const seconds = retryDelaysSeconds[attemptsMade - 1];
  return seconds === undefined ? undefined : Math.round(seconds * 1000 * (0.8 + 0.4 * random));
}

/** What a receiver's answer means. Only 2xx is success; 410 asks to stop at once; redirects are failures. */
export function attemptOutcome(status: number | undefined): 'delivered' | 'gone' | 'failed' {
  if (status !== undefined && status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'gone' : 'failed';
}
