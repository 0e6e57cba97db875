import { attemptOutcome, nextDelayMs } from '@assay/domain';
import { keptAttempts, type AttemptResult, type ClaimedDelivery } from '@assay/database';
import type { Exchange } from './webhook-client.js';

export interface FinishedAttempt {
  readonly delivery: ClaimedDelivery;
  readonly exchange: Exchange;
  /** Wall clock at the start of the attempt. */
  readonly startedAt: Date;
  /** 0–1; spreads retries. */
  readonly random: number;
}

/** What one exchange means for its delivery, by the retry schedule. */
export function attemptResult({
  delivery,
  exchange,
  startedAt,
  random,
}: FinishedAttempt): AttemptResult {
  const { status, durationMs } = exchange;
  const outcome = attemptOutcome(status ?? undefined);
  const error = outcome === 'delivered' ? null : (exchange.error ?? refusal(status));
  const base = {
    deliveryId: delivery.id,
    attemptsSeen: delivery.attempts,
    status,
    error,
    attemptLog: appendAttempt(
      delivery.attemptLog,
      attemptJson({ startedAt, status, error, durationMs }),
    ),
  };
  if (outcome === 'delivered') return { ...base, state: 'delivered', retryInMs: null };
  if (outcome === 'gone') return { ...base, state: 'cancelled', retryInMs: null };
  const retryInMs = nextDelayMs(delivery.attempts + 1, random);
  return retryInMs === undefined
    ? { ...base, state: 'exhausted', retryInMs: null }
    : { ...base, state: 'pending', retryInMs };
}

function refusal(status: number | null): string {
  if (status === 410) return 'the receiver asked to stop (410)';
  const redirected = status !== null && status >= 300 && status < 400;
  return redirected ? 'redirects are not followed' : `the receiver answered ${status}`;
}

interface Attempt extends Exchange {
  readonly startedAt: Date;
}

// Written by hand: this runs once per delivery, and only the error can need escaping.
function attemptJson({ startedAt, status, error, durationMs }: Attempt): string {
  const answered = status === null ? '' : `"status":${status},`;
  const failed = error === null ? '' : `"error":${JSON.stringify(error)},`;
  return `{"at":"${startedAt.toISOString()}",${answered}${failed}"durationMs":${durationMs}}`;
}

/** The log as JSON with one more attempt, at most the newest ones. A first attempt parses nothing. */
function appendAttempt(log: string, attempt: string): string {
  if (log === '[]') return `[${attempt}]`;
  const earlier = JSON.parse(log) as unknown[];
  const kept = earlier.slice(1 - keptAttempts).map((one) => `${JSON.stringify(one)},`);
  return `[${kept.join('')}${attempt}]`;
}
