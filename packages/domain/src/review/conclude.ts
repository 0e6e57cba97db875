import type { Outcome, RulingKind } from '../vocabulary.js';
import type { Panel } from './queue.js';

/** What counts of a final ruling when a panel is heard. */
export interface PanelRuling {
  readonly kind: RulingKind;
  readonly outcome: Outcome;
  readonly category: string | null;
}

export type Conclusion<R extends PanelRuling> =
  | { readonly type: 'waiting' }
  /** `ruling` is what the case ends with. */
  | { readonly type: 'concluded'; readonly ruling: R; readonly agreed: boolean }
  | { readonly type: 'arbitration' };

const strictness: Readonly<Record<Outcome, number>> = { pass: 0, restrict: 1, block: 2 };

/**
 * Hears a panel. `rulings` are the final ones in the order they were given, `arbitration` is the arbiter's.
 * One referral is enough: it stops transmission. Ends early once enough agree; waits while enough still may.
 * Pure and total.
 */
export function concludePanel<R extends PanelRuling>(
  panel: Panel,
  heard: { readonly rulings: readonly R[]; readonly arbitration: R | undefined },
): Conclusion<R> {
  const { rulings, arbitration } = heard;
  if (arbitration !== undefined) return { type: 'concluded', ruling: arbitration, agreed: false };
  const referral = rulings.find(({ kind }) => kind === 'referral');
  if (referral !== undefined)
    return { type: 'concluded', ruling: referral, agreed: rulings.length === 1 };
  const largest = largestGroup(panel, rulings);
  if (largest !== undefined && largest.length >= panel.agreeing) {
    return {
      type: 'concluded',
      ruling: largest[0] as R,
      agreed: largest.length === rulings.length,
    };
  }
  if (rulings.length < panel.reviewers) return { type: 'waiting' };
  if (panel.arbiter) return { type: 'arbitration' };
  const strictest = [...rulings].sort((a, b) => strictness[b.outcome] - strictness[a.outcome])[0];
  return strictest === undefined
    ? { type: 'waiting' }
    : { type: 'concluded', ruling: strictest, agreed: false };
}

/** Whether two rulings say the same as far as the panel cares. */
export const agree = (panel: Pick<Panel, 'agreeOn'>, a: PanelRuling, b: PanelRuling): boolean =>
  a.kind === b.kind &&
  a.outcome === b.outcome &&
  (panel.agreeOn === 'outcome' || a.category === b.category);

function largestGroup<R extends PanelRuling>(
  panel: Panel,
  rulings: readonly R[],
): readonly R[] | undefined {
  const groups: R[][] = [];
  for (const ruling of rulings) {
    const group = groups.find(([first]) => first !== undefined && agree(panel, first, ruling));
    if (group === undefined) groups.push([ruling]);
    else group.push(ruling);
  }
  return groups.sort((a, b) => b.length - a.length)[0];
}
