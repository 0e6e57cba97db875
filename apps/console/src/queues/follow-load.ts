/** `offline` from the moment the stream is cut until it is open again. */
export type StreamState = 'connecting' | 'live' | 'offline';

/** The part of an `EventSource` that matters here. */
export interface LoadSource {
  readonly readyState: number;
  addEventListener(name: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

export interface LoadFollower {
  readonly open: () => LoadSource;
  /** Runs `act` after a pause; answers how to give up on it. */
  readonly wait: (act: () => void, pauseMs: number) => () => void;
  readonly onState: (state: StreamState) => void;
  readonly onLoad: (data: unknown) => void;
  /** The gateway refused the stream, and the browser has given up on it. */
  readonly onRefused: () => void;
}

const closed = 2;
export const refusedPauseMs = 10_000;

/**
 * Follows the stream of loads until the answer is called. A cut line is the browser's to mend; a refused stream is
 * opened anew after ten seconds.
 */
export function followLoad({ open, wait, onState, onLoad, onRefused }: LoadFollower): () => void {
  let source: LoadSource | undefined;
  let giveUp: () => void = () => undefined;
  const connect = (): void => {
    const opened = open();
    source = opened;
    opened.addEventListener('open', () => onState('live'));
    opened.addEventListener('load', ({ data }) => onLoad(data));
    opened.addEventListener('error', () => {
      if (source !== opened) return;
      onState('offline');
      if (opened.readyState !== closed) return;
      source = undefined;
      onRefused();
      giveUp = wait(connect, refusedPauseMs);
    });
  };
  onState('connecting');
  connect();
  return () => {
    giveUp();
    const last = source;
    source = undefined;
    last?.close();
  };
}
