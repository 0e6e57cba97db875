import type { Span } from '@assay/domain';
import type { Detector } from './detector.js';
import { ruleFinding } from './rule-finding.js';

/** Matches of pattern rules. */
export const patternDetector: Detector = {
  name: 'pattern',
  isNeeded: ({ policy }) => policy.patterns.size > 0,
  detect({ policy, texts, budget }, found) {
    const spansOf = new Map<number, Span[]>();
    texts.forEach((text, part) => {
      const result = policy.patterns.scan(text, { budget: budget.remaining });
      for (const { id, start, end } of found.hitsOf(result, budget)) {
        const spans = spansOf.get(id);
        if (spans === undefined) spansOf.set(id, [{ part, start, end }]);
        else spans.push({ part, start, end });
      }
    });
    policy.patternRules.forEach((rule, id) => {
      const spans = spansOf.get(id);
      if (spans === undefined) return;
      found.evidence.push(ruleFinding({ rule, spans, transforms: [], detector: found.detector }));
    });
  },
};
