// Packages that compile this one from source find the declaration only this way.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./opencc-dictionary.d.ts" />
import tsCharacters from 'opencc-js/dict/TSCharacters';
import { isInvisible } from './invisible-units.js';

/**
 * The named steps that a single code point goes through on its way to its folded form. The table is built from them,
 * and a hit is explained with them, so that the explanation cannot drift from what the fold did.
 */
export type FoldStep = 'compatibility' | 'case' | 'diacritic' | 'traditional' | 'confusable';

/** Applies all steps to one code point; the result may be empty, one unit, or several. */
export function foldCodePoint(character: string): string {
  let folded = character;
  for (const [, step] of FOLD_STEPS) folded = step(folded);
  return folded;
}

/** The names of the steps that changed the character. */
export function stepsOf(character: string): readonly FoldStep[] {
  const changed: FoldStep[] = [];
  let current = character;
  for (const [name, step] of FOLD_STEPS) {
    const next = step(current);
    if (next !== current) changed.push(name);
    current = next;
  }
  return changed;
}

const FOLD_STEPS: readonly (readonly [FoldStep, (text: string) => string])[] = [
  ['compatibility', toCompatible],
  ['case', toLowerCase],
  ['diacritic', withoutDiacritics],
  ['traditional', forEach(toSimplified)],
  ['confusable', forEach(withoutConfusables)],
];

/** A step over every letter of what one code point became: "Ǆ" is two letters by then. */
function forEach(step: (letter: string) => string): (text: string) => string {
  return (text) => (text.length <= 1 ? step(text) : Array.from(text, step).join(''));
}

// Parentheses and full stops of the enclosed forms ("⑴" is "(1)", "⒈" is "1.") are not content.
const NOT_CONTENT = /[^\p{L}\p{N}\p{M}]/gu;

function toCompatible(text: string): string {
  const enclosed = negativeEnclosedLetter(text.codePointAt(0) ?? 0);
  if (enclosed !== undefined) return enclosed;
  const compatible = text.normalize('NFKC');
  return compatible.length > 1 && compatible !== text ? contentOf(compatible) : compatible;
}

// "¨" is a space with a mark upon it: neither is content.
const contentOf = (text: string): string =>
  Array.from(text.replace(NOT_CONTENT, ''))
    .filter((character) => !isInvisible(character.codePointAt(0) ?? 0))
    .join('');

/** White-on-black circled and squared capitals have no decomposition in Unicode. */
function negativeEnclosedLetter(codePoint: number): string | undefined {
  const isCircled = codePoint >= 0x1f150 && codePoint <= 0x1f169;
  const isSquared = codePoint >= 0x1f170 && codePoint <= 0x1f189;
  if (!isCircled && !isSquared) return undefined;
  return String.fromCharCode(0x41 + codePoint - (isCircled ? 0x1f150 : 0x1f170));
}

// Upper before lower unites letters that share a capital (final sigma, dotless i), as RE2's case folding does.
function toLowerCase(text: string): string {
  const upper = text.toUpperCase();
  return upper.length === text.length ? upper.toLowerCase() : text.toLowerCase();
}

const STROKED: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ƀ: 'b',
  ɨ: 'i',
  ɍ: 'r',
};

const LAST_LATIN = '\u1eff';

const withoutDiacritic = forEach(withoutLatinDiacritics);

// What lower case leaves of "İ" is an i with a mark of its own.
function withoutDiacritics(text: string): string {
  const bare = withoutDiacritic(text);
  return bare.length > 1 ? bare.replace(/([a-z])[\u0300-\u036f]+/g, '$1') : bare;
}

// Only on Latin bases: й is another letter than и, が another sound than か.
function withoutLatinDiacritics(text: string): string {
  if (text < '\u00c0' || text > LAST_LATIN) return text;
  const stroked = STROKED[text];
  if (stroked !== undefined) return stroked;
  const decomposed = text.normalize('NFD');
  if (decomposed.length === 1 || !/^[a-z]/.test(decomposed)) return text;
  return decomposed.replace(/[\u0300-\u036f]/g, '');
}

/** One-to-one pairs of Open Chinese Convert (Apache-2.0, through opencc-js). */
const SIMPLIFIED_OF: ReadonlyMap<string, string> = new Map(
  tsCharacters.split('|').map((pair): [string, string] => {
    const [traditional = '', simplified = ''] = pair.split(' ');
    return [traditional, simplified];
  }),
);

const maxVariants = 3;

/** Follows variants of variants: 薴 is written 苧, and that 苎. */
export function toSimplified(text: string): string {
  let simplified = text;
  for (let count = 0; count < maxVariants; count++) {
    const next = SIMPLIFIED_OF.get(simplified);
    if (next === undefined || next === simplified) break;
    simplified = next;
  }
  return simplified;
}

// Only letters whose capital looks like the same Latin letter too: otherwise a Cyrillic term would lose its case folding.
const CONFUSABLE: ReadonlyMap<string, string> = new Map(
  [
    'аa',
    'еe',
    'оo',
    'рp',
    'сc',
    'хx',
    'уy',
    'іi',
    'јj',
    'ѕs',
    'αa',
    'οo',
    'ιi',
    'κk',
    'ρp',
    'τt',
    'χx',
  ].map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
);

function withoutConfusables(text: string): string {
  return CONFUSABLE.get(text) ?? text;
}
