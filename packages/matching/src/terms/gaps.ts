import { KIND, SEPARATOR_KINDS, kindAt, unitsAt } from '../fold/fold-table.js';
import type { FoldedText } from '../fold/folded-text.js';

/**
 * What stands between two neighbours of the folded text: the union of KIND bits in the low 16 bits,
 * the number of separators (code points, invisible ones not counted) above.
 */
export type Gap = number;

export const NO_GAP: Gap = 0;
const COUNT_SHIFT = 16;

/** A longer run of skipped units ends a word: a stream must be able to hold a hit back, and looking must end. */
export const MAX_GAP_UNITS = 64;

/** Gap between folded unit `index` and the next one. A gap that is too long has every separator kind. */
export function gapAfter(folded: FoldedText, index: number): Gap {
  const { positions, text } = folded;
  const nextStart = positions[index + 1] as number;
  if (nextStart - (positions[index] as number) <= 1) return NO_GAP;
  return gapBetween(text, folded.endOf(index), nextStart);
}

export function gapBetween(text: string, start: number, end: number): Gap {
  if (end - start > MAX_GAP_UNITS) return SEPARATOR_KINDS | (MAX_GAP_UNITS << COUNT_SHIFT);
  let kinds = 0;
  let separators = 0;
  for (let i = start; i < end; i += unitsAt(text, i)) {
    const kind = kindAt(text, i);
    kinds |= kind;
    if (kind & SEPARATOR_KINDS) separators++;
  }
  return kinds | (separators << COUNT_SHIFT);
}

export const separatorsIn = (gap: Gap): number => gap >> COUNT_SHIFT;
export const separatorKindsIn = (gap: Gap): number => gap & SEPARATOR_KINDS;
export const hasInvisible = (gap: Gap): boolean => (gap & KIND.invisible) !== 0;

/** What is written between two folded neighbours, without invisible units and in plain width: for symbols in terms. */
export function visibleGap(folded: FoldedText, index: number): string {
  return visiblePart(folded.text, folded.endOf(index), folded.positions[index + 1] as number);
}

export function visiblePart(text: string, start: number, end: number): string {
  let visible = '';
  for (let i = start; i < end;) {
    const units = unitsAt(text, i);
    if (!(kindAt(text, i) & KIND.invisible)) visible += text.slice(i, i + units);
    i += units;
  }
  return visible.normalize('NFKC');
}
