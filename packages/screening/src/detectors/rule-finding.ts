import type { Finding, Measure, Rule, RuleMeasure, Span } from '@assay/domain';

interface RuleHit {
  readonly rule: Rule;
  readonly spans: readonly Span[];
  readonly transforms: readonly string[];
  readonly detector: string;
}

/** The finding of a rule that hit: one per rule and submission, with all its spans. */
export function ruleFinding({ rule, spans, transforms, detector }: RuleHit): Finding {
  return {
    type: 'finding',
    source: { type: 'rule', ruleId: rule.id },
    category: rule.category,
    severity: rule.severity,
    action: rule.action,
    score: rule.score ?? 1,
    message: rule.message ?? rule.id,
    spans,
    transforms,
    detector,
    ...(rule.measures === undefined
      ? {}
      : { measures: rule.measures.map((measure) => withSpans(measure, spans)) }),
  };
}

function withSpans(measure: RuleMeasure, spans: readonly Span[]): Measure {
  return measure.kind === 'mask' || measure.kind === 'replace' ? { ...measure, spans } : measure;
}

/** Union of the transforms of several hits; the common case of none allocates nothing. */
export function unionOf(
  hits: readonly { readonly transforms: readonly string[] }[],
): readonly string[] {
  if (hits.length === 1) return hits[0]?.transforms ?? NONE;
  const names = new Set<string>();
  for (const { transforms } of hits) for (const name of transforms) names.add(name);
  return names.size === 0 ? NONE : [...names];
}

const NONE: readonly string[] = [];
