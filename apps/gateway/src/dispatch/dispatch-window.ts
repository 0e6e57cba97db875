/** Ids of one lane that may travel in envelopes at the same time. */
export const windowIds = 4000;

/**
 * How full a lane's window is: the last count from the database plus what this process added since.
 * While rows wait for their turn nothing may overtake them, so no envelope is opened on the fast path.
 */
export class DispatchWindow {
  private dispatched = 0;
  private added = 0;
  private waiting = false;

  /** What the database says. Rows added during the count may be in it or not; they count until the next one. */
  counted(
    { dispatched, waiting }: { readonly dispatched: number; readonly waiting: number },
    addedBefore: number,
  ): void {
    this.dispatched = dispatched;
    this.added -= addedBefore;
    this.waiting = waiting > 0;
  }

  get addedSinceCount(): number {
    return this.added;
  }

  get hasWaiting(): boolean {
    return this.waiting;
  }

  get free(): number {
    return Math.max(0, windowIds - this.dispatched - this.added);
  }

  /** Takes room for new rows, or says that they must wait. */
  tryTake(count: number): boolean {
    if (this.waiting || this.free < count) return false;
    this.added += count;
    return true;
  }

  take(count: number): void {
    this.added += count;
  }

  release(count: number): void {
    this.added -= count;
  }

  noteWaiting(): void {
    this.waiting = true;
  }
}
