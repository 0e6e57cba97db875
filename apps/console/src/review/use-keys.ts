import { useEffect, useRef } from 'react';
import { actionOf, type DeskAction, type Focus } from './keys.js';

interface KeysOptions {
  readonly act: (action: DeskAction) => void;
  readonly enabled: boolean;
}

/** Listens on the document; the newest `act` is called without listening anew. */
export function useKeys({ act, enabled }: KeysOptions): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const action = actionOf(event, focusOf(event.target));
      if (action === undefined) return;
      event.preventDefault();
      latest.current(action);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled]);
}

const typedInto =
  'textarea, select, [contenteditable="true"], [role="combobox"], input:not([type="radio"], [type="checkbox"])';
const layers = '.ant-modal, .ant-drawer';
const pressed = 'a[href], button, summary, [role="button"], [role="switch"], [role="menuitem"]';

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return 'page';
  if (target.closest(typedInto) !== null || target.closest(layers) !== null) return 'text';
  if (target.closest(pressed) !== null) return 'control';
  return target.closest('input') === null ? 'page' : 'box';
}
