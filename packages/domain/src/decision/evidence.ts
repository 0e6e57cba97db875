import type { RuleAction, Severity } from '../vocabulary.js';

/** Half-open UTF-16 offsets into the original text of part number `part` (0-based). */
export interface Span {
  readonly part: number;
  readonly start: number;
  readonly end: number;
}

/** Where a finding comes from: a rule of the policy or a blacklist entry. */
export type EvidenceSource =
  | { readonly type: 'rule'; readonly ruleId: string }
  | {
      readonly type: 'entry';
      readonly entryId: string;
      readonly entryVersion: number;
      readonly listId?: string;
    };

/**
 * One finding of one detector. Stored with the decision; `decide()` recomputes the decision from it.
 * `score` is 0–1. `action` is what the rule asked for when the evidence was taken.
 */
export interface Finding {
  readonly type: 'finding';
  readonly source: EvidenceSource;
  readonly category: string;
  readonly severity: Severity;
  readonly action: RuleAction;
  readonly score: number;
  readonly message: string;
  readonly spans: readonly Span[];
  /** Transforms between the pattern and the original span, e.g. `width`, `separator_dropped`. */
  readonly transforms: readonly string[];
  /** Detector and version, e.g. `matching@1.0.0/term`. */
  readonly detector: string;
  readonly measures?: readonly Measure[];
}

/** A detector that could not finish. Never leads to a pass. */
export interface DetectorFailure {
  readonly type: 'failure';
  readonly detector: string;
  readonly reason:
    | 'detector_failed'
    | 'budget_exceeded'
    | 'timed_out'
    | 'no_policy'
    | 'poison'
    | 'unknown_content';
  readonly message: string;
}

export type Evidence = Finding | DetectorFailure;

/** An obligation that comes with `restrict`. `spans` say what to mask or replace. */
export type Measure =
  | { readonly kind: 'mask'; readonly spans: readonly Span[] }
  | { readonly kind: 'replace'; readonly spans: readonly Span[]; readonly text: string }
  | { readonly kind: 'label'; readonly text: string }
  | { readonly kind: 'age_gate'; readonly minimumAge: number }
  | { readonly kind: 'demote' };
