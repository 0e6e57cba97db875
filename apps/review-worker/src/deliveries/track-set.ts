import type { Pool } from 'undici';
import { EndpointTrack, type WaitingDelivery } from './endpoint-track.js';

export interface TrackSetLimits {
  readonly maxInFlight: number;
  readonly maxInFlightPerEndpoint: number;
  readonly maxWaiting: number;
}

export interface Ready {
  readonly track: EndpointTrack;
  readonly waiting: WaitingDelivery;
}

/** All tracks of a sender: whose turn it is (round robin), and the bounds over all of them. */
export class TrackSet {
  private readonly tracks = new Map<
    string,
    { readonly pool: Pool; readonly track: EndpointTrack }
  >();
  private readonly ready = new Set<EndpointTrack>();
  private inFlight = 0;
  private waiting = 0;

  constructor(private readonly limits: TrackSetLimits) {}

  get waitingCount(): number {
    return this.waiting;
  }

  get openCount(): number {
    return [...this.tracks.values()].filter(({ track }) => track.isOpen).length;
  }

  get freePlaces(): number {
    return this.limits.maxWaiting - this.waiting;
  }

  /** How many deliveries of an endpoint are worth claiming now. */
  roomOf(endpointId: string): number {
    const known = this.tracks.get(endpointId);
    return known === undefined ? 8 : known.track.room(performance.now());
  }

  /** False when there is no room for it. */
  add(target: { readonly id: string; readonly pool: Pool }, waiting: WaitingDelivery): boolean {
    if (this.freePlaces <= 0) return false;
    const track = this.trackOf(target);
    const nowMs = performance.now();
    if (!track.add(waiting, nowMs)) return false;
    this.waiting += 1;
    if (track.canSend(nowMs)) this.ready.add(track);
    return true;
  }

  /** The next delivery to send, taken into flight; `undefined` when none may go now. */
  next(): Ready | undefined {
    if (this.inFlight >= this.limits.maxInFlight) return undefined;
    const nowMs = performance.now();
    for (const track of this.ready) {
      this.ready.delete(track);
      const waiting = track.canSend(nowMs) ? track.next() : undefined;
      if (waiting === undefined) continue;
      this.waiting -= 1;
      this.inFlight += 1;
      // To the back of the line.
      if (track.canSend(nowMs)) this.ready.add(track);
      return { track, waiting };
    }
    return undefined;
  }

  /** Gives the place back. When the breaker opened, what waited is returned: it is left to polling. */
  finished(
    track: EndpointTrack,
    how: 'succeeded' | 'failed' | 'given_up',
  ): readonly WaitingDelivery[] {
    const nowMs = performance.now();
    this.inFlight -= 1;
    if (how === 'succeeded') track.succeeded();
    else if (how === 'failed') track.failed(nowMs);
    else track.givenUp();
    if (how === 'failed' && track.isOpen) return this.drop(track);
    if (track.canSend(nowMs)) this.ready.add(track);
    return [];
  }

  /** Removes tracks whose endpoint is gone or has new connections; returns what waited in them. */
  keepOnly(poolOf: (endpointId: string) => Pool | undefined): readonly WaitingDelivery[] {
    const dropped: WaitingDelivery[] = [];
    for (const [id, { pool, track }] of this.tracks) {
      if (poolOf(id) === pool) continue;
      dropped.push(...this.drop(track));
      this.tracks.delete(id);
    }
    return dropped;
  }

  private drop(track: EndpointTrack): readonly WaitingDelivery[] {
    this.ready.delete(track);
    const dropped = track.drop();
    this.waiting -= dropped.length;
    return dropped;
  }

  private trackOf({ id, pool }: { readonly id: string; readonly pool: Pool }): EndpointTrack {
    const known = this.tracks.get(id);
    if (known?.pool === pool) return known.track;
    const { maxInFlightPerEndpoint, maxWaiting } = this.limits;
    const track = new EndpointTrack(id, {
      maxInFlight: maxInFlightPerEndpoint,
      maxWaiting: Math.ceil(maxWaiting / 2),
    });
    this.tracks.set(id, { pool, track });
    return track;
  }
}
