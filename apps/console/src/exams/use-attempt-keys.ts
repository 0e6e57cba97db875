import { useEffect, useRef } from 'react';
import { moveOf, type AttemptMove } from './attempt-keys.js';

/** Hears keys while an exam is on the page. Enter on a button is that button's own. */
export function useAttemptKeys(act: (move: AttemptMove) => void): void {
  const newest = useRef(act);
  newest.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isIn = (places: string): boolean =>
        event.target instanceof Element && event.target.closest(places) !== null;
      const own = event.key === 'Enter' && isIn('button, a');
      const typing = isIn('input, textarea, [contenteditable="true"], [role="combobox"]');
      const move = own ? undefined : moveOf(event, typing);
      if (move === undefined) return;
      event.preventDefault();
      newest.current(move);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
