import type { Reason } from '../decision/decide.js';
import type { Measure } from '../decision/evidence.js';
import type { LegalSeverity, Outcome, VerdictCause } from '../vocabulary.js';
import { findCategory, taxonomies } from '../taxonomy/registry.js';
import type { Category } from '../taxonomy/taxonomy.js';

/** How the platform came to look at the content. */
export type StatementSource = 'own_initiative' | 'notice' | 'trusted_flagger' | 'authority';

/** Who decided: a machine alone, a person, or a machine that applied a person's ruling to near-duplicates. */
export type StatementDecider = 'machine' | 'person' | 'person_for_cluster';

/** Everything a statement of reasons is made of. Times are epoch milliseconds. */
export interface StatementFacts {
  readonly submissionId: string;
  readonly revision: number;
  readonly outcome: Outcome;
  readonly cause: VerdictCause;
  readonly measures: readonly Measure[];
  readonly reasons: readonly Reason[];
  /** Taxonomy of the policy that decided; categories of others are found too. */
  readonly taxonomy: string;
  readonly policyVersion: string;
  /** The clause a person cited, `<standard>@<version>#<clause>`. */
  readonly clause: string | null;
  readonly source: StatementSource;
  readonly automatedDetection: boolean;
  readonly decider: StatementDecider;
  readonly receivedAtMs: number;
  readonly decidedAtMs: number;
  readonly redress: {
    readonly appealUntilMs: number;
    readonly acceptHours: number;
    readonly decideHours: number;
    readonly notifyHours: number;
    /** The tenant's own words on out-of-court settlement; empty when it names none. */
    readonly outOfCourt: string;
  };
}

/** What the strongest reason rests on; `undefined` when nothing was found wrong. */
export interface StatementGround {
  readonly categoryId: string;
  readonly category: Category | undefined;
  readonly legalSeverity: LegalSeverity;
  readonly isLegal: boolean;
}

/** A person said that the content cannot be judged as it was handed over; nothing was found wrong with what it says. */
export const couldNotBeJudged = ({ reasons }: Pick<StatementFacts, 'reasons'>): boolean =>
  reasons[0]?.rule === 'content_broken';

/** The ground of a verdict. A category that the law forbids is a legal ground, all others are contractual. */
export function groundOf({
  reasons,
  taxonomy,
}: Pick<StatementFacts, 'reasons' | 'taxonomy'>): StatementGround | undefined {
  const [strongest] = reasons;
  if (strongest === undefined) return undefined;
  const category = find(taxonomy, strongest.category);
  const legalSeverity = category?.legalSeverity ?? 'policy';
  return {
    categoryId: strongest.category,
    category,
    legalSeverity,
    isLegal: legalSeverity === 'unlawful',
  };
}

function find(taxonomyId: string, categoryId: string): Category | undefined {
  const ids = [taxonomyId, ...taxonomies.map(({ id }) => id)];
  for (const id of ids) {
    const category = findCategory(id, categoryId);
    if (category !== undefined) return category;
  }
  return undefined;
}
