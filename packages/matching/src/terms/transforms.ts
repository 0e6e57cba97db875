import { stepsOf, type FoldStep } from '../fold/fold-steps.js';

/**
 * What separates a hit from the term as it was written, weakest disguise first.
 * `width` full or half width · `compatibility` circled, mathematical, ligature · `case` · `diacritic` ·
 * `traditional` 繁/简 · `confusable` look-alike letter of another script · `invisible_dropped` zero-width and
 * combining units inside the hit · `separator_dropped` separators inside the hit that the term lacks ·
 * `separator_changed` another separator than the term's, or none.
 */
export const transforms = [
  'width',
  'compatibility',
  'case',
  'diacritic',
  'traditional',
  'confusable',
  'invisible_dropped',
  'separator_dropped',
  'separator_changed',
] as const;
export type Transform = (typeof transforms)[number];

/** A set of transforms as bits, in the order of `transforms`. */
export type TransformSet = number;

export const transformBit = (transform: Transform): TransformSet =>
  1 << transforms.indexOf(transform);

/** The names in a set. Equal sets answer the same frozen array, so hits cost no allocation. */
export function transformNames(set: TransformSet): readonly Transform[] {
  let names = NAMES[set];
  if (names === undefined) {
    names = Object.freeze(transforms.filter((_, bit) => set & (1 << bit)));
    NAMES[set] = names;
  }
  return names;
}

const NAMES: (readonly Transform[] | undefined)[] = [];

/** The steps by which two characters with the same folded form differ. */
export function transformsBetween(written: string, found: string): TransformSet {
  if (written === found) return 0;
  if (written < '\x80' && found < '\x80') return CASE;
  const steps = new Set<FoldStep>(knownSteps(written));
  let set = 0;
  for (const step of knownSteps(found)) {
    if (!steps.delete(step)) set |= bitOf(step, found);
  }
  for (const step of steps) set |= bitOf(step, written);
  return set;
}

function bitOf(step: FoldStep, character: string): TransformSet {
  if (step === 'compatibility' && /[\uff00-\uffef]/.test(character)) return transformBit('width');
  return transformBit(step);
}

const CASE = transformBit('case');

const STEPS = new Map<string, readonly FoldStep[]>();
const STEPS_LIMIT = 8_192;

function knownSteps(character: string): readonly FoldStep[] {
  let steps = STEPS.get(character);
  if (steps === undefined) {
    if (STEPS.size >= STEPS_LIMIT) STEPS.clear();
    steps = stepsOf(character);
    STEPS.set(character, steps);
  }
  return steps;
}
