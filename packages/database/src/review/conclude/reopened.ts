import type { ConcludeCase } from './concluded-case.js';
import { nextVerdict } from './next-verdict.js';

/** A sibling of an overturned verdict: revised when people see it differently, else left as it is. */
export const concludeReopened: ConcludeCase = async (_manager, concluded) => {
  const verdict = nextVerdict(concluded, 'appeal');
  return verdict.outcome === concluded.current?.outcome ? [] : [verdict];
};
