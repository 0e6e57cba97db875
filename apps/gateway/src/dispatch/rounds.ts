export interface RoundsOptions {
  readonly everyMs: number;
  readonly run: () => Promise<void>;
  readonly onError: (error: Error) => void;
}

/** Runs something again and again, never twice at once, on a clock and whenever it is woken. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(private readonly options: RoundsOptions) {}

  start(): void {
    this.wake();
  }

  wake(): void {
    if (this.stopped) return;
    if (this.running !== undefined) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = this.options
      .run()
      .catch((error: Error) => this.options.onError(error))
      .finally(() => this.finished());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private finished(): void {
    this.running = undefined;
    if (this.stopped) return;
    if (this.again) {
      this.again = false;
      this.wake();
      return;
    }
    this.timer = setTimeout(() => this.wake(), this.options.everyMs);
  }
}
