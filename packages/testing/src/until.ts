import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
  /** How long to wait altogether. Default 5,000. */
  readonly deadlineMs?: number;
  /** Pause between two looks. Default 20. */
  readonly everyMs?: number;
  /** What was waited for; in the message of the error. */
  readonly what?: string;
}

/**
 * Looks again and again until `look` gives something truthy, and returns that.
 *
 *     const verdict = await until(() => store.find(id), { deadlineMs: 3_000, what: 'a verdict' });
 *
 * Rejects after `deadlineMs` with what was seen last, or with the error of the last look.
 */
export async function until<T>(
  look: () => T | Promise<T>,
  options: UntilOptions = {},
): Promise<NonNullable<T>> {
  const { deadlineMs = 5_000, everyMs = 20, what = 'the condition' } = options;
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const seen = await settle(look);
    if (seen.kind === 'value' && seen.value) return seen.value;
    if (performance.now() >= deadline) {
      throw new Error(`${what} did not come true within ${deadlineMs} ms; last: ${show(seen)}`, {
        cause: seen.kind === 'error' ? seen.error : undefined,
      });
    }
    await sleep(everyMs);
  }
}

type Seen<T> = { kind: 'value'; value: T } | { kind: 'error'; error: unknown };

async function settle<T>(look: () => T | Promise<T>): Promise<Seen<T>> {
  try {
    return { kind: 'value', value: await look() };
  } catch (error) {
    return { kind: 'error', error };
  }
}

function show(seen: Seen<unknown>): string {
  if (seen.kind === 'value') return JSON.stringify(seen.value) ?? 'undefined';
  return seen.error instanceof Error ? seen.error.message : String(seen.error);
}
