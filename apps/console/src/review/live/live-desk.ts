/** `offline` from the moment the stream is cut until it is open again. */
export type LiveState = 'connecting' | 'live' | 'offline';

/** The part of an `EventSource` that matters here. */
export interface Source {
  addEventListener(name: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

export interface LiveDesk {
  readonly open: () => Source;
  /** Runs `act` after a pause; answers how to give up on it. */
  readonly wait: (act: () => void, pauseMs: number) => () => void;
  /** 0–1, so that a thousand desks do not come back in the same second. */
  readonly chance: () => number;
  readonly onState: (state: LiveState) => void;
  readonly onEvent: (name: LiveEvent, data: unknown) => void;
}

export const liveEvents = ['queues', 'care', 'standards'] as const;
export type LiveEvent = (typeof liveEvents)[number];

const firstPauseMs = 1000;
const maxPauseMs = 30_000;

/**
 * Follows the desk's stream and comes back after every cut, with growing pauses. `hurry` tries at once; `stop` ends it.
 * States: connecting → live → offline → live …; nothing is reported after `stop`.
 */
export function followDesk(desk: LiveDesk): { hurry(): void; stop(): void } {
  let failures = 0;
  let live = false;
  let source: Source | undefined;
  let giveUp: () => void = () => undefined;

  const connect = (): void => {
    giveUp();
    source?.close();
    const opened = desk.open();
    source = opened;
    const own = (act: (data: unknown) => void) => (event: { readonly data?: unknown }) => {
      if (source === opened) act(event.data);
    };
    opened.addEventListener(
      'open',
      own(() => {
        failures = 0;
        live = true;
        desk.onState('live');
      }),
    );
    opened.addEventListener('error', own(retry));
    for (const name of liveEvents) {
      opened.addEventListener(
        name,
        own((data) => desk.onEvent(name, data)),
      );
    }
  };
  const retry = (): void => {
    source?.close();
    source = undefined;
    live = false;
    desk.onState('offline');
    giveUp = desk.wait(connect, pauseMs(failures, desk.chance()));
    failures += 1;
  };

  desk.onState('connecting');
  connect();
  return {
    hurry: () => {
      if (!live) connect();
    },
    stop: () => {
      giveUp();
      source?.close();
      source = undefined;
    },
  };
}

/** Doubles up to half a minute; half of the pause is left to chance. */
export const pauseMs = (failures: number, chance: number): number =>
  Math.min(maxPauseMs, firstPauseMs * 2 ** failures) * (0.5 + chance / 2);
