import { useEffect, useReducer } from 'react';

/** Renders again every `everyMs` while `active`. */
export function useTick(everyMs: number, active = true): void {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!active) return undefined;
    const timer = window.setInterval(tick, everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs, active]);
}
