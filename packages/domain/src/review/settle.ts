import type { Outcome } from '../vocabulary.js';
import type { Reason } from '../decision/decide.js';
import type { Measure } from '../decision/evidence.js';

/** What one reviewer said on one task. */
export interface Ruling {
  readonly outcome: Outcome;
  readonly category: string | null;
  readonly note: string | null;
  readonly measures: readonly Measure[];
}

export interface Settlement {
  readonly outcome: Outcome;
  readonly measures: readonly Measure[];
  readonly reasons: readonly Reason[];
}

/**
 * Machine reasons + final ruling → what the verdict says. The ruling decides the outcome;
 * a category it names leads the reasons; a pass keeps none, because nothing was found wrong.
 */
export function settle(machineReasons: readonly Reason[], ruling: Ruling): Settlement {
  if (ruling.outcome === 'pass') return { outcome: 'pass', measures: [], reasons: [] };
  return {
    outcome: ruling.outcome,
    measures: ruling.outcome === 'restrict' ? ruling.measures : [],
    reasons: rulingReasons(machineReasons, ruling),
  };
}

function rulingReasons(machineReasons: readonly Reason[], ruling: Ruling): readonly Reason[] {
  if (ruling.category === null) return machineReasons;
  const supporting = machineReasons.filter(({ category }) => category === ruling.category);
  const human: Reason = {
    category: ruling.category,
    severity: supporting[0]?.severity ?? 'medium',
    rule: 'human_review',
    message: ruling.note ?? '',
    spans: supporting.flatMap(({ spans }) => spans),
  };
  return [human, ...supporting];
}
