import { KIND, WORD_KINDS, kindAt, unitsAt } from '../fold/fold-table.js';
import type { FoldedText } from '../fold/folded-text.js';
import {
  MAX_GAP_UNITS,
  gapAfter,
  hasInvisible,
  separatorKindsIn,
  separatorsIn,
  visibleGap,
  visiblePart,
  type Gap,
} from './gaps.js';
import { transformBit, transformsBetween, type TransformSet } from './transforms.js';

/** A place where the folded term equals the folded text, still to be judged. */
export interface Candidate {
  readonly text: FoldedText;
  /** First folded unit of the place. */
  readonly index: number;
  readonly term: FoldedText;
}

/** The hit, or undefined when only the folding made it look like one. */
export interface Verified {
  readonly start: number;
  readonly end: number;
  readonly transforms: TransformSet;
}

/**
 * Whether the place reads exactly like the term, unit for unit, and stands alone. Most hits do; this spares them the rest.
 * Only for terms without dropped or expanded units.
 */
export function isLiteralHit(text: FoldedText, index: number, term: string): boolean {
  const start = text.positions[index] as number;
  const last = index + term.length - 1;
  if (text.positions[last] !== start + term.length - 1) return false;
  if (!text.text.startsWith(term, start) || splitsACharacter(text, index, last)) return false;
  return !touchesAWord(text.text, start, start + term.length);
}

/**
 * Decides whether a folded match is the term. The fold drops every separator, so "pen is" and "他去赌，博得" contain
 * more than their words; here the gaps decide, by script:
 *
 * - letters and digits: the gaps must be those of the term (a space may be other white space or one symbol, never the
 *   end of a clause), or every letter stands alone ("f r e e", at least three of them, not part of a longer such run);
 * - ideographs: at most four separators in a gap; the end of a clause or line only when every gap has separators and
 *   there are at least two gaps ("彩，票，网");
 * - a letter at the edge of a term may not touch another letter, nor a digit another digit.
 */
export function verifyHit(candidate: Candidate): Verified | undefined {
  const { text, index, term } = candidate;
  const last = index + term.length - 1;
  const core = { start: text.positions[index] as number, end: text.endOf(last) };
  // The cheapest test first: it refuses most of what is refused.
  if (touchesAWord(text.text, core.start, core.end)) return undefined;
  if (splitsACharacter(text, index, last)) return undefined;
  const tally = tallyGaps(candidate);
  if (tally === undefined) return undefined;
  const isSpelledOut = tally.spelledPairs > 0;
  if (isSpelledOut && !isCredibleSpelling(tally)) return undefined;
  if (tally.clausePairs > 0 && (tally.tightPairs > 0 || tally.loosePairs < 2)) return undefined;
  if (isSpelledOut && continuesSpelling(text, index, last)) return undefined;

  const span = withOuterSymbols(candidate, core);
  if (span === undefined) return undefined;
  const characters = transformsOfCharacters(candidate);
  if (characters === undefined) return undefined;
  return { ...span, transforms: tally.transforms | characters };
}

/** Half of an expanded character ("㎏" is two units) or of a surrogate pair is not a place to start or end. */
function splitsACharacter({ positions, length }: FoldedText, index: number, last: number): boolean {
  return (
    (index > 0 && positions[index - 1] === positions[index]) ||
    (last + 1 < length && positions[last + 1] === positions[last])
  );
}

interface GapTally {
  /** Letter pairs of one word: joined as in the term, or each letter alone. */
  joinedPairs: number;
  spelledPairs: number;
  /** Pairs next to an ideograph: without separators, with, and with the end of a clause among them. */
  tightPairs: number;
  loosePairs: number;
  clausePairs: number;
  transforms: TransformSet;
}

/** Two lone letters are a formula as often as a word; beside an ideograph ("加 v x") they are not. */
function isCredibleSpelling({
  joinedPairs,
  spelledPairs,
  tightPairs,
  loosePairs,
}: GapTally): boolean {
  return joinedPairs === 0 && (spelledPairs >= 2 || tightPairs + loosePairs > 0);
}

