import { useCallback, useEffect, useState } from 'react';
import { asProblem } from '../../api/problem.js';
import { setPresence } from '../../api/reviewers.js';
import { readStored, writeStored } from '../../shell/stored.js';

// Well inside the two minutes after which the gateway takes silence for absence.
const signOfLifeMs = 60_000;

interface Presence {
  readonly paused: boolean;
  readonly toggle: () => void;
}

/**
 * Whether this person is at work or on a pause, told to the gateway at once and again while it lasts. `busy`: something
 * is on the desk; without work and without a pause nothing is told, and silence counts as absence.
 */
export function usePresence({ busy, onPause }: PresenceOptions): Presence {
  const [paused, setPaused] = useState(() => readStored('desk.paused', false, sessionStorage));
  const toggle = useCallback(() => {
    const next = !paused;
    writeStored('desk.paused', next, sessionStorage);
    setPaused(next);
    if (next) onPause();
    tell(next);
  }, [paused, onPause]);
  useEffect(() => {
    if (!busy && !paused) return undefined;
    const timer = window.setInterval(() => tell(paused), signOfLifeMs);
    return () => window.clearInterval(timer);
  }, [busy, paused]);
  return { paused, toggle };
}

interface PresenceOptions {
  readonly busy: boolean;
  readonly onPause: () => void;
}

function tell(paused: boolean): void {
  setPresence(paused ? 'paused' : 'working').catch((error: unknown) =>
    console.warn('Presence was not told', asProblem(error).code),
  );
}
