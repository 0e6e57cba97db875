import { failed, ok, type IndicatorKind, type Result } from '@assay/domain';
import { TermIndex, compilePattern, normaliseHost, type CompiledPattern } from '@assay/matching';

/** An indicator in the form in which it is looked for. */
export type CheckedIndicator =
  | { readonly kind: 'term'; readonly value: string }
  | { readonly kind: 'pattern'; readonly value: string; readonly pattern: CompiledPattern }
  | { readonly kind: 'domain'; readonly value: string };

/**
 * Checks the value of a blacklist entry before it is proposed, and again when it is loaded. Problem `invalid_request`
 * with a sentence that says what is wrong. Domains come back as lower-case punycode without scheme and path.
 */
export function checkIndicator(kind: IndicatorKind, value: string): Result<CheckedIndicator> {
  if (kind === 'term') return checkTerm(value);
  if (kind === 'pattern') return checkPattern(value);
  const host = normaliseHost(value);
  if (host !== undefined) return ok({ kind, value: host });
  return failed('invalid_request', 'The value is not a host name under a public suffix.');
}

function checkTerm(value: string): Result<CheckedIndicator> {
  const added = new TermIndex().add(0, value);
  return added.ok ? ok({ kind: 'term', value }) : failed('invalid_request', added.message);
}

function checkPattern(value: string): Result<CheckedIndicator> {
  const compiled = compilePattern(value);
  if (!compiled.ok) return failed('invalid_request', compiled.message);
  return ok({ kind: 'pattern', value, pattern: compiled.pattern });
}