function tallyGaps({ text, index, term }: Candidate): GapTally | undefined {
  const tally: GapTally = {
    joinedPairs: 0,
    spelledPairs: 0,
    tightPairs: 0,
    loosePairs: 0,
    clausePairs: 0,
    transforms: 0,
  };
  // Between the words of a term any gap is judged last, when it is known whether the words are spelled out.
  let hasDoubtfulWordGap = false;
  for (let k = 0; k < term.length - 1; k++) {
    if (isLowSurrogate(term.units[k + 1] as number)) continue;
    const written = gapAfter(term, k);
    const found = gapAfter(text, index + k);
    if (hasInvisible(found) && !hasInvisible(written)) tally.transforms |= INVISIBLE;
    if (isWordPair(text, index + k)) {
      const verdict = judgeWordGap({ text, index: index + k, term, k, written, found, tally });
      if (verdict === 'refused') return undefined;
      if (verdict === 'doubtful') hasDoubtfulWordGap = true;
    } else if (!judgeLooseGap(written, found, tally)) return undefined;
  }
  return hasDoubtfulWordGap && tally.spelledPairs === 0 ? undefined : tally;
}

const isLowSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

const INVISIBLE = transformBit('invisible_dropped');
const DROPPED_SEPARATOR = transformBit('separator_dropped');
const CHANGED_SEPARATOR = transformBit('separator_changed');

const BLANK = KIND.space | KIND.newline;
const MAX_SEPARATORS = 4;

function isWordPair(text: FoldedText, index: number): boolean {
  const left = kindAt(text.text, text.positions[index] as number);
  const right = kindAt(text.text, text.positions[index + 1] as number);
  return (left & WORD_KINDS) !== 0 && (right & WORD_KINDS) !== 0;
}

interface WordGap {
  readonly text: FoldedText;
  readonly index: number;
  readonly term: FoldedText;
  readonly k: number;
  readonly written: Gap;
  readonly found: Gap;
  readonly tally: GapTally;
}

function judgeWordGap(pair: WordGap): 'fine' | 'doubtful' | 'refused' {
  const { written, found, tally } = pair;
  if (separatorsIn(written) === 0) {
    if (separatorsIn(found) === 0) {
      tally.joinedPairs++;
      return 'fine';
    }
    if (separatorsIn(found) > MAX_SEPARATORS) return 'refused';
    tally.spelledPairs++;
    tally.transforms |= DROPPED_SEPARATOR;
    return 'fine';
  }
  if (separatorsIn(found) === 0) return 'refused';
  if (separatorKindsIn(written) & ~BLANK) {
    return visibleGap(pair.term, pair.k) === visibleGap(pair.text, pair.index) ? 'fine' : 'refused';
  }
  if (separatorsIn(found) > MAX_SEPARATORS) return 'refused';
  const kinds = separatorKindsIn(found);
  if ((kinds & ~BLANK) === 0) return 'fine';
  tally.transforms |= CHANGED_SEPARATOR;
  return kinds === KIND.noise && separatorsIn(found) <= 2 ? 'fine' : 'doubtful';
}

function judgeLooseGap(written: Gap, found: Gap, tally: GapTally): boolean {
  if (separatorsIn(found) === 0) {
    tally.tightPairs++;
    if (separatorsIn(written) > 0) tally.transforms |= CHANGED_SEPARATOR;
    return true;
  }
  if (separatorsIn(written) > 0 && separatorKindsIn(written) === separatorKindsIn(found)) {
    tally.loosePairs++;
    return separatorsIn(found) <= MAX_SEPARATORS;
  }
  if (separatorsIn(found) > MAX_SEPARATORS) return false;
  tally.loosePairs++;
  tally.transforms |= DROPPED_SEPARATOR;
  if (separatorKindsIn(found) & (KIND.clause | KIND.newline)) tally.clausePairs++;
  return true;
}

function touchesAWord(text: string, start: number, end: number): boolean {
  const before = visibleKindBefore(text, start);
  const after = visibleKindAfter(text, end);
  const first = kindAt(text, start) & WORD_KINDS;
  const last = kindAt(text, end - 1) & WORD_KINDS;
  return (first & before) !== 0 || (last & after) !== 0;
}

