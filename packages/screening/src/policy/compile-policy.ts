import {
  entityTypes,
  findCategory,
  findTaxonomy,
  type EntityRule,
  type EntityType,
  type PatternRule,
  type PolicyDefinition,
  type ProblemDetail,
  type Rule,
  type TermRule,
} from '@assay/domain';
import { PatternMatcher, TermIndex, compilePattern } from '@assay/matching';
import type { CompiledPolicy, TermUse } from './compiled-policy.js';

/** Something an author should know that does not prevent publishing. `pointer` as in a problem. */
export interface PolicyWarning {
  readonly pointer: string;
  readonly code: 'pattern_without_literal';
  readonly message: string;
}

/** A compiled policy, or everything that is wrong with the definition, in the order of the definition. */
export type CompileResult =
  | {
      readonly ok: true;
      readonly compiled: CompiledPolicy;
      readonly warnings: readonly PolicyWarning[];
    }
  | { readonly ok: false; readonly problems: readonly ProblemDetail[] };

/**
 * Compiles the data of a policy. Everything that can fail fails here, when the policy is validated or published, so that
 * screening cannot. Pointers are RFC 6901 into the definition (`/rules/3/terms/0`); codes are `policy_invalid`,
 * `unknown_category` and `duplicate`. Cost: a few microseconds a term, a fraction of a millisecond a pattern.
 */
export function compilePolicy(definition: PolicyDefinition): CompileResult {
  const compiler = new PolicyCompiler(definition);
  compiler.compile();
  if (compiler.problems.length > 0) return { ok: false, problems: compiler.problems };
  return { ok: true, compiled: compiler.policy(), warnings: compiler.warnings };
}

/** Entities that have a host, which a domain of the blacklist may name. */
const DOMAIN_CARRIERS: readonly EntityType[] = ['url', 'domain', 'email'];

class PolicyCompiler {
  readonly problems: ProblemDetail[] = [];
  readonly warnings: PolicyWarning[] = [];
  private readonly terms = new TermIndex();
  private readonly termUses: TermUse[] = [];
  private readonly patterns = new PatternMatcher();
  private readonly patternRules: PatternRule[] = [];
  private readonly entityRules: EntityRule[] = [];
  private readonly entityTypes = new Set<EntityType>(DOMAIN_CARRIERS);
  private readonly ruleIds = new Set<string>();

  constructor(private readonly definition: PolicyDefinition) {}

  compile(): void {
    const { taxonomy, rules, blockThreshold, reviewThreshold } = this.definition;
    if (findTaxonomy(taxonomy) === undefined) {
      this.invalid('/taxonomy', `There is no taxonomy "${taxonomy}".`);
    }
    this.checkScore('/blockThreshold', blockThreshold);
    this.checkScore('/reviewThreshold', reviewThreshold);
    rules.forEach((rule, index) => this.compileRule(rule, index));
  }

  policy(): CompiledPolicy {
    return {
      definition: this.definition,
      terms: this.terms,
      termUses: this.termUses,
      patterns: this.patterns,
      patternRules: this.patternRules,
      entityRules: this.entityRules,
      entityTypes: this.entityTypes,
    };
  }

  private compileRule(rule: Rule, index: number): void {
    const pointer = `/rules/${index}`;
    this.checkBase(rule, pointer);
    switch (rule.kind) {
      case 'term':
        return this.compileTermRule(rule, index);
      case 'pattern':
        return this.compilePatternRule(rule, pointer);
      case 'entity':
        return this.compileEntityRule(rule, pointer);
      default:
        // The definition may come from a newer release: the type says never, the data need not.
        this.invalid(
          `${pointer}/kind`,
          `This release cannot run rules of kind "${(rule as Rule).kind}".`,
        );
    }
  }

