import { useCallback, useState } from 'react';
import { asProblem } from '../../api/problem.js';
import { setPresence } from '../../api/reviewers.js';
import { readStored, writeStored } from '../../shell/stored.js';

interface Presence {
  readonly paused: boolean;
  readonly toggle: () => void;
}

/**
 * Whether this person works or has a pause; remembered by the tab, and told to the gateway, which takes an open desk
 * as a sign of life by itself.
 */
export function usePresence({ onPause }: { readonly onPause: () => void }): Presence {
  const [paused, setPaused] = useState(() => readStored('desk.paused', false, sessionStorage));
  const toggle = useCallback(() => {
    const next = !paused;
    writeStored('desk.paused', next, sessionStorage);
    setPaused(next);
    if (next) onPause();
    setPresence(next ? 'paused' : 'working').catch((error: unknown) =>
      console.warn('Presence was not told', asProblem(error).code),
    );
  }, [paused, onPause]);
  return { paused, toggle };
}
