/** The categories of the DSA Transparency Database, version 2 (since 2025-07-01). */
export const statementCategories = [
  'STATEMENT_CATEGORY_ANIMAL_WELFARE',
  'STATEMENT_CATEGORY_CONSUMER_INFORMATION',
  'STATEMENT_CATEGORY_CYBER_VIOLENCE',
  'STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN',
  'STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
  'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
  'STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS',
  'STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
  'STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE',
  'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
  'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
  'STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY',
  'STATEMENT_CATEGORY_SCAMS_AND_FRAUD',
  'STATEMENT_CATEGORY_SELF_HARM',
  'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  'STATEMENT_CATEGORY_VIOLENCE',
] as const;
export type StatementCategory = (typeof statementCategories)[number];

const speech = 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH';
const privacy = 'STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS';
const security = 'STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY';
const discourse = 'STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS';
const other = 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC';

/**
 * Category of a shipped taxonomy → the nearest one of the database. A group (`A.2`) stands for all below it that are
 * not named. Obscenity of adults has none of its own in version 2.
 */
const nearest: Readonly<Record<string, StatementCategory>> = {
  'A.1': security,
  'A.1.e': speech,
  'A.1.f': 'STATEMENT_CATEGORY_VIOLENCE',
  'A.1.g': discourse,
  'A.2': speech,
  'A.3': 'STATEMENT_CATEGORY_SCAMS_AND_FRAUD',
  'A.3.a': 'STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS',
  'A.3.b': 'STATEMENT_CATEGORY_CONSUMER_INFORMATION',
  'A.3.c': 'STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS',
  'A.3.d': 'STATEMENT_CATEGORY_CONSUMER_INFORMATION',
  'A.4': other,
  'A.4.a': 'STATEMENT_CATEGORY_VIOLENCE',
  'A.4.b': privacy,
  'A.4.c': 'STATEMENT_CATEGORY_CYBER_VIOLENCE',
  'A.4.d': 'STATEMENT_CATEGORY_CYBER_VIOLENCE',
  'A.4.e': privacy,
  'A.4.f': privacy,
  'A.5': other,
  harassment: 'STATEMENT_CATEGORY_CYBER_VIOLENCE',
  hate: speech,
  illicit: 'STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS',
  'illicit/violent': security,
  'self-harm': 'STATEMENT_CATEGORY_SELF_HARM',
  sexual: other,
  'sexual/minors': 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
  violence: 'STATEMENT_CATEGORY_VIOLENCE',
};

/** The database's category for one of ours; what has no counterpart is another violation of the terms. */
export const statementCategoryOf = (categoryId: string): StatementCategory =>
  nearest[categoryId] ?? nearest[groupOf(categoryId)] ?? other;

const groupOf = (categoryId: string): string =>
  categoryId.includes('/') ? (categoryId.split('/')[0] ?? '') : categoryId.slice(0, 3);
