export interface Repetition {
  /** Waits for work that is under way. */
  stop(): Promise<void>;
}

export interface Repeated {
  /** May return the pause before its next turn in ms. */
  readonly work: () => Promise<number | undefined | void>;
  readonly everyMs: number;
  readonly onError: (error: Error) => void;
}

/** Does work again and again, one turn at a time, with a pause between turns; a failed turn waits four pauses. */
export function repeat({ work, everyMs, onError }: Repeated): Repetition {
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  let stopped = false;
  const next = (afterMs: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      turn = work().then(
        (pauseMs) => next(pauseMs ?? everyMs),
        (error: Error) => {
          onError(error);
          next(4 * everyMs);
        },
      );
    }, afterMs);
  };
  next(everyMs);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return turn;
    },
  };
}