  private checkBase(rule: Rule, pointer: string): void {
    const { taxonomy } = this.definition;
    if (this.ruleIds.has(rule.id)) {
      this.problem(
        `${pointer}/id`,
        'duplicate',
        `Another rule of this policy is called "${rule.id}".`,
      );
    }
    this.ruleIds.add(rule.id);
    if (
      findTaxonomy(taxonomy) !== undefined &&
      findCategory(taxonomy, rule.category) === undefined
    ) {
      this.problem(
        `${pointer}/category`,
        'unknown_category',
        `${taxonomy} has no category "${rule.category}".`,
      );
    }
    this.checkScore(`${pointer}/score`, rule.score);
    if (rule.action === 'restrict' && (rule.measures ?? []).length === 0) {
      this.invalid(`${pointer}/measures`, 'A rule that restricts needs at least one measure.');
    }
  }

  private compileTermRule(rule: TermRule, ruleIndex: number): void {
    const pointer = `/rules/${ruleIndex}`;
    const match = rule.match ?? 'any';
    if (rule.terms.length === 0)
      this.invalid(`${pointer}/terms`, 'A term rule needs at least one term.');
    if (match === 'near' && !isPositiveInteger(rule.distance)) {
      this.invalid(
        `${pointer}/distance`,
        'A rule that matches near terms needs a distance of at least 1.',
      );
    }
    if (match !== 'any' && rule.terms.length < 2) {
      this.invalid(`${pointer}/terms`, `A rule that matches "${match}" needs at least two terms.`);
    }
    rule.terms.forEach((term, word) =>
      this.addTerm(term, { rule, ruleIndex, word }, `${pointer}/terms/${word}`),
    );
    (rule.exceptions ?? []).forEach((term, exception) =>
      this.addTerm(term, { rule, ruleIndex, word: -1 }, `${pointer}/exceptions/${exception}`),
    );
  }

  private addTerm(term: string, use: TermUse, pointer: string): void {
    const added = this.terms.add(this.termUses.length, term);
    if (added.ok) this.termUses.push(use);
    else this.invalid(pointer, added.message);
  }

  private compilePatternRule(rule: PatternRule, pointer: string): void {
    const result = compilePattern(rule.pattern, { caseSensitive: rule.caseSensitive ?? false });
    if (!result.ok) return this.invalid(`${pointer}/pattern`, result.message);
    const added = this.patterns.add(this.patternRules.length, result.pattern);
    if (!added.ok) return this.invalid(`${pointer}/pattern`, added.message);
    this.patternRules.push(rule);
    if (result.pattern.literals.length > 0) return;
    this.warnings.push({
      pointer: `${pointer}/pattern`,
      code: 'pattern_without_literal',
      message:
        'No two characters in a row are part of every match, so this pattern reads every text.',
    });
  }

  private compileEntityRule(rule: EntityRule, pointer: string): void {
    if (rule.entities.length === 0)
      this.invalid(`${pointer}/entities`, 'An entity rule needs at least one entity type.');
    rule.entities.forEach((type, index) => {
      if (!entityTypes.includes(type))
        this.invalid(`${pointer}/entities/${index}`, `There is no entity type "${type}".`);
      this.entityTypes.add(type);
    });
    if (rule.minimumCount !== undefined && !isPositiveInteger(rule.minimumCount)) {
      this.invalid(`${pointer}/minimumCount`, 'The minimum count is a whole number of at least 1.');
    }
    this.entityRules.push(rule);
  }

  private checkScore(pointer: string, score: number | undefined): void {
    if (score === undefined || (score >= 0 && score <= 1)) return;
    this.invalid(pointer, 'A score or threshold lies between 0 and 1.');
  }

  private invalid(pointer: string, message: string): void {
    this.problem(pointer, 'policy_invalid', message);
  }

  private problem(pointer: string, code: ProblemDetail['code'], message: string): void {
    this.problems.push({ pointer, code, message });
  }
}

const isPositiveInteger = (value: number | undefined): boolean =>
  value !== undefined && Number.isInteger(value) && value >= 1;
