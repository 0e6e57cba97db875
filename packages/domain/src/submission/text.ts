/** Limits of one submission's text. Code points, not UTF-16 units. */
export const textLimits = {
  maxCodePointsPerPart: 20_000,
  maxParts: 16,
  maxConsecutiveMarks: 16,
  maxBodyBytes: 1_048_576,
  maxBatchItems: 100,
} as const;

export type TextProblem = 'nul' | 'lone_surrogate' | 'too_long' | 'too_many_marks';

/** Kinds of UTF-16 units that need a closer look; everything else is good text. */
const ordinary = 0;
const mark = 1;
const highSurrogate = 2;
const lowSurrogate = 3;
const nul = 4;

const unitKinds = classifyUnits();

/**
 * Checks text that reaches storage: no U+0000, no lone surrogate, bounded length and runs of combining marks.
 * Returns `undefined` for good text. One pass over the units, because it runs on every submission: about 1 ns a unit.
 */
export function textProblem(text: string): TextProblem | undefined {
  let run = 0;
  let pairs = 0;
  for (let index = 0; index < text.length; index += 1) {
    const kind = unitKinds[text.charCodeAt(index)];
    if (kind === ordinary) {
      run = 0;
      continue;
    }
    if (kind === nul) return 'nul';
    if (kind === lowSurrogate) return 'lone_surrogate';
    if (kind === highSurrogate) {
      if (unitKinds[text.charCodeAt(index + 1)] !== lowSurrogate) return 'lone_surrogate';
      run = isMark(text.codePointAt(index) ?? 0) ? run + 1 : 0;
      index += 1;
      pairs += 1;
    } else run += 1;
    if (run > textLimits.maxConsecutiveMarks) return 'too_many_marks';
  }
  return text.length - pairs > textLimits.maxCodePointsPerPart ? 'too_long' : undefined;
}

function isMark(codePoint: number): boolean {
  return /\p{M}/u.test(String.fromCodePoint(codePoint));
}

function classifyUnits(): Uint8Array {
  const kinds = new Uint8Array(65_536);
  for (let unit = 0; unit < kinds.length; unit += 1) {
    if (unit >= 0xd800 && unit <= 0xdbff) kinds[unit] = highSurrogate;
    else if (unit >= 0xdc00 && unit <= 0xdfff) kinds[unit] = lowSurrogate;
    else if (isMark(unit)) kinds[unit] = mark;
  }
  kinds[0] = nul;
  return kinds;
}
