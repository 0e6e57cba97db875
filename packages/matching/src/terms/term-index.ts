import { FoldedText } from '../fold/folded-text.js';
import { unitsAt } from '../fold/fold-table.js';
import {
  SALT_2,
  SALT_3,
  SALT_4,
  SALT_6,
  finishHash,
  joinPair,
  joinUnit,
  singleHash,
} from './gram-hash.js';
import { sizeBit } from './gram-table.js';
import { TermStore } from './term-store.js';
import { transformNames, type Transform } from './transforms.js';
import { isLiteralHit, verifyHit, type Verified } from './verify-hit.js';

/** Longest term, in code points. */
export const maxTermCodePoints = 128;

/** One occurrence of a term. `start` and `end` are half-open UTF-16 offsets into the original text. */
export interface TermHit {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  /** How the span differs from the term as written; empty when it does not. */
  readonly transforms: readonly Transform[];
}

/** `work` counts positions, candidates and compared units; it is a pure function of the terms and the text. */
export interface ScanResult<Hit> {
  readonly hits: readonly Hit[];
  readonly work: number;
  /** True when the scan stopped because its budget was spent: hits may be missing. */
  readonly budgetExceeded: boolean;
}

/**
 * Result of adding a term. `term_empty`: nothing is left after folding (only symbols, emoji or spaces);
 * `term_too_long`: over `maxTermCodePoints`; `id_taken`: remove the id first.
 */
export type AddResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: AddProblem; readonly message: string };
export type AddProblem = 'term_empty' | 'term_too_long' | 'id_taken';

/** `words` judges boundaries and gaps; `substring` reports every folded occurrence without looking further. */
export type TermVerification = 'words' | 'substring';

/**
 * A live set of terms that are all looked for in one pass. Terms come and go while it is in use: an addition costs about
 * a microsecond and is seen by the next scan, a removal unlinks. All overlapping hits are reported, in order of their
 * gram's position. Memory: about 60 bytes a term and the term itself.
 *
 * The index is an inverted filter, not an automaton: see DESIGN.md.
 */
export class TermIndex {
  private readonly store = new TermStore();
  private readonly slots = new Map<number, number>();
  private readonly scratch = FoldedText.of('');

  constructor(private readonly verification: TermVerification = 'words') {}

  get size(): number {
    return this.slots.size;
  }

  has(id: number): boolean {
    return this.slots.has(id);
  }

  /** Adds a term under an id of the caller's. Several ids may have the same term. Never throws. */
  add(id: number, term: string): AddResult {
    if (this.slots.has(id))
      return { ok: false, code: 'id_taken', message: `The id ${id} is in use.` };
    const problem = termProblem(term);
    if (problem !== undefined) return problem;
    const folded = this.scratch.refold(term);
    if (folded.length === 0) return EMPTY_TERM;
    this.slots.set(id, this.store.add(id, term, folded.units.subarray(0, folded.length)));
    return { ok: true };
  }

  /** Whether there was such a term. */
  remove(id: number): boolean {
    const slot = this.slots.get(id);
    if (slot === undefined) return false;
    this.slots.delete(id);
    this.store.remove(slot);
    return true;
  }

  /**
   * Finds every term. Never throws. Cost: one filter look-up per unit (about 3 ns) and work per candidate; `budget`
   * bounds the whole, in units of `work`. An ordinary text needs about two units of work per UTF-16 unit.
   */
  scan(text: FoldedText, { budget }: { readonly budget: number }): ScanResult<TermHit> {
    if (this.slots.size === 0) return NOTHING;
    const scan = new Scan(this.store, text, {
      budget,
      verification: this.verification,
      scratch: this.scratch,
    });
    if (this.store.singles > 0) scan.findSingles();
    scan.findGrams();
    return scan;
  }
}

const NOTHING: ScanResult<TermHit> = Object.freeze({
  hits: Object.freeze([]) as readonly TermHit[],
  work: 0,
  budgetExceeded: false,
});
const EMPTY_TERM: AddResult = {
  ok: false,
  code: 'term_empty',
  message: 'The term has no letter, digit or ideograph.',
};

function termProblem(term: string): AddResult | undefined {
  if (term.length <= maxTermCodePoints) return undefined;
  let codePoints = 0;
  for (let i = 0; i < term.length; i += unitsAt(term, i)) codePoints++;
  if (codePoints <= maxTermCodePoints) return undefined;
  return {
    ok: false,
    code: 'term_too_long',
    message: `A term has at most ${maxTermCodePoints} characters.`,
  };
}

