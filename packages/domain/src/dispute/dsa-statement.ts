import type { MeasureKind } from '../vocabulary.js';
import {
  couldNotBeJudged,
  groundOf,
  type StatementDecider,
  type StatementFacts,
  type StatementSource,
} from './statement-facts.js';
import { statementCategoryOf, type StatementCategory } from './statement-category.js';
import { statementOfReasons } from './statement.js';
import { statementTexts } from './statement-texts.js';

/** A statement of reasons as the DSA Transparency Database takes it, version 2. Dates are `YYYY-MM-DD`, UTC. */
export interface DsaStatement {
  readonly decision_visibility: readonly DsaVisibility[];
  readonly decision_visibility_other?: string;
  readonly decision_ground: DsaGround;
  readonly illegal_content_legal_ground?: string;
  readonly illegal_content_explanation?: string;
  readonly incompatible_content_ground?: string;
  readonly incompatible_content_explanation?: string;
  readonly incompatible_content_illegal?: 'Yes' | 'No';
  readonly category: StatementCategory;
  readonly content_type: readonly DsaContentType[];
  readonly content_date: string;
  readonly application_date: string;
  readonly decision_facts: string;
  readonly source_type: DsaSource;
  readonly automated_detection: 'Yes' | 'No';
  readonly automated_decision: DsaAutomation;
  readonly puid: string;
}

export const dsaVisibilities = [
  'DECISION_VISIBILITY_CONTENT_REMOVED',
  'DECISION_VISIBILITY_CONTENT_DISABLED',
  'DECISION_VISIBILITY_CONTENT_DEMOTED',
  'DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED',
  'DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED',
  'DECISION_VISIBILITY_CONTENT_LABELLED',
  'DECISION_VISIBILITY_OTHER',
] as const;
export type DsaVisibility = (typeof dsaVisibilities)[number];

export const dsaGrounds = [
  'DECISION_GROUND_ILLEGAL_CONTENT',
  'DECISION_GROUND_INCOMPATIBLE_CONTENT',
] as const;
export type DsaGround = (typeof dsaGrounds)[number];

export const dsaContentTypes = [
  'CONTENT_TYPE_APP',
  'CONTENT_TYPE_AUDIO',
  'CONTENT_TYPE_IMAGE',
  'CONTENT_TYPE_PRODUCT',
  'CONTENT_TYPE_SYNTHETIC_MEDIA',
  'CONTENT_TYPE_TEXT',
  'CONTENT_TYPE_VIDEO',
  'CONTENT_TYPE_OTHER',
] as const;
export type DsaContentType = (typeof dsaContentTypes)[number];

export const dsaSources = [
  'SOURCE_ARTICLE_16',
  'SOURCE_TRUSTED_FLAGGER',
  'SOURCE_VOLUNTARY',
  'SOURCE_TYPE_OTHER_NOTIFICATION',
] as const;
export type DsaSource = (typeof dsaSources)[number];

export const dsaAutomations = [
  'AUTOMATED_DECISION_FULLY',
  'AUTOMATED_DECISION_PARTIALLY',
  'AUTOMATED_DECISION_NOT_AUTOMATED',
] as const;
export type DsaAutomation = (typeof dsaAutomations)[number];

/** Most characters the database takes in a field. */
export const dsaLimits = {
  decision_facts: 5000,
  puid: 500,
  ground: 500,
  explanation: 2000,
  other: 500,
} as const;

/**
 * The record of a verdict that restricts; `undefined` for one that lets the content pass or closes a withdrawn
 * submission, because those state no reasons. It names categories, rules and policies, never content. Pure and total.
 */
export function dsaStatement(facts: StatementFacts): DsaStatement | undefined {
  if (facts.outcome === 'pass' || facts.cause === 'withdrawal') return undefined;
  return {
    ...visibility(facts),
    ...groundFields(facts),
    category: statementCategoryOf(facts.reasons[0]?.category ?? ''),
    content_type: ['CONTENT_TYPE_TEXT', 'CONTENT_TYPE_SYNTHETIC_MEDIA'],
    content_date: day(facts.receivedAtMs),
    application_date: day(facts.decidedAtMs),
    decision_facts: decisionFacts(facts),
    source_type: sources[facts.source],
    automated_detection: facts.automatedDetection && !couldNotBeJudged(facts) ? 'Yes' : 'No',
    automated_decision: automations[facts.decider],
    puid: `${facts.submissionId}-${facts.revision}`,
  };
}

