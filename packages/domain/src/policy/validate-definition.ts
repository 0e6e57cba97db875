import type { ProblemCode, ProblemDetail } from '../problems.js';
import { textProblem } from '../submission/text.js';
import { findCategory, findTaxonomy } from '../taxonomy/registry.js';
import type { PolicyDefinition } from './policy.js';
import type { Rule, TermRule } from './rule.js';

/**
 * Every problem of a policy that can be seen without compiling it, in document order; empty when there is none.
 * Pointers are relative to the definition, e.g. `/rules/3/category`. Compiling terms and patterns is the
 * engine's part. Cost: O(size of the definition).
 */
export function validateDefinition(definition: PolicyDefinition): readonly ProblemDetail[] {
  return [
    ...taxonomyProblems(definition),
    ...definition.rules.flatMap((rule, index) => ruleProblems(definition, rule, index)),
    ...duplicateIds(definition.rules),
    ...thresholdProblems(definition),
  ];
}

const problem = (
  pointer: string,
  message: string,
  code: ProblemCode = 'policy_invalid',
): ProblemDetail => ({ pointer, code, message });

function taxonomyProblems({ taxonomy }: PolicyDefinition): readonly ProblemDetail[] {
  if (findTaxonomy(taxonomy) !== undefined) return [];
  return [problem('/taxonomy', `There is no taxonomy "${taxonomy}".`)];
}

function ruleProblems(
  { taxonomy }: PolicyDefinition,
  rule: Rule,
  index: number,
): readonly ProblemDetail[] {
  const at = `/rules/${index}`;
  return [
    ...categoryProblems(taxonomy, rule, at),
    ...measureProblems(rule, at),
    ...(rule.kind === 'term' ? termProblems(rule, at) : []),
    ...(rule.kind === 'pattern' ? unreadable([rule.pattern], () => `${at}/pattern`) : []),
    ...(rule.kind === 'entity' ? unreadable(rule.values ?? [], (i) => `${at}/values/${i}`) : []),
    ...(rule.message === undefined ? [] : unreadable([rule.message], () => `${at}/message`)),
  ];
}

function categoryProblems(taxonomy: string, rule: Rule, at: string): readonly ProblemDetail[] {
  // Without a taxonomy every category would be unknown, which says nothing new.
  if (findTaxonomy(taxonomy) === undefined) return [];
  if (findCategory(taxonomy, rule.category) !== undefined) return [];
  const message = `Taxonomy "${taxonomy}" has no category "${rule.category}".`;
  return [problem(`${at}/category`, message, 'unknown_category')];
}

function measureProblems({ action, measures = [] }: Rule, at: string): readonly ProblemDetail[] {
  if (action === 'restrict' && measures.length === 0) {
    return [problem(`${at}/measures`, 'A rule that restricts names at least one measure.')];
  }
  if (action !== 'restrict' && measures.length > 0) {
    return [
      problem(`${at}/measures`, `Measures belong to "restrict"; this rule says "${action}".`),
    ];
  }
  return [];
}

function termProblems(rule: TermRule, at: string): readonly ProblemDetail[] {
  const { terms, match = 'any', distance, exceptions = [] } = rule;
  const found: ProblemDetail[] = [];
  if (terms.length === 0) found.push(problem(`${at}/terms`, 'A term rule has at least one term.'));
  if (match === 'near' && distance === undefined) {
    found.push(problem(`${at}/distance`, 'Terms that must be near each other need a distance.'));
  }
  if (match !== 'near' && distance !== undefined) {
    found.push(problem(`${at}/distance`, `A distance has no meaning with match "${match}".`));
  }
  if (match === 'near' && terms.length < 2) {
    found.push(problem(`${at}/terms`, 'One term alone is near nothing; name at least two.'));
  }
  return [
    ...found,
    ...unreadable(terms, (i) => `${at}/terms/${i}`),
    ...unreadable(exceptions, (i) => `${at}/exceptions/${i}`),
  ];
}

function unreadable(
  texts: readonly string[],
  pointer: (index: number) => string,
): readonly ProblemDetail[] {
  return texts.flatMap((text, index) => {
    if (text.trim() === '') return [problem(pointer(index), 'This text is blank.')];
    if (textProblem(text) === undefined) return [];
    return [problem(pointer(index), 'This text cannot be stored as Unicode text.', 'invalid_text')];
  });
}

function duplicateIds(rules: readonly Rule[]): readonly ProblemDetail[] {
  const first = new Map<string, number>();
  return rules.flatMap(({ id }, index) => {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      return [];
    }
    return [problem(`/rules/${index}/id`, `Rule ${earlier} is already called "${id}".`)];
  });
}

function thresholdProblems(definition: PolicyDefinition): readonly ProblemDetail[] {
  const { blockThreshold = 0, reviewThreshold = 0 } = definition;
  const problems: ProblemDetail[] = [];
  for (const name of ['blockThreshold', 'reviewThreshold'] as const) {
    const value = definition[name] ?? 0;
    if (!(value >= 0 && value <= 1))
      problems.push(problem(`/${name}`, 'A threshold is between 0 and 1.'));
  }
  if (
    problems.length === 0 &&
    definition.blockThreshold !== undefined &&
    blockThreshold < reviewThreshold
  ) {
    problems.push(
      problem('/blockThreshold', 'The block threshold is not below the review threshold.'),
    );
  }
  return problems;
}
