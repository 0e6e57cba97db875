import type { MouseEvent } from 'react';

/** After a click with the pointer, Enter must mean "decide" again and not "press this button once more". */
export function leaveFocus(event: MouseEvent<HTMLElement>, act: () => void): void {
  if (event.detail > 0) event.currentTarget.blur();
  act();
}