function visibleKindBefore(text: string, start: number): number {
  for (let i = start - 1; i >= 0 && start - i <= MAX_GAP_UNITS + 1; i--) {
    const kind = kindAt(text, i);
    if (!(kind & KIND.invisible)) return kind;
  }
  return 0;
}

function visibleKindAfter(text: string, end: number): number {
  for (let i = end; i < text.length && i <= end + MAX_GAP_UNITS; i += unitsAt(text, i)) {
    const kind = kindAt(text, i);
    if (!(kind & KIND.invisible)) return kind;
  }
  return 0;
}

/** Whether the spelled-out word goes on ("a s s" in "a s s e t s"). A lone article in front does not count. */
function continuesSpelling(text: FoldedText, first: number, last: number): boolean {
  if (standsAloneLike(text, last + 1, last)) return true;
  if (!standsAloneLike(text, first - 1, first)) return false;
  const isArticle = ARTICLES.has(text.units[first - 1] as number);
  return !isArticle || standsAloneLike(text, first - 2, first);
}

const ARTICLES = new Set([...'ai'].map((letter) => letter.charCodeAt(0)));

/** Whether the unit at `index` is a one-character word of the same kind as the unit at `edge`. */
function standsAloneLike(text: FoldedText, index: number, edge: number): boolean {
  if (index < 0 || index >= text.length) return false;
  const position = text.positions[index] as number;
  const kind = kindAt(text.text, position) & WORD_KINDS;
  if (!(kind & kindAt(text.text, text.positions[edge] as number))) return false;
  return !touchesAWord(text.text, position, text.endOf(index));
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Symbols at the edges of a term ("c++", "#tag") must be there as written. */
function withOuterSymbols({ text, index, term }: Candidate, core: Stretch): Stretch | undefined {
  const leading = visiblePart(term.text, 0, term.positions[0] as number).trim();
  const trailing = visiblePart(term.text, term.endOf(term.length - 1), term.text.length).trim();
  if (leading === '' && trailing === '') return core;
  const last = index + term.length - 1;
  const previousEnd = index === 0 ? 0 : text.endOf(index - 1);
  const nextStart =
    last + 1 < text.length ? (text.positions[last + 1] as number) : text.text.length;
  const start = startOfSuffix(text.text, { start: previousEnd, end: core.start }, leading);
  const end = endOfPrefix(text.text, { start: core.end, end: nextStart }, trailing);
  return start === undefined || end === undefined ? undefined : { start, end };
}

function endOfPrefix(text: string, { start, end }: Stretch, symbols: string): number | undefined {
  if (symbols === '') return start;
  const limit = Math.min(end, start + symbols.length + MAX_GAP_UNITS);
  for (let at = start; at < limit;) {
    at += unitsAt(text, at);
    const visible = visiblePart(text, start, at);
    if (visible === symbols) return at;
    if (visible.length > symbols.length) return undefined;
  }
  return undefined;
}

function startOfSuffix(text: string, { start, end }: Stretch, symbols: string): number | undefined {
  if (symbols === '') return end;
  const limit = Math.max(start, end - symbols.length - MAX_GAP_UNITS);
  for (let at = end; at > limit;) {
    at -= at > 1 ? unitsAt(text, at - 2) : 1;
    const visible = visiblePart(text, at, end);
    if (visible === symbols) return at;
    if (visible.length > symbols.length) return undefined;
  }
  return undefined;
}

/** Undefined when every letter comes from a look-alike script: then it is a word of that script. */
function transformsOfCharacters({ text, index, term }: Candidate): TransformSet | undefined {
  let set = 0;
  let plainLetters = 0;
  for (let k = 0; k < term.length; k++) {
    const written = characterAt(term, k);
    const found = characterAt(text, index + k);
    const between = transformsBetween(written, found);
    if (!(between & CONFUSABLE)) plainLetters++;
    set |= between;
  }
  return set & CONFUSABLE && plainLetters === 0 ? undefined : set;
}

const CONFUSABLE = transformBit('confusable');

const characterAt = (folded: FoldedText, index: number): string =>
  String.fromCodePoint(folded.text.codePointAt(folded.positions[index] as number) as number);
