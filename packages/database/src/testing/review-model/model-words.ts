import type { Ruling } from '@assay/domain';
import type { Word } from './model-task.js';

/** What a word of the model is as a ruling. */
export const said: Readonly<Record<Word, Ruling>> = {
  pass: aRuling({ outcome: 'pass' }),
  block: aRuling({ outcome: 'block', category: 'A.3.b' }),
  broken: aRuling({ kind: 'content_broken', outcome: 'block' }),
  referral: aRuling({
    kind: 'referral',
    outcome: 'block',
    category: 'A.3.b',
    referral: { authority: 'legal', note: null },
  }),
};

function aRuling(given: Pick<Ruling, 'outcome'> & Partial<Ruling>): Ruling {
  return {
    kind: 'ruling',
    category: null,
    clause: null,
    note: null,
    measures: [],
    referral: null,
    ...given,
  };
}
