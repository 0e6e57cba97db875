import {
  dsaAutomations,
  dsaContentTypes,
  dsaGrounds,
  dsaLimits,
  dsaSources,
  dsaVisibilities,
} from './dsa-statement.js';
import { statementCategories } from './statement-category.js';

/** One rule of the database that a record breaks. `pointer` is an RFC 6901 JSON pointer into the record. */
export interface DsaProblem {
  readonly pointer: string;
  readonly message: string;
}

/**
 * Checks a record against the field rules of the DSA Transparency Database, version 2; empty means that it keeps them.
 * Total: takes any value. Cost: O(size of the record).
 */
export function checkDsaStatement(record: unknown): readonly DsaProblem[] {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    return [{ pointer: '', message: 'A statement is a JSON object.' }];
  }
  const fields = record as Fields;
  return [
    ...Object.entries(rules).flatMap(([name, rule]) => broken(fields, name, rule)),
    ...restrictionProblems(fields),
    ...explanationProblems(fields),
  ];
}

type Fields = Readonly<Record<string, unknown>>;

/** Says what is wrong with a value, or nothing. */
type Check = (value: unknown) => string | undefined;

interface Rule {
  readonly required: boolean;
  readonly check: Check;
}

const required = (check: Check): Rule => ({ required: true, check });
const optional = (check: Check): Rule => ({ required: false, check });

const oneOf =
  (allowed: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && allowed.includes(value)
      ? undefined
      : `Must be one of ${allowed.join(', ')}.`;

const someOf =
  (allowed: readonly string[]): Check =>
  (value) => {
    if (!Array.isArray(value) || value.length === 0) return 'Must be a list of at least one value.';
    if (new Set(value).size !== value.length) return 'Must not name a value twice.';
    return value.every((item) => typeof item === 'string' && allowed.includes(item))
      ? undefined
      : `May only hold ${allowed.join(', ')}.`;
  };

const text =
  (max: number): Check =>
  (value) => {
    if (typeof value !== 'string' || value.trim() === '')
      return 'Must be a text that is not empty.';
    return value.length <= max ? undefined : `Holds at most ${max} characters.`;
  };

const calendarDay: Check = (value) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isReal(value)
    ? undefined
    : 'Must be a day of the calendar as YYYY-MM-DD.';

/** `Date` would read February 30 as March 2. */
function isReal(value: string): boolean {
  const parsed = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}

const identifier: Check = (value) => {
  const problem = text(dsaLimits.puid)(value);
  if (problem !== undefined) return problem;
  return /^[a-zA-Z0-9\-_]+$/.test(value as string)
    ? undefined
    : 'May only hold letters, digits, hyphens and underscores.';
};

const yesOrNo = oneOf(['Yes', 'No']);

/** The kinds of restriction; a statement is about at least one. */
const restrictions: Readonly<Record<string, Check>> = {
  decision_visibility: someOf(dsaVisibilities),
  decision_monetary: oneOf([
    'DECISION_MONETARY_SUSPENSION',
    'DECISION_MONETARY_TERMINATION',
    'DECISION_MONETARY_OTHER',
  ]),
  decision_provision: oneOf([
    'DECISION_PROVISION_PARTIAL_SUSPENSION',
    'DECISION_PROVISION_TOTAL_SUSPENSION',
    'DECISION_PROVISION_PARTIAL_TERMINATION',
    'DECISION_PROVISION_TOTAL_TERMINATION',
  ]),
  decision_account: oneOf(['DECISION_ACCOUNT_SUSPENDED', 'DECISION_ACCOUNT_TERMINATED']),
};

const rules: Readonly<Record<string, Rule>> = {
  decision_ground: required(oneOf(dsaGrounds)),
  content_type: required(someOf(dsaContentTypes)),
  category: required(oneOf(statementCategories)),
  content_date: required(calendarDay),
  application_date: required(calendarDay),
  decision_facts: required(text(dsaLimits.decision_facts)),
  source_type: required(oneOf(dsaSources)),
  automated_detection: required(yesOrNo),
  automated_decision: required(oneOf(dsaAutomations)),
  puid: required(identifier),
  incompatible_content_illegal: optional(yesOrNo),
  ...Object.fromEntries(
    Object.entries(restrictions).map(([name, check]) => [name, optional(check)]),
  ),
};

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

function broken(fields: Fields, name: string, { required, check }: Rule): readonly DsaProblem[] {
  const value = fields[name];
  if (isAbsent(value)) {
    return required ? [{ pointer: `/${name}`, message: 'Is required.' }] : [];
  }
  const message = check(value);
  return message === undefined ? [] : [{ pointer: `/${name}`, message }];
}

function restrictionProblems(fields: Fields): readonly DsaProblem[] {
  const names = Object.keys(restrictions);
  if (names.some((name) => !isAbsent(fields[name]))) return [];
  return [{ pointer: '', message: `At least one of ${names.join(', ')} is required.` }];
}

/** Fields that another field's value makes required. */
const explanations: readonly {
  readonly when: (fields: Fields) => boolean;
  readonly fields: Readonly<Record<string, number>>;
}[] = [
  {
    when: ({ decision_ground }) => decision_ground === 'DECISION_GROUND_ILLEGAL_CONTENT',
    fields: {
      illegal_content_legal_ground: dsaLimits.ground,
      illegal_content_explanation: dsaLimits.explanation,
    },
  },
  {
    when: ({ decision_ground }) => decision_ground === 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
    fields: {
      incompatible_content_ground: dsaLimits.ground,
      incompatible_content_explanation: dsaLimits.explanation,
    },
  },
  {
    when: ({ content_type }) => holds(content_type, 'CONTENT_TYPE_OTHER'),
    fields: { content_type_other: dsaLimits.other },
  },
  {
    when: ({ decision_visibility }) => holds(decision_visibility, 'DECISION_VISIBILITY_OTHER'),
    fields: { decision_visibility_other: dsaLimits.other },
  },
  {
    when: ({ decision_monetary }) => decision_monetary === 'DECISION_MONETARY_OTHER',
    fields: { decision_monetary_other: dsaLimits.other },
  },
];

const holds = (list: unknown, value: string): boolean =>
  Array.isArray(list) && list.includes(value);

const explanationProblems = (fields: Fields): readonly DsaProblem[] =>
  explanations.flatMap(({ when, fields: named }) =>
    when(fields)
      ? Object.entries(named).flatMap(([name, max]) => broken(fields, name, required(text(max))))
      : [],
  );
