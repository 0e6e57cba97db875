/** What a key asks of the review desk. */
export type DeskAction =
  | { readonly type: 'outcome'; readonly outcome: 'pass' | 'block' | 'restrict' }
  | { readonly type: 'category'; readonly position: number }
  | { readonly type: (typeof plainKeys)[keyof typeof plainKeys] };

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

/**
 * Where the focus is: a field that takes text, a control that Enter and Space press, a box to tick, which leaves Enter
 * to the desk, or none of them.
 */
export type Focus = 'text' | 'control' | 'box' | 'page';

const plainKeys = {
  c: 'similar',
  d: 'dismiss',
  e: 'escalate',
  f: 'refer',
  g: 'go_on',
  l: 'clauses',
  n: 'note',
  o: 'reopen',
  p: 'pause',
  q: 'queue',
  s: 'skip',
  t: 'transfer',
  u: 'undo',
  v: 'reveal',
  w: 'work',
  x: 'broken',
  y: 'retry',
  z: 'release',
  ' ': 'reveal',
  '/': 'search',
  '?': 'sheet',
  enter: 'proceed',
  escape: 'close',
} as const;
const byKey = new Map<string, DeskAction>([
  ['a', { type: 'outcome', outcome: 'pass' }],
  ['r', { type: 'outcome', outcome: 'block' }],
  ['b', { type: 'outcome', outcome: 'restrict' }],
  ...Object.entries(plainKeys).map(([key, type]) => [key, { type }] as const),
]);
const imeKeyCode = 229;

/** The action of a key, or `undefined` while typing, composing, or holding a modifier or the key itself. */
export function actionOf(stroke: Keystroke, focus: Focus): DeskAction | undefined {
  if (focus === 'text') return undefined;
  if (stroke.isComposing === true || stroke.keyCode === imeKeyCode) return undefined;
  if (stroke.ctrlKey === true || stroke.metaKey === true || stroke.altKey === true)
    return undefined;
  if (stroke.repeat === true) return undefined;
  const key = stroke.key.toLowerCase();
  if (key === 'enter' && focus === 'control') return undefined;
  if (key === ' ' && focus !== 'page') return undefined;
  if (/^[1-9]$/.test(key)) return { type: 'category', position: Number(key) };
  return byKey.get(key);
}