const sources: Readonly<Record<StatementSource, DsaSource>> = {
  own_initiative: 'SOURCE_VOLUNTARY',
  notice: 'SOURCE_ARTICLE_16',
  trusted_flagger: 'SOURCE_TRUSTED_FLAGGER',
  authority: 'SOURCE_TYPE_OTHER_NOTIFICATION',
};

const automations: Readonly<Record<StatementDecider, DsaAutomation>> = {
  machine: 'AUTOMATED_DECISION_FULLY',
  person: 'AUTOMATED_DECISION_NOT_AUTOMATED',
  person_for_cluster: 'AUTOMATED_DECISION_PARTIALLY',
};

const visibilities: Readonly<Record<MeasureKind, DsaVisibility>> = {
  mask: 'DECISION_VISIBILITY_OTHER',
  replace: 'DECISION_VISIBILITY_OTHER',
  label: 'DECISION_VISIBILITY_CONTENT_LABELLED',
  age_gate: 'DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED',
  demote: 'DECISION_VISIBILITY_CONTENT_DEMOTED',
};

type Visibility = Pick<DsaStatement, 'decision_visibility' | 'decision_visibility_other'>;

/** Generated content is stopped before anybody sees it, so a block disables it rather than removes it. */
function visibility({ outcome, measures }: StatementFacts): Visibility {
  if (outcome === 'block') return { decision_visibility: ['DECISION_VISIBILITY_CONTENT_DISABLED'] };
  const kinds = [...new Set(measures.map(({ kind }) => visibilities[kind]))];
  if (kinds.length > 0 && !kinds.includes('DECISION_VISIBILITY_OTHER')) {
    return { decision_visibility: kinds };
  }
  return {
    decision_visibility: kinds.length > 0 ? kinds : ['DECISION_VISIBILITY_OTHER'],
    decision_visibility_other: 'Passages of the content are masked or replaced.',
  };
}

type GroundFields = Pick<
  DsaStatement,
  | 'decision_ground'
  | 'illegal_content_legal_ground'
  | 'illegal_content_explanation'
  | 'incompatible_content_ground'
  | 'incompatible_content_explanation'
  | 'incompatible_content_illegal'
>;

function groundFields(facts: StatementFacts): GroundFields {
  if (couldNotBeJudged(facts)) return brokenGround;
  const ground = groundOf(facts);
  const name = ground?.category?.names.en ?? ground?.categoryId ?? 'unspecified';
  const clause = facts.clause === null ? '' : `, clause ${facts.clause}`;
  const reference = cut(`${name} (${ground?.categoryId ?? '-'})${clause}`, dsaLimits.ground);
  if (ground?.isLegal === true) {
    return {
      decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
      illegal_content_legal_ground: reference,
      illegal_content_explanation: `The law forbids content of the category "${name}"; policy ${facts.policyVersion} applies it.`,
    };
  }
  return {
    decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
    incompatible_content_ground: reference,
    incompatible_content_explanation: `The terms of the platform do not allow content of the category "${name}"; policy ${facts.policyVersion} applies them.`,
    incompatible_content_illegal: 'No',
  };
}

/** The database has no ground for what broke no rule; that it cannot be shown in this state is one of the terms. */
const brokenGround: GroundFields = {
  decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
  incompatible_content_ground: 'Content must be complete and readable',
  incompatible_content_explanation: statementTexts.en.sentences([
    statementTexts.en.couldNotBeJudged,
    statementTexts.en.submitAgain,
  ]),
  incompatible_content_illegal: 'No',
};

/** Decision, facts and automation of the plain statement; the ground has fields of its own, redress has none. */
function decisionFacts(facts: StatementFacts): string {
  const { paragraphs } = statementOfReasons(facts, 'en');
  const told = paragraphs.slice(0, 3).map(({ text }) => text);
  return cut(told.join(' '), dsaLimits.decision_facts);
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1)}…`;
