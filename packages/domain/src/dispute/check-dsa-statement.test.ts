import { checkDsaStatement } from './check-dsa-statement.js';
import { statementCategories } from './statement-category.js';

const valid = {
  decision_visibility: ['DECISION_VISIBILITY_CONTENT_DISABLED'],
  decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
  illegal_content_legal_ground: 'A law',
  illegal_content_explanation: 'It forbids this.',
  category: 'STATEMENT_CATEGORY_VIOLENCE',
  content_type: ['CONTENT_TYPE_TEXT'],
  content_date: '2026-02-28',
  application_date: '2026-03-01',
  decision_facts: 'Facts.',
  source_type: 'SOURCE_VOLUNTARY',
  automated_detection: 'Yes',
  automated_decision: 'AUTOMATED_DECISION_FULLY',
  puid: 'a_B-9',
};

const pointers = (changes: Readonly<Record<string, unknown>>): readonly string[] =>
  checkDsaStatement({ ...valid, ...changes }).map(({ pointer }) => pointer);

test('a complete record breaks no rule', () => {
  expect(checkDsaStatement(valid)).toEqual([]);
});

test.each([
  'decision_ground',
  'content_type',
  'category',
  'content_date',
  'application_date',
  'decision_facts',
  'source_type',
  'automated_detection',
  'automated_decision',
  'puid',
])('%s is required', (name) => {
  expect(pointers({ [name]: undefined })).toContain(`/${name}`);
  expect(pointers({ [name]: null })).toContain(`/${name}`);
});

test.each<[string, string, unknown]>([
  ['a ground that does not exist', 'decision_ground', 'DECISION_GROUND_OTHER'],
  ['no content type', 'content_type', []],
  ['a content type that is no list', 'content_type', 'CONTENT_TYPE_TEXT'],
  ['an unknown content type', 'content_type', ['CONTENT_TYPE_TEXT', 'TEXT']],
  ['a content type named twice', 'content_type', ['CONTENT_TYPE_TEXT', 'CONTENT_TYPE_TEXT']],
  ['a category of version 1', 'category', 'STATEMENT_CATEGORY_PORNOGRAPHY_OR_SEXUALIZED_CONTENT'],
  ['a category that is no text', 'category', 7],
  ['a moment instead of a day', 'content_date', '2026-03-01T00:00:00Z'],
  ['a day that does not exist', 'application_date', '2026-02-30'],
  ['a month that does not exist', 'application_date', '2026-13-01'],
  ['facts that say nothing', 'decision_facts', '  '],
  ['facts of 5,001 characters', 'decision_facts', 'x'.repeat(5001)],
  ['an unknown source', 'source_type', 'SOURCE_OTHER'],
  ['a truth value for automated detection', 'automated_detection', true],
  ['an unknown kind of automation', 'automated_decision', 'Yes'],
  ['a puid with a space', 'puid', 'a b'],
  ['a puid with a slash', 'puid', 'a/b'],
  ['a puid of 501 characters', 'puid', 'x'.repeat(501)],
  ['an unknown visibility', 'decision_visibility', ['DECISION_VISIBILITY_HIDDEN']],
  ['an empty visibility', 'decision_visibility', []],
  ['an unknown monetary measure', 'decision_monetary', 'DECISION_MONETARY_FINE'],
  ['an unknown provision measure', 'decision_provision', 'DECISION_PROVISION_NONE'],
  ['an unknown account measure', 'decision_account', 'DECISION_ACCOUNT_DELETED'],
  ['a legal ground of 501 characters', 'illegal_content_legal_ground', 'x'.repeat(501)],
  ['an explanation of 2,001 characters', 'illegal_content_explanation', 'x'.repeat(2001)],
  ['neither yes nor no', 'incompatible_content_illegal', 'maybe'],
])('%s is found', (_, name, value) => {
  expect(pointers({ [name]: value })).toEqual([`/${name}`]);
});

test('the longest facts and the longest puid are taken', () => {
  expect(pointers({ decision_facts: 'x'.repeat(5000), puid: 'x'.repeat(500) })).toEqual([]);
});

test('a record without any restriction is found, and one kind is enough', () => {
  expect(pointers({ decision_visibility: undefined })).toEqual(['']);
  const account = {
    decision_visibility: undefined,
    decision_account: 'DECISION_ACCOUNT_SUSPENDED',
  };
  expect(pointers(account)).toEqual([]);
});

test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  [
    'a legal ground without its law',
    { illegal_content_legal_ground: undefined, illegal_content_explanation: undefined },
    ['/illegal_content_legal_ground', '/illegal_content_explanation'],
  ],
  [
    'a contractual ground without its terms',
    { decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT' },
    ['/incompatible_content_ground', '/incompatible_content_explanation'],
  ],
  ['another content type', { content_type: ['CONTENT_TYPE_OTHER'] }, ['/content_type_other']],
  [
    'another visibility',
    { decision_visibility: ['DECISION_VISIBILITY_OTHER'] },
    ['/decision_visibility_other'],
  ],
  [
    'another monetary measure',
    { decision_monetary: 'DECISION_MONETARY_OTHER' },
    ['/decision_monetary_other'],
  ],
])('%s needs a word of explanation', (_, changes, expected) => {
  expect(pointers(changes)).toEqual(expected);
});

test.each([[null], ['text'], [[valid]], [undefined]])('%p is no record', (value) => {
  expect(checkDsaStatement(value).map(({ pointer }) => pointer)).toEqual(['']);
});

test('version 2 has exactly 16 categories', () => {
  expect(new Set(statementCategories).size).toBe(16);
});
