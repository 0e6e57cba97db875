/** The one method of a `RelayClient` that this needs. */
export interface EventSender {
  emit(
    pattern: string,
    data: unknown,
  ): { subscribe(observer: { error: (error: Error) => void }): unknown };
}

export interface GatheredEventOptions {
  readonly client: EventSender;
  readonly pattern: string;
  readonly onError: (error: Error) => void;
  /** Shortest time between two events. Default 1,000. */
  readonly everyMs?: number;
}

/** Ids in one event: a notification holds 8,000 bytes. */
const idsPerEvent = 150;

/**
 * One event for many small changes: ids that are noted go out together as `{ ids }`, at once after a quiet time and
 * at most every `everyMs` in a busy one. Call `note` after the COMMIT. Nothing waits for it and nothing depends on it:
 * whoever listens also looks by themselves.
 */
export class GatheredEvent {
  private readonly noted = new Set<string>();
  private readonly everyMs: number;
  private timer: NodeJS.Timeout | undefined;
  private freeAt = 0;
  private stopped = false;

  constructor(private readonly options: GatheredEventOptions) {
    this.everyMs = options.everyMs ?? 1000;
  }

  note(ids: Iterable<string>): void {
    for (const id of ids) this.noted.add(id);
    if (this.stopped || this.noted.size === 0 || this.timer !== undefined) return;
    this.timer = setTimeout(() => this.send(), Math.max(0, this.freeAt - performance.now()));
    this.timer.unref();
  }

  /** What was noted and not sent yet is dropped. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.noted.clear();
  }

  private send(): void {
    this.timer = undefined;
    this.freeAt = performance.now() + this.everyMs;
    const { client, pattern, onError } = this.options;
    const ids = [...this.noted];
    this.noted.clear();
    for (let start = 0; start < ids.length; start += idsPerEvent) {
      client
        .emit(pattern, { ids: ids.slice(start, start + idsPerEvent) })
        .subscribe({ error: onError });
    }
  }
}
