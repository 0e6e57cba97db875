import type { ClaimedDelivery } from '@assay/database';

/** A delivery that waits in memory, with the moment (monotonic ms) from which others may claim it. */
export interface WaitingDelivery {
  readonly delivery: ClaimedDelivery;
  readonly leaseEndsMs: number;
}

export interface TrackLimits {
  readonly maxInFlight: number;
  readonly maxWaiting: number;
}

const firstWindow = 8;
const failuresToOpen = 5;
const firstProbeAfterMs = 1000;
const longestProbeAfterMs = 60_000;

/**
 * One endpoint's share of the sender. The window of exchanges in flight grows by one with each success and halves with
 * each failure. Breaker: closed → (5 failures in a row) open: nothing is sent until the probe is due →
 * probing: one exchange → success closes it, failure doubles the wait up to a minute.
 */
export class EndpointTrack {
  private waiting: WaitingDelivery[] = [];
  private inFlight = 0;
  private window = firstWindow;
  private failuresInARow = 0;
  private probeAfterMs = firstProbeAfterMs;
  private probeAtMs = 0;

  constructor(
    readonly endpointId: string,
    private readonly limits: TrackLimits,
  ) {}

  get isOpen(): boolean {
    return this.failuresInARow >= failuresToOpen;
  }

  get isIdle(): boolean {
    return this.inFlight === 0 && this.waiting.length === 0;
  }

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Whether `next` may be called now. */
  canSend(nowMs: number): boolean {
    if (this.waiting.length === 0) return false;
    return this.isOpen
      ? this.inFlight === 0 && nowMs >= this.probeAtMs
      : this.inFlight < this.window;
  }

  /** How many deliveries are worth claiming: a few windows ahead, or a single probe. */
  room(nowMs: number): number {
    if (this.isOpen) return this.isIdle && nowMs >= this.probeAtMs ? 1 : 0;
    return Math.max(0, 4 * this.window - this.inFlight - this.waiting.length);
  }

  /** False when it is full or the breaker is open: the row stays and is claimed later. */
  add(waiting: WaitingDelivery, nowMs: number): boolean {
    const closed = this.isOpen && !(this.isIdle && nowMs >= this.probeAtMs);
    if (closed || this.waiting.length >= this.limits.maxWaiting) return false;
    this.waiting.push(waiting);
    return true;
  }

  /** Takes the oldest one into flight. */
  next(): WaitingDelivery | undefined {
    const first = this.waiting.shift();
    if (first !== undefined) this.inFlight += 1;
    return first;
  }

  succeeded(): void {
    this.inFlight -= 1;
    this.failuresInARow = 0;
    this.probeAfterMs = firstProbeAfterMs;
    this.window = Math.min(this.limits.maxInFlight, this.window + 1);
  }

  failed(nowMs: number): void {
    // Exchanges that began before the breaker opened end in failures too; only a probe says something new.
    const isLeftover = this.isOpen && nowMs < this.probeAtMs;
    this.inFlight -= 1;
    this.failuresInARow += 1;
    this.window = Math.max(1, Math.floor(this.window / 2));
    if (!this.isOpen || isLeftover) return;
    this.probeAtMs = nowMs + this.probeAfterMs;
    this.probeAfterMs = Math.min(longestProbeAfterMs, this.probeAfterMs * 2);
  }

  /** Its place is free again; nothing was learnt about the endpoint. */
  givenUp(): void {
    this.inFlight -= 1;
  }

  /** Forgets what waits, e.g. because the breaker opened, and returns it. */
  drop(): readonly WaitingDelivery[] {
    const dropped = this.waiting;
    this.waiting = [];
    return dropped;
  }
}
