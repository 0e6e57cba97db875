import type { ConcludeCase } from './concluded-case.js';
import { nextVerdict } from './next-verdict.js';

/** People decided what machine review left to them. */
export const concludeFirstReview: ConcludeCase = async (_manager, concluded) => [
  nextVerdict(concluded, 'first_review'),
];
