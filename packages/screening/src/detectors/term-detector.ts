import type { TermRule } from '@assay/domain';
import type { TermUse } from '../policy/compiled-policy.js';
import type { Detector, Found, ScreenContext } from './detector.js';
import { ruleFinding, unionOf } from './rule-finding.js';

/** Words of term rules: any, all, or near each other, without those inside an exception. */
export const termDetector: Detector = {
  name: 'term',
  isNeeded: ({ policy }) => policy.terms.size > 0,
  detect(context, found) {
    for (const hits of hitsByRule(context, found)) {
      const { rule } = (hits[0] as WordHit).use;
      const counted = countedHits(rule, hits);
      if (counted.length === 0) continue;
      found.evidence.push(
        ruleFinding({
          rule,
          spans: counted.map(spanOf),
          transforms: unionOf(counted),
          detector: found.detector,
        }),
      );
    }
  },
};

interface WordHit {
  readonly use: TermUse;
  readonly part: number;
  readonly start: number;
  readonly end: number;
  readonly transforms: readonly string[];
}

const spanOf = ({ part, start, end }: WordHit): { part: number; start: number; end: number } => ({
  part,
  start,
  end,
});

/** Hits of each rule that has any, in the order of the policy, each list in the order of the text. */
function hitsByRule({ policy, texts, budget }: ScreenContext, found: Found): readonly WordHit[][] {
  const byRule = new Map<number, WordHit[]>();
  texts.forEach((text, part) => {
    const result = policy.terms.scan(text, { budget: budget.remaining });
    for (const { id, start, end, transforms } of found.hitsOf(result, budget)) {
      const use = policy.termUses[id] as TermUse;
      const hit = { use, part, start, end, transforms };
      const hits = byRule.get(use.ruleIndex);
      if (hits === undefined) byRule.set(use.ruleIndex, [hit]);
      else hits.push(hit);
    }
  });
  if (byRule.size === 0) return NO_HITS;
  const ordered = [...byRule].sort(([a], [b]) => a - b).map(([, hits]) => hits);
  for (const hits of ordered) hits.sort(byPlace);
  return ordered;
}

const NO_HITS: readonly WordHit[][] = [];

const byPlace = (a: WordHit, b: WordHit): number =>
  a.part - b.part || a.start - b.start || a.end - b.end;

function countedHits(rule: TermRule, hits: readonly WordHit[]): readonly WordHit[] {
  const words = withoutExceptions(hits);
  if (rule.match === 'all') return distinctWords(words) === rule.terms.length ? words : NO_WORDS;
  if (rule.match === 'near') return nearHits(rule, words);
  return words;
}

const NO_WORDS: readonly WordHit[] = [];

function withoutExceptions(hits: readonly WordHit[]): readonly WordHit[] {
  const exceptions = hits.filter(({ use }) => use.word < 0);
  if (exceptions.length === 0) return hits;
  return hits.filter(
    (hit) => hit.use.word >= 0 && !exceptions.some((exception) => contains(exception, hit)),
  );
}

const contains = (outer: WordHit, inner: WordHit): boolean =>
  outer.part === inner.part && outer.start <= inner.start && inner.end <= outer.end;

const distinctWords = (hits: readonly WordHit[]): number =>
  new Set(hits.map(({ use }) => use.word)).size;

/**
 * Hits that belong to a stretch in which every word occurs and the text between the end of the first and the start of
 * the last is at most `distance` units long. One window slides over the hits of each part.
 */
function nearHits(rule: TermRule, hits: readonly WordHit[]): readonly WordHit[] {
  const distance = rule.distance ?? 0;
  const near = new Set<WordHit>();
  const inWindow = new Map<number, number>();
  let first = 0;
  hits.forEach((last, index) => {
    inWindow.set(last.use.word, (inWindow.get(last.use.word) ?? 0) + 1);
    for (; isApart(hits[first] as WordHit, last, distance); first++) {
      const { word } = (hits[first] as WordHit).use;
      const count = (inWindow.get(word) ?? 0) - 1;
      if (count === 0) inWindow.delete(word);
      else inWindow.set(word, count);
    }
    if (inWindow.size < rule.terms.length) return;
    for (let k = first; k <= index; k++) near.add(hits[k] as WordHit);
  });
  return [...near];
}

const isApart = (first: WordHit, last: WordHit, distance: number): boolean =>
  first.part !== last.part || last.start - first.end > distance;
