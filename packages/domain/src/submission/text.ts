/** Limits of one submission's text. Code points, not UTF-16 units. */
export const textLimits = {
  maxCodePointsPerPart: 20_000,
  maxParts: 16,
  maxConsecutiveMarks: 16,
  maxBodyBytes: 1_048_576,
  maxBatchItems: 100,
} as const;

export type TextProblem = 'nul' | 'lone_surrogate' | 'too_long' | 'too_many_marks';

const markRun = new RegExp(`\\p{M}{${textLimits.maxConsecutiveMarks + 1}}`, 'u');
const nonAscii = /[^\0-\x7f]/;

/**
 * Checks text that reaches storage: no U+0000, no lone surrogate, bounded length and mark runs.
 * Returns `undefined` for good text. O(n).
 */
export function textProblem(text: string): TextProblem | undefined {
  if (text.includes('\0')) return 'nul';
  if (
    text.length > textLimits.maxCodePointsPerPart &&
    codePointCount(text) > textLimits.maxCodePointsPerPart
  ) {
    return 'too_long';
  }
  if (!nonAscii.test(text)) return undefined;
  if (!text.isWellFormed()) return 'lone_surrogate';
  return markRun.test(text) ? 'too_many_marks' : undefined;
}

function codePointCount(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index += 1) {
    const high = text.charCodeAt(index);
    if (high < 0xd800 || high > 0xdbff) continue;
    const low = text.charCodeAt(index + 1);
    if (low >= 0xdc00 && low <= 0xdfff) {
      count -= 1;
      index += 1;
    }
  }
  return count;
}
