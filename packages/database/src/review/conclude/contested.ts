import { appealResult, type Contested } from '@assay/domain';
import type { CurrentVerdict } from './concluded-case.js';

/** A verdict as rulings are compared with it. */
export const contestedOf = ({
  outcome,
  measures,
  reasons,
}: Pick<CurrentVerdict, 'outcome' | 'measures' | 'reasons'>): Contested => ({
  outcome,
  measures,
  category: reasons[0]?.category ?? null,
});

/** Whether a ruling says anything else than the verdict in force. */
export const differs = (current: CurrentVerdict | null, ruled: Contested): boolean =>
  current === null || appealResult(contestedOf(current), ruled) !== 'upheld';
