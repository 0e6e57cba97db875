export type AttemptMove =
  | { readonly kind: 'outcome'; readonly outcome: 'pass' | 'block' | 'restrict' }
  | { readonly kind: 'category' | 'search' | 'send' | 'next' | 'previous' | 'reveal' };

const moves: Readonly<Record<string, AttemptMove>> = {
  a: { kind: 'outcome', outcome: 'pass' },
  r: { kind: 'outcome', outcome: 'block' },
  b: { kind: 'outcome', outcome: 'restrict' },
  '1': { kind: 'category' },
  '/': { kind: 'search' },
  enter: { kind: 'send' },
  j: { kind: 'next' },
  k: { kind: 'previous' },
  v: { kind: 'reveal' },
};

interface Pressed {
  readonly key: string;
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What a key means in an exam. Nothing while somebody types, an IME composes, or a modifier is held. */
export function moveOf(pressed: Pressed, typing: boolean): AttemptMove | undefined {
  const { key, isComposing, keyCode, ctrlKey, altKey, metaKey } = pressed;
  if (typing || isComposing || keyCode === 229 || ctrlKey || altKey || metaKey) return undefined;
  return moves[key.toLowerCase()];
}
