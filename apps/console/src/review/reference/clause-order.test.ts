import { citationOf, clauseIdOf, orderClauses, type Clause } from './clause-order.js';

const aClause = (
  id: string,
  category: string,
  title = { 'zh-CN': '条款', en: 'Clause' },
): Clause => ({
  id,
  category,
  title,
  text: { 'zh-CN': '正文', en: 'Text' },
  examples: [],
});
const clauses = [
  aClause('ads', 'A.3.e', { 'zh-CN': '导流广告', en: 'Contact bait' }),
  aClause('fraud', 'A.3.b'),
  aClause('more-ads', 'A.3.e'),
];
const ids = (found: readonly Clause[]) => found.map(({ id }) => id);

test('the clauses of the chosen category lead, and the order of the standard holds otherwise', () => {
  expect(ids(orderClauses(clauses, { category: 'A.3.b', search: '' }))).toEqual([
    'fraud',
    'ads',
    'more-ads',
  ]);
  expect(ids(orderClauses(clauses, { category: undefined, search: '' }))).toEqual(ids(clauses));
});

test.each(['导流', 'CONTACT bait', ' ads '])('%j finds a clause in either language', (search) => {
  expect(ids(orderClauses(clauses, { category: 'A.3.b', search }))).toContain('ads');
  expect(ids(orderClauses(clauses, { category: 'A.3.b', search }))).not.toContain('fraud');
});

test('a clause is cited with the version that is published, and not at all without one', () => {
  const published = { version: 3, clauseCount: 3, reviewAt: '2027-01-01', overdue: false };
  expect(citationOf({ name: 'house', published }, { id: 'ads' })).toBe('house@3#ads');
  expect(citationOf({ name: 'house' }, { id: 'ads' })).toBeUndefined();
  expect(clauseIdOf('house@3#ads')).toBe('ads');
  expect(clauseIdOf('something else')).toBe('something else');
});
