import { wilson, type Proportion } from '../statistics/intervals.js';

/** How an exam went: the share of right answers with its 95 % Wilson interval, and whether that was enough. */
export interface Grade {
  readonly correct: number;
  readonly total: number;
  readonly score: Proportion;
  readonly passed: boolean;
}

/**
 * Grades a finished attempt: passed when the share of right answers reaches `passMark` (0–1). The mark is compared in
 * whole answers, so that 0.8 of 5 is 4 whatever floating point makes of it. An attempt without items never passes.
 */
export function gradeAttempt({
  correct,
  total,
  passMark,
}: {
  readonly correct: number;
  readonly total: number;
  readonly passMark: number;
}): Grade {
  const needed = Math.ceil(passMark * total - 1e-9);
  return {
    correct,
    total,
    score: wilson(correct, total),
    passed: total > 0 && correct >= needed,
  };
}
