import type { EntityRule, Span } from '@assay/domain';
import { hostAndParents, type Entity } from '@assay/matching';
import type { Detector } from './detector.js';
import { ruleFinding } from './rule-finding.js';

/** Structured items that entity rules name, by kind and, if the rule lists values, by normalised value. */
export const entityDetector: Detector = {
  name: 'entity',
  isNeeded: ({ policy }) => policy.entityRules.length > 0,
  detect(context, found) {
    const { policy, texts, budget } = context;
    const places = texts.flatMap((_, part) =>
      found.hitsOf(context.entitiesOf(part), budget).map((entity) => ({ part, entity })),
    );
    if (places.length === 0) return;
    for (const rule of policy.entityRules) {
      const spans: Span[] = places
        .filter(({ entity }) => isNamedBy(rule, entity))
        .map(({ part, entity: { start, end } }) => ({ part, start, end }));
      if (spans.length < (rule.minimumCount ?? 1)) continue;
      found.evidence.push(ruleFinding({ rule, spans, transforms: [], detector: found.detector }));
    }
  },
};

function isNamedBy({ entities, values }: EntityRule, { kind, value }: Entity): boolean {
  if (!entities.includes(kind)) return false;
  if (values === undefined || values.includes(value)) return true;
  return (
    (kind === 'url' || kind === 'domain') &&
    hostAndParents(value).some((host) => values.includes(host))
  );
}
