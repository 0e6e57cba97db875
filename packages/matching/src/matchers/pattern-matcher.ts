import { RE2JS, RE2JSException } from 're2js';
import type { FoldedText } from '../fold/folded-text.js';
import { TermIndex, maxTermCodePoints, type ScanResult } from '../terms/term-index.js';
import { requiredLiterals } from './pattern-literals.js';

/** Longest pattern source, in UTF-16 units, and largest compiled program. */
export const maxPatternUnits = 1_000;
const MAX_PROGRAM = 3_000;
/** How many patterns without a required literal one matcher takes: each of them reads every text. */
export const maxUnfilteredPatterns = 64;

/** A pattern that can run: compiled, bounded, never failing. Opaque apart from its description. */
export interface CompiledPattern {
  readonly source: string;
  /** One of these is part of every match; empty when the pattern must read every text. */
  readonly literals: readonly string[];
  readonly expression: RE2JS;
}

/**
 * `pattern_syntax`: not RE2 syntax (look-around and back-references are not linear-time); `pattern_too_long`,
 * `pattern_too_large`: over the limits; `pattern_matches_empty`: would hit everywhere.
 */
export type PatternProblem =
  'pattern_syntax' | 'pattern_too_long' | 'pattern_too_large' | 'pattern_matches_empty';

export type CompiledPatternResult =
  | { readonly ok: true; readonly pattern: CompiledPattern }
  | { readonly ok: false; readonly code: PatternProblem; readonly message: string };

/**
 * Compiles an RE2 pattern. Case is ignored unless `caseSensitive`; `^` and `$` are the ends of the text.
 * Never throws. The message names the place in the pattern.
 */
export function compilePattern(
  source: string,
  { caseSensitive = false }: { readonly caseSensitive?: boolean } = {},
): CompiledPatternResult {
  if (source.length > maxPatternUnits) {
    return refused('pattern_too_long', `A pattern has at most ${maxPatternUnits} characters.`);
  }
  const compiled = compileExpression(source, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  if (typeof compiled === 'string') return refused('pattern_syntax', compiled);
  if (compiled.programSize() > MAX_PROGRAM) {
    return refused(
      'pattern_too_large',
      'The pattern grows too large when its repetitions are written out.',
    );
  }
  if (compiled.test(''))
    return refused('pattern_matches_empty', 'The pattern matches the empty text.');
  const literals = requiredLiterals(source).filter(
    (literal) => literal.length <= maxTermCodePoints,
  );
  return { ok: true, pattern: { source, literals, expression: compiled } };
}

const refused = (code: PatternProblem, message: string): CompiledPatternResult => ({
  ok: false,
  code,
  message,
});

function compileExpression(source: string, flags: number): RE2JS | string {
  try {
    return RE2JS.compile(source, flags);
  } catch (error) {
    if (error instanceof RE2JSException) return error.message;
    throw error;
  }
}

/** One match. Half-open UTF-16 offsets into the original text. */
export interface PatternHit {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** `pattern_bucket_full`: `maxUnfilteredPatterns` patterns without a literal are there already. */
export type AddPatternResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'id_taken' | 'pattern_bucket_full';
      readonly message: string;
    };

/**
 * A live set of patterns. Those with a required literal cost nothing until the literal occurs; then, and for the few
 * without one, RE2 reads the original text in linear time. Matches of one pattern do not overlap; empty ones are skipped.
 */
export class PatternMatcher {
  private readonly patterns = new Map<number, CompiledPattern>();
  private readonly literals = new TermIndex('substring');
  /** Literal number → pattern id, and back. */
  private readonly owners: (number | undefined)[] = [];
  private readonly literalsOf = new Map<number, readonly number[]>();
  private readonly unfiltered = new Set<number>();

  get size(): number {
    return this.patterns.size;
  }

  add(id: number, pattern: CompiledPattern): AddPatternResult {
    if (this.patterns.has(id))
      return { ok: false, code: 'id_taken', message: `The id ${id} is in use.` };
    if (pattern.literals.length === 0) {
      if (this.unfiltered.size >= maxUnfilteredPatterns) return BUCKET_FULL;
      this.unfiltered.add(id);
    } else this.addLiterals(id, pattern.literals);
    this.patterns.set(id, pattern);
    return { ok: true };
  }

  /** Whether there was such a pattern. */
  remove(id: number): boolean {
    if (!this.patterns.delete(id)) return false;
    this.unfiltered.delete(id);
    for (const literal of this.literalsOf.get(id) ?? []) {
      this.literals.remove(literal);
      this.owners[literal] = undefined;
    }
    this.literalsOf.delete(id);
    return true;
  }

  /** `folded` must be the fold of the text that is searched. `budget` counts as in `TermIndex.scan`. Never throws. */
  scan(folded: FoldedText, { budget }: { readonly budget: number }): ScanResult<PatternHit> {
    const result = { hits: [] as PatternHit[], work: 0, budgetExceeded: false };
    if (this.patterns.size === 0) return result;
    for (const id of this.candidates(folded, budget, result)) {
      if (result.work + folded.text.length > budget) {
        result.budgetExceeded = true;
        return result;
      }
      result.work += folded.text.length;
      this.runPattern(id, folded.text, { budget, result });
    }
    return result;
  }

  private candidates(folded: FoldedText, budget: number, result: MutableResult): Iterable<number> {
    if (this.literals.size === 0) return this.unfiltered;
    const found = this.literals.scan(folded, { budget });
    result.work += found.work;
    result.budgetExceeded = found.budgetExceeded;
    if (found.hits.length === 0) return this.unfiltered;
    const ids = new Set(this.unfiltered);
    for (const { id } of found.hits) ids.add(this.owners[id] as number);
    return ids;
  }

  private runPattern(
    id: number,
    text: string,
    { budget, result }: { readonly budget: number; readonly result: MutableResult },
  ): void {
    const matcher = (this.patterns.get(id) as CompiledPattern).expression.matcher(text);
    while (matcher.find()) {
      const start = matcher.start();
      const end = matcher.end();
      if (end > start) result.hits.push({ id, start, end });
      result.work += HIT_WORK;
      if (result.work > budget) {
        result.budgetExceeded = true;
        return;
      }
    }
  }

  private addLiterals(id: number, literals: readonly string[]): void {
    const numbers = literals.map((literal) => {
      const number = this.owners.length;
      this.owners.push(id);
      this.literals.add(number, literal);
      return number;
    });
    this.literalsOf.set(id, numbers);
  }
}

interface MutableResult {
  readonly hits: PatternHit[];
  work: number;
  budgetExceeded: boolean;
}

const HIT_WORK = 16;
const BUCKET_FULL: AddPatternResult = {
  ok: false,
  code: 'pattern_bucket_full',
  message: `At most ${maxUnfilteredPatterns} patterns may lack a literal of two or more characters.`,
};
