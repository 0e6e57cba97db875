import { foldCodePoint, toSimplified } from './fold-steps.js';
import { isInvisible } from './invisible-units.js';

/** What a unit of the original is, for word boundaries and gaps. Bits, so that a gap can be the union of its units. */
export const KIND = {
  space: 1,
  newline: 2,
  clause: 4,
  period: 8,
  noise: 16,
  invisible: 32,
  /** Scripts that are written without spaces between words. */
  ideograph: 64,
  letter: 128,
  digit: 256,
} as const;

/** Any kind that can be skipped between two characters of a term, apart from invisible units. */
export const SEPARATOR_KINDS = KIND.space | KIND.newline | KIND.clause | KIND.period | KIND.noise;
/** Kinds that form words with their neighbours. */
export const WORD_KINDS = KIND.letter | KIND.digit;

/** Class of a unit that needs more than the table: surrogates, and units that expand. */
export const SLOW = 1;

/**
 * Class of every UTF-16 unit: its folded unit, 0 for a unit that is dropped, or SLOW. 128 KiB.
 * Kind of every UTF-16 unit beside it; surrogates have kind 0 and are looked up by code point.
 */
export const CLASS_OF: Uint16Array = new Uint16Array(65_536);
const KIND_OF: Uint16Array = new Uint16Array(65_536);
const EXPANSION_OF = new Map<number, string>();

/** Folded form of a code point whose class is SLOW; '' when it is dropped. */
export function foldSlowly(codePoint: number): string {
  if (codePoint < 0x10000) return EXPANSION_OF.get(codePoint) ?? '';
  const known = ASTRAL.get(codePoint);
  if (known !== undefined) return known.folded;
  return rememberAstral(codePoint).folded;
}

/** Kind of the code point that starts at a unit of the text. */
export function kindAt(text: string, position: number): number {
  const unit = text.charCodeAt(position);
  if ((unit & 0xf800) !== 0xd800) return KIND_OF[unit] ?? 0;
  const codePoint = codePointAround(text, position);
  if (codePoint < 0x10000) return KIND.noise;
  return (ASTRAL.get(codePoint) ?? rememberAstral(codePoint)).kind;
}

/** UTF-16 length of the code point that starts here (1 for a low or lone surrogate). */
export function unitsAt(text: string, position: number): 1 | 2 {
  if ((text.charCodeAt(position) & 0xfc00) !== 0xd800) return 1;
  return (text.charCodeAt(position + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
}

/** As codePointAt, but a low surrogate answers for its pair. */
function codePointAround(text: string, position: number): number {
  const codePoint = text.codePointAt(position) ?? 0;
  if ((codePoint & 0xfffffc00) !== 0xdc00 || position === 0) return codePoint;
  const before = text.codePointAt(position - 1) ?? 0;
  return before > 0xffff ? before : codePoint;
}

interface AstralFold {
  readonly folded: string;
  readonly kind: number;
}

const ASTRAL = new Map<number, AstralFold>();
// A text of ever new code points must not grow the memory for ever; starting afresh is cheap.
const ASTRAL_LIMIT = 8_192;

function rememberAstral(codePoint: number): AstralFold {
  if (ASTRAL.size >= ASTRAL_LIMIT) ASTRAL.clear();
  const fold = foldWithKind(codePoint);
  ASTRAL.set(codePoint, fold);
  return fold;
}

function foldWithKind(codePoint: number): AstralFold {
  if (isInvisible(codePoint)) return { folded: '', kind: KIND.invisible };
  const character = String.fromCodePoint(codePoint);
  // Half of the table is unassigned or plain punctuation; the steps below would be most of the time to load it.
  if (
    codePoint < 0x10000 &&
    !CONTENT.test(character) &&
    character.normalize('NFKC') === character
  ) {
    return { folded: '', kind: separatorKind(character) };
  }
  const folded = foldCodePoint(character);
  const kind = contentKind(folded) || separatorKind(character);
  return { folded: kind & SEPARATOR_KINDS ? '' : folded, kind };
}

const DIGIT = /^\p{Nd}/u;
const SPACELESS =
  /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u3005-\u3007\u30fc]/u;
const CONTENT = /^[\p{L}\p{N}\p{M}]/u;

function contentKind(folded: string): number {
  if (folded === '' || !CONTENT.test(folded)) return 0;
  if (DIGIT.test(folded)) return KIND.digit;
  return SPACELESS.test(folded) ? KIND.ideograph : KIND.letter;
}

const CLAUSE_MARKS = new Set('，。！？；：、…,!?;:｡､︐︑︒︓︔︕︖﹐﹑﹒﹔﹕﹖﹗¿¡');

function separatorKind(character: string): number {
  if (/[\n\r\u0085\u2028\u2029\v\f]/.test(character)) return KIND.newline;
  if (/[\s\u2800]/.test(character)) return KIND.space;
  const plain = character.normalize('NFKC');
  if (character === '。' || CLAUSE_MARKS.has(plain) || CLAUSE_MARKS.has(character))
    return KIND.clause;
  return plain === '.' ? KIND.period : KIND.noise;
}

function buildTables(): void {
  for (let unit = 0; unit < 65_536; unit++) {
    if (unit >= 0xd800 && unit <= 0xdfff) CLASS_OF[unit] = SLOW;
    else if (isPlainIdeograph(unit)) buildIdeograph(unit);
    else if (unit >= 0xe000 && unit <= 0xf8ff) KIND_OF[unit] = KIND.noise;
    else buildUnit(unit);
  }
}

// Half of the table needs only the step traditional → simplified; the rest takes most of the time to load it.
const isPlainIdeograph = (unit: number): boolean =>
  (unit >= 0x3400 && unit <= 0x4dbf) ||
  (unit >= 0x4e00 && unit <= 0x9fff) ||
  (unit >= 0xac00 && unit <= 0xd7a3);

function buildIdeograph(unit: number): void {
  const simplified = toSimplified(String.fromCharCode(unit));
  KIND_OF[unit] = KIND.ideograph;
  if (simplified.length === 1) {
    CLASS_OF[unit] = simplified.charCodeAt(0);
    return;
  }
  CLASS_OF[unit] = SLOW;
  EXPANSION_OF.set(unit, simplified);
}

function buildUnit(unit: number): void {
  const { folded, kind } = foldWithKind(unit);
  KIND_OF[unit] = kind;
  if (kind & (SEPARATOR_KINDS | KIND.invisible)) return;
  if (folded.length === 1) {
    CLASS_OF[unit] = folded.charCodeAt(0);
    return;
  }
  CLASS_OF[unit] = SLOW;
  EXPANSION_OF.set(unit, folded);
}

buildTables();
