import type {
  EntityRule,
  EntityType,
  PatternRule,
  PolicyDefinition,
  TermRule,
} from '@assay/domain';
import type { PatternMatcher, TermIndex } from '@assay/matching';

/** What a number in the term index stands for: word `word` of a rule, or one of its exceptions. */
export interface TermUse {
  readonly rule: TermRule;
  /** Place of the rule in the policy; findings come in this order. */
  readonly ruleIndex: number;
  /** Index into `rule.terms`; -1 for an exception. */
  readonly word: number;
}

/** A policy that can run: every term indexed, every pattern compiled. Immutable, shared by all screenings. */
export interface CompiledPolicy {
  readonly definition: PolicyDefinition;
  readonly terms: TermIndex;
  readonly termUses: readonly TermUse[];
  readonly patterns: PatternMatcher;
  /** By the number under which the matcher knows them. */
  readonly patternRules: readonly PatternRule[];
  readonly entityRules: readonly EntityRule[];
  /** What a screening looks for: the types that the rules name, and those in which a domain of the blacklist may be. */
  readonly entityTypes: ReadonlySet<EntityType>;
}
