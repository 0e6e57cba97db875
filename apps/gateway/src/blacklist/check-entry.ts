import {
  failed,
  isKnownCategory,
  ok,
  type IndicatorKind,
  type ProblemCode,
  type Result,
} from '@assay/domain';
import { checkIndicator } from '@assay/screening';

export interface EntryToCheck {
  readonly kind: IndicatorKind;
  readonly value: string;
  readonly category: string;
  readonly validFromMs: number;
  readonly expiresAtMs: number;
  readonly nowMs: number;
}

/**
 * The value in the form that is looked for. Problems: `unknown_category`, `expiry_required` (an entry without a future
 * end), `invalid_request` (a term without letters, a pattern that does not compile, no host name).
 */
export function checkEntry(entry: EntryToCheck): Result<string> {
  const category = checkCategory(entry.category);
  if (!category.ok) return category;
  const expiry = checkExpiry(entry);
  if (!expiry.ok) return expiry;
  const indicator = checkIndicator(entry.kind, entry.value.trim());
  if (!indicator.ok) return pointedAt('/value', 'invalid_request', indicator.problem.detail);
  const found = indicator.value;
  // All tenants share the few places for patterns that must read every text, so no entry may take one.
  if (found.kind === 'pattern' && found.pattern.literals.length === 0) {
    return pointedAt('/value', 'invalid_request', withoutLiteral);
  }
  return ok(found.value);
}

const withoutLiteral =
  'The pattern needs at least two characters in a row that are part of every match.';

export const checkCategory = (category: string): Result<string> =>
  isKnownCategory(category)
    ? ok(category)
    : pointedAt('/category', 'unknown_category', `No taxonomy has a category "${category}".`);

export function checkExpiry({
  validFromMs,
  expiresAtMs,
  nowMs,
}: Pick<EntryToCheck, 'validFromMs' | 'expiresAtMs' | 'nowMs'>): Result<number> {
  if (expiresAtMs > nowMs && expiresAtMs > validFromMs) return ok(expiresAtMs);
  return pointedAt(
    '/expiresAt',
    'expiry_required',
    'An entry expires in the future and after it became valid.',
  );
}

const pointedAt = (pointer: string, code: ProblemCode, message: string): Result<never> =>
  failed(code, message, { errors: [{ pointer, code, message }] });
