import type { RuleAction, Severity } from '../vocabulary.js';

interface RuleBase {
  /** Unique inside the policy, kebab-case; named by reasons. */
  readonly id: string;
  readonly category: string;
  readonly severity: Severity;
  readonly action: RuleAction;
  /** 0–1, default 1: how sure a hit of this rule is. */
  readonly score?: number;
  /** Shown to reviewers and platforms; the rule id when absent. */
  readonly message?: string;
  /** With `restrict`: measures to ask for. `mask` without spans masks the hits. */
  readonly measures?: readonly RuleMeasure[];
}

export type RuleMeasure =
  | { readonly kind: 'mask' }
  | { readonly kind: 'replace'; readonly text: string }
  | { readonly kind: 'label'; readonly text: string }
  | { readonly kind: 'age_gate'; readonly minimumAge: number }
  | { readonly kind: 'demote' };

/** Words in the text. `any` hits on one of them, `all` needs every one, `near` needs every one within `distance` UTF-16 units. */
export interface TermRule extends RuleBase {
  readonly kind: 'term';
  readonly terms: readonly string[];
  readonly match?: 'any' | 'all' | 'near';
  readonly distance?: number;
  /** A hit inside one of these does not count, e.g. term 彩票, exception 福利彩票站招聘. */
  readonly exceptions?: readonly string[];
}

/** A linear-time regular expression (RE2 syntax). */
export interface PatternRule extends RuleBase {
  readonly kind: 'pattern';
  readonly pattern: string;
  readonly caseSensitive?: boolean;
}

export const entityTypes = [
  'url',
  'domain',
  'email',
  'phone',
  'bank_card',
  'cn_resident_id',
  'cn_credit_code',
  'social_account',
  'ipv4',
] as const;
export type EntityType = (typeof entityTypes)[number];

/** A structured item such as a phone number. With `values`, only these normalised values hit. */
export interface EntityRule extends RuleBase {
  readonly kind: 'entity';
  readonly entities: readonly EntityType[];
  readonly values?: readonly string[];
  /** Hits only when at least this many are found (default 1). */
  readonly minimumCount?: number;
}

export type Rule = TermRule | PatternRule | EntityRule;
