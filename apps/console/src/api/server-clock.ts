// A workstation whose clock is off by a minute must still show a ten-second undo window correctly.
const tolerableSkewMs = 2000;
let skewMs = 0;

/** Learns the gateway's clock from a response's `Date` header (whole seconds). */
export function learnClock(dateHeader: string | null, nowMs: number): void {
  const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(serverMs)) return;
  const found = serverMs + 500 - nowMs;
  skewMs = Math.abs(found) > tolerableSkewMs ? found : 0;
}

/** The gateway's time in epoch milliseconds, as far as known. */
export const serverNowMs = (): number => Date.now() + skewMs;
