import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

/** A stream as far as its upkeep goes. */
export interface KeptStream {
  readonly hasEnded: boolean;
  beat(): void;
  end(): void;
  /** Told once, at once when it has ended already. */
  onEnd(listener: () => void): void;
}

const allowedEveryMs = 3000;
const beatEvery = 5;

/** Upkeep of every live stream of this process: heartbeats, and an end when its credential is revoked. */
@Injectable()
export class OpenStreams implements OnModuleDestroy {
  private readonly logger = new Logger('streams');
  private readonly allowed = new Map<KeptStream, () => Promise<boolean>>();
  private readonly clock: NodeJS.Timeout;
  private ticks = 0;

  constructor() {
    this.clock = setInterval(() => this.tick(), allowedEveryMs);
    this.clock.unref();
  }

  /** Until the stream ends. `isStillAllowed` is asked every few seconds; false ends it. */
  keep(stream: KeptStream, isStillAllowed: () => Promise<boolean>): void {
    this.allowed.set(stream, isStillAllowed);
    stream.onEnd(() => this.allowed.delete(stream));
  }

  onModuleDestroy(): void {
    clearInterval(this.clock);
    for (const stream of this.allowed.keys()) stream.end();
    this.allowed.clear();
  }

  private tick(): void {
    this.ticks += 1;
    for (const [stream, isStillAllowed] of this.allowed) {
      if (this.ticks % beatEvery === 0) stream.beat();
      isStillAllowed().then(
        (isAllowed) => {
          if (!isAllowed) stream.end();
        },
        // The database is away: nothing was revoked that could be known here.
        (error: Error) => this.logger.warn({ event: 'recheck_failed', reason: error.message }),
      );
    }
  }
}
