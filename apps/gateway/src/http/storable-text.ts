import type { ProblemDetail } from '@assay/domain';
import { pointerOf } from './schema-problem.js';

/**
 * The first string anywhere in `value` that PostgreSQL cannot store: U+0000 or a lone surrogate.
 * `undefined` when there is none. O(size of the value).
 */
export function unstorableText(
  value: unknown,
  path: readonly PropertyKey[] = [],
): ProblemDetail | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : textError(path);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return textError(path);
    const found = unstorableText(inner, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

const textError = (path: readonly PropertyKey[]): ProblemDetail => ({
  pointer: pointerOf(path),
  code: 'invalid_text',
  message: 'The text contains U+0000 or a lone surrogate and cannot be stored.',
});
