import { setImmediate } from 'node:timers/promises';
import { textProblem } from '@assay/domain';
import type { ImportError } from '@assay/database';
import { TermIndex } from '@assay/matching';

/** What an imported text says: terms in order, lines that repeat an earlier one, lines that cannot be a term. */
export interface ReadTerms {
  /** Lines that are neither blank nor a comment. */
  readonly total: number;
  readonly terms: readonly string[];
  readonly repeated: number;
  readonly errors: readonly ImportError[];
}

/**
 * Reads one term a line; blank lines and lines that start with `#` are no lines. A bad line is an error of its own and
 * never stops the others. Cost: O(text), tens of microseconds a term, with other requests served in between.
 */
export async function readTerms(text: string): Promise<ReadTerms> {
  // Adding to an index is the engine's own judgement of what it can look for.
  const index = new TermIndex();
  const terms = new Set<string>();
  const errors: ImportError[] = [];
  let total = 0;
  let repeated = 0;
  for (const [at, raw] of text.split(/\r\n|\r|\n/).entries()) {
    if (at % linesAtOnce === linesAtOnce - 1) await setImmediate();
    const value = raw.trim();
    if (value === '' || value.startsWith('#')) continue;
    total += 1;
    if (terms.has(value)) {
      repeated += 1;
      continue;
    }
    const reason = reasonAgainst(value, index, at);
    if (reason === undefined) terms.add(value);
    else errors.push({ line: at + 1, value: value.slice(0, maxShownUnits), reason });
  }
  return { total, terms: [...terms], repeated, errors };
}

/** A few milliseconds of work. */
const linesAtOnce = 200;

/** Long enough to find the line again, short enough for a list of a thousand of them. */
const maxShownUnits = 80;

const unreadable = {
  nul: 'The line contains U+0000.',
  lone_surrogate: 'The line is not valid Unicode.',
  too_long: 'The line is too long for a term.',
  too_many_marks: 'The line has too many combining marks in a row.',
} as const;

function reasonAgainst(value: string, index: TermIndex, id: number): string | undefined {
  const problem = textProblem(value);
  if (problem !== undefined) return unreadable[problem];
  const added = index.add(id, value);
  return added.ok ? undefined : added.message;
}
