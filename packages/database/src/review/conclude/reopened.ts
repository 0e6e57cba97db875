import type { ConcludeCase } from './concluded-case.js';
import { contestedOf, differs } from './contested.js';
import { nextVerdict } from './next-verdict.js';

/**
 * A verdict that came under doubt with others: a machine's, as sibling of one that an appeal overturned, or a person's,
 * as part of a cluster whose verification disagreed. Revised when people see it differently, else left as it is.
 */
export const concludeReopened: ConcludeCase = async (_manager, concluded) => {
  const cause = concluded.current?.decidedBy === 'human' ? 'audit_correction' : 'appeal';
  const verdict = nextVerdict(concluded, cause);
  return differs(concluded.current, contestedOf(verdict)) ? [verdict] : [];
};
