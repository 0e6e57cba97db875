import { blacklistStates, indicatorKinds, ruleActions, severities } from '@assay/domain';
import type { WrittenEntry } from '../exchanged-entry.js';

/** Numbers in [0, 1) that a seed decides. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const pick = <Item>(random: () => number, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)]!;

// What separates, quotes, escapes, ends or runs something in one of the formats.
const awkward = [
  ...'ab,;\'"\\=+-@＝＋－＠#* \t\r\n|[]{}:é词😀',
  '\r\n',
  '__proto__',
  '\u2028',
  '\ufeff',
  '\u3000',
];

/** Text that is made of what formats stumble over. */
export function awkwardText(random: () => number, maxParts = 12): string {
  const parts = Array.from({ length: 1 + Math.floor(random() * maxParts) }, () =>
    pick(random, awkward),
  );
  return parts.join('');
}

/** An entry with valid fields, awkward texts and a UUID for every `at`. */
export function randomEntry(random: () => number, at: number): WrittenEntry {
  const validFromMs = Math.floor(random() * 2e12);
  return {
    id: `0192f3a0-0000-7000-8000-${at.toString(16).padStart(12, '0')}`,
    kind: pick(random, indicatorKinds),
    value: `${awkwardText(random)}x`,
    effect: pick(random, ['block', 'block', 'allow'] as const),
    category: pick(random, ['fraud', 'hate.speech', '=1']),
    severity: pick(random, severities),
    action: pick(random, ruleActions),
    confidence: Math.round(random() * 100) / 100,
    scenes: pick(random, [[], ['chat'], ['chat', '-feed']]),
    industries: pick(random, [[], ['finance'], ['@games', 'finance']]),
    validFromMs,
    expiresAtMs: validFromMs + 1 + Math.floor(random() * 1e11),
    note: pick(random, ['', awkwardText(random)]),
    evidenceReference: pick(random, [null, `r${awkwardText(random)}r`]),
    state: pick(random, blacklistStates),
    createdAtMs: validFromMs,
    updatedAtMs: validFromMs + 5,
  };
}

/** The text in pieces of random length, surrogate pairs and line breaks cut in the middle too. */
export function* cutUp(random: () => number, text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const length = Math.floor(random() * 7);
    yield text.slice(at, at + length);
    at += length;
  }
}
