/** What a key asks of the review desk. */
export type DeskAction =
  | { readonly type: 'outcome'; readonly outcome: 'pass' | 'block' | 'restrict' }
  | { readonly type: 'category'; readonly position: number }
  | { readonly type: 'claim' | 'proceed' | 'skip' | 'undo' | 'note' | 'reveal' | 'sheet' };

/** The parts of a keyboard event that matter here. */
export interface Keystroke {
  readonly key: string;
  readonly keyCode?: number;
  readonly isComposing?: boolean;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly repeat?: boolean;
}

/** Where the focus is: a field that takes text, a control that Enter and Space activate, or neither. */
export type Focus = 'text' | 'control' | 'page';

const byKey: Readonly<Record<string, DeskAction>> = {
  a: { type: 'outcome', outcome: 'pass' },
  r: { type: 'outcome', outcome: 'block' },
  b: { type: 'outcome', outcome: 'restrict' },
  s: { type: 'skip' },
  u: { type: 'undo' },
  n: { type: 'note' },
  c: { type: 'claim' },
  v: { type: 'reveal' },
  ' ': { type: 'reveal' },
  enter: { type: 'proceed' },
  '?': { type: 'sheet' },
};
const imeKeyCode = 229;

/** The action of a key, or `undefined` while typing, composing, or holding a modifier or the key itself. */
export function actionOf(stroke: Keystroke, focus: Focus): DeskAction | undefined {
  if (focus === 'text') return undefined;
  if (stroke.isComposing === true || stroke.keyCode === imeKeyCode) return undefined;
  if (stroke.ctrlKey === true || stroke.metaKey === true || stroke.altKey === true)
    return undefined;
  if (stroke.repeat === true) return undefined;
  const key = stroke.key.toLowerCase();
  if (focus === 'control' && (key === 'enter' || key === ' ')) return undefined;
  if (/^[1-9]$/.test(key)) return { type: 'category', position: Number(key) };
  return byKey[key];
}
