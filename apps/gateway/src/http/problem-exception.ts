import type { Problem, Result } from '@assay/domain';

/** Carries an expected failure from a controller to the problem filter. Thrown at the edge only. */
export class ProblemException extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** The value of a result, or its problem thrown for the filter to answer. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemException(result.problem);
}
