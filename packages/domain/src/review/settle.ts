import type { Outcome, ReferralAuthority, RulingKind } from '../vocabulary.js';
import type { Reason } from '../decision/decide.js';
import type { Measure } from '../decision/evidence.js';

/** Content that goes before a legal department or an authority: it is kept, and transmission stops. */
export interface Referral {
  readonly authority: ReferralAuthority;
  readonly note: string | null;
}

/** What one reviewer said on one task. */
export interface Ruling {
  readonly kind: RulingKind;
  readonly outcome: Outcome;
  readonly category: string | null;
  /** The clause of a standard it rests on: `<standard>@<version>#<clause>`. */
  readonly clause: string | null;
  readonly note: string | null;
  readonly measures: readonly Measure[];
  /** With kind `referral`. */
  readonly referral: Referral | null;
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
export function settle(
  machineReasons: readonly Reason[],
  ruling: Pick<Ruling, 'kind' | 'outcome' | 'category' | 'note' | 'measures'>,
): Settlement {
  if (ruling.kind === 'content_broken') return brokenContent(ruling.note);
  if (ruling.outcome === 'pass') return { outcome: 'pass', measures: [], reasons: [] };
  return {
    outcome: ruling.outcome,
    measures: ruling.outcome === 'restrict' ? ruling.measures : [],
    reasons: rulingReasons(machineReasons, ruling),
  };
}

/** What cannot be judged is not shown. */
const brokenContent = (note: string | null): Settlement => ({
  outcome: 'block',
  measures: [],
  reasons: [
    {
      category: 'system',
      severity: 'medium',
      rule: 'content_broken',
      message: note ?? 'The content cannot be judged as it was handed over; submit it again.',
      spans: [],
    },
  ],
});

function rulingReasons(
  machineReasons: readonly Reason[],
  ruling: Pick<Ruling, 'category' | 'note'>,
): readonly Reason[] {
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
