import { CLASS_OF, SLOW, foldSlowly, unitsAt } from './fold-table.js';
import { pairHash } from './pair-hash.js';

// A scan reads a few units ahead; zeros behind the end spare it a bounds check and keep its work the same for every use.
const PADDING = 8;

/**
 * A text in the one form in which terms are looked for: width, case, enclosed and mathematical forms, Latin diacritics,
 * traditional characters and look-alike letters unified; separators and invisible units left out.
 *
 * Unit `k` of the folded text is `units[k]` and came from the code point at `positions[k]` of `text` (UTF-16). Only the
 * first `length` elements count; the arrays may be longer. The object can be filled again with `refold`, which keeps its
 * arrays: keep one per caller and nothing is allocated for a scan. Cost: about 1.5 ns per unit.
 */
export class FoldedText {
  text = '';
  units: Uint16Array;
  positions: Int32Array;
  length = 0;
  private pairs = NO_PAIRS;
  private hasPairs = false;

  private constructor(capacity: number) {
    this.units = new Uint16Array(capacity);
    this.positions = new Int32Array(capacity);
  }

  static of(text: string): FoldedText {
    return new FoldedText(text.length + PADDING).refold(text);
  }

  /** Replaces the content; everything read from this object before is void. Never throws. */
  refold(text: string): this {
    if (this.units.length < text.length + PADDING)
      this.resize(text.length + (text.length >> 1) + PADDING);
    this.text = text;
    this.length = 0;
    this.hasPairs = false;
    const end = text.length;
    let { units, positions } = this;
    let length = 0;
    for (let i = 0; i < end; i++) {
      const folded = CLASS_OF[text.charCodeAt(i)] as number;
      if (folded > SLOW) {
        units[length] = folded;
        positions[length++] = i;
      } else if (folded === SLOW) {
        this.length = length;
        i += this.foldSlowUnit(i) - 1;
        length = this.length;
        ({ units, positions } = this);
      }
    }
    this.length = length;
    for (let k = length; k < length + PADDING; k++) units[k] = 0;
    return this;
  }

  /** End (exclusive) in the original of the code point that gave the folded unit. */
  endOf(index: number): number {
    const position = this.positions[index] as number;
    return position + unitsAt(this.text, position);
  }

  /**
   * Hash of the pair that begins at each folded unit. Made for the first scan of a text and shared by all: a screening
   * looks for the terms of several indexes.
   */
  pairHashes(): Int32Array {
    if (this.hasPairs) return this.pairs;
    const { units } = this;
    if (this.pairs.length < units.length) this.pairs = new Int32Array(units.length);
    const { pairs } = this;
    const end = this.length + PADDING - 1;
    let first = units[0] as number;
    for (let k = 0; k < end; k++) {
      const second = units[k + 1] as number;
      pairs[k] = pairHash(first, second);
      first = second;
    }
    this.hasPairs = true;
    return pairs;
  }

  /** Appends what the code point expands to and answers its UTF-16 length. */
  private foldSlowUnit(position: number): number {
    const codePoint = this.text.codePointAt(position) as number;
    const folded = foldSlowly(codePoint);
    // Room for what follows must remain, however far this one expands.
    const needed = this.length + folded.length + (this.text.length - position);
    if (needed + PADDING > this.units.length) this.resize(needed + (needed >> 1) + PADDING);
    const staysAstral =
      codePoint > 0xffff && folded.length === 2 && isHighSurrogate(folded.charCodeAt(0));
    for (let k = 0; k < folded.length; k++) {
      this.units[this.length] = folded.charCodeAt(k);
      this.positions[this.length++] = staysAstral ? position + k : position;
    }
    return codePoint > 0xffff ? 2 : 1;
  }

  private resize(capacity: number): void {
    const units = new Uint16Array(capacity);
    const positions = new Int32Array(capacity);
    units.set(this.units.subarray(0, this.length));
    positions.set(this.positions.subarray(0, this.length));
    this.units = units;
    this.positions = positions;
  }
}

const NO_PAIRS = new Int32Array(0);
const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
