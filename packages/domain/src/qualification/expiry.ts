const dayMs = 24 * 3600 * 1000;

/** Days that people have to take an exam again after what it tests has changed; what ends earlier still does. */
export const graceDays = 14;

/** When a qualification ends by itself. Epoch milliseconds. */
export const expiryOf = (passedAtMs: number, validDays: number): number =>
  passedAtMs + validDays * dayMs;

/**
 * Milliseconds until a new attempt may start, 0 when it may. `lastClosedAtMs` is when the last attempt ended;
 * `undefined` when there was none.
 */
export function coolDownLeftMs({
  lastClosedAtMs,
  coolDownHours,
  nowMs,
}: {
  readonly lastClosedAtMs: number | undefined;
  readonly coolDownHours: number;
  readonly nowMs: number;
}): number {
  if (lastClosedAtMs === undefined) return 0;
  return Math.max(0, lastClosedAtMs + coolDownHours * 3600 * 1000 - nowMs);
}