const HIT_WORK = 16;
const SIZE_2 = sizeBit(2);
const SIZE_3 = sizeBit(3);
const SIZE_4 = sizeBit(4);
const SIZE_6 = sizeBit(6);
const SIZE_4_OR_6 = SIZE_4 | SIZE_6;

class Scan implements ScanResult<TermHit> {
  readonly hits: TermHit[] = [];
  work: number;
  budgetExceeded = false;
  /** Slot whose term the scratch text holds. */
  private foldedSlot = -1;
  private readonly budget: number;
  private readonly verification: TermVerification;
  private readonly term: FoldedText;

  constructor(
    private readonly store: TermStore,
    private readonly text: FoldedText,
    options: { budget: number; verification: TermVerification; scratch: FoldedText },
  ) {
    this.budget = options.budget;
    this.verification = options.verification;
    this.term = options.scratch;
    this.work = text.length;
    this.budgetExceeded = this.work > this.budget;
  }

  findSingles(): void {
    const { units, length } = this.text;
    for (let i = 0; i < length && !this.budgetExceeded; i++)
      this.probe(singleHash(units[i] as number), i);
  }

  findGrams(): void {
    const last = this.text.length - 1;
    const { pairFilter, pairMask } = this.store.grams;
    const pairs = this.text.pairHashes();
    for (let i = 0; i < last; i++) {
      const sizes = pairFilter[(pairs[i] as number) & pairMask] as number;
      if (sizes === 0) continue;
      this.probeSizes(sizes, i);
      if (this.budgetExceeded) return;
    }
  }

  /** Pairs at i, i + 2 and i + 4 make the grams of 4 and 6. */
  private probeSizes(sizes: number, i: number): void {
    const { units } = this.text;
    const pairs = this.text.pairHashes();
    const pair = pairs[i] as number;
    if (sizes & SIZE_2) this.probe(finishHash(pair, SALT_2), i);
    if (sizes & SIZE_3) this.probe(finishHash(joinUnit(pair, units[i + 2] as number), SALT_3), i);
    if (!(sizes & SIZE_4_OR_6)) return;
    const four = joinPair(pair, pairs[i + 2] as number);
    if (sizes & SIZE_4) this.probe(finishHash(four, SALT_4), i);
    if (sizes & SIZE_6) this.probe(finishHash(joinPair(four, pairs[i + 4] as number), SALT_6), i);
  }

  private probe(hash: number, position: number): void {
    if (this.store.grams.mayHave(hash)) this.walkChain(hash, position);
  }

  private walkChain(hash: number, position: number): void {
    const { grams, offsets } = this.store;
    for (let slot = grams.firstSlot(hash); slot >= 0; slot = grams.nextSlot(slot)) {
      const index = position - (offsets[slot] as number);
      this.work += 2;
      if (index >= 0 && this.equalsAt(slot, index)) this.report(slot, index);
      if (this.work > this.budget) {
        this.budgetExceeded = true;
        return;
      }
    }
  }

  private equalsAt(slot: number, index: number): boolean {
    const { pool, starts, lengths } = this.store;
    const length = lengths[slot] as number;
    if (index + length > this.text.length) return false;
    const { units } = this.text;
    const start = starts[slot] as number;
    let k = 0;
    while (k < length && pool[start + k] === units[index + k]) k++;
    this.work += k;
    return k === length;
  }

  private report(slot: number, index: number): void {
    this.work += HIT_WORK;
    const { store, text } = this;
    const term = store.terms[slot] as string;
    const length = store.lengths[slot] as number;
    if (this.verification === 'substring') {
      const start = text.positions[index] as number;
      this.push(slot, { start, end: text.endOf(index + length - 1), transforms: 0 });
      return;
    }
    if (length === term.length && isLiteralHit(text, index, term)) {
      const start = text.positions[index] as number;
      this.push(slot, { start, end: start + length, transforms: 0 });
      return;
    }
    if (this.foldedSlot !== slot) {
      this.term.refold(term);
      this.foldedSlot = slot;
    }
    const hit = verifyHit({ text, index, term: this.term });
    if (hit !== undefined) this.push(slot, hit);
  }

  private push(slot: number, { start, end, transforms }: Verified): void {
    this.hits.push({
      id: this.store.ids[slot] as number,
      start,
      end,
      transforms: transformNames(transforms),
    });
  }
}
