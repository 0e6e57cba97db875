import type { Rule } from '../policy/rule.js';
import { changedCategories, changedClauseCategories } from './changed-categories.js';
import type { StandardClause } from './standard.js';

const taxonomy = 'tc260-003@2024';
const aRule = (id: string, category: string, terms: readonly string[] = ['x']): Rule => ({
  id,
  kind: 'term',
  category,
  severity: 'low',
  action: 'review',
  terms,
});
const one = aRule('one', 'A.3.e');
const two = aRule('two', 'A.3.b');
const changed = (before: readonly Rule[], after: readonly Rule[]) =>
  changedCategories({ taxonomy, rules: before }, { taxonomy, rules: after });

test.each<[string, readonly Rule[], readonly Rule[], readonly string[]]>([
  ['nothing', [one, two], [one, two], []],
  ['the order of rules', [one, two], [two, one], []],
  ['a word of a rule', [one, two], [aRule('one', 'A.3.e', ['y']), two], ['A.3.e']],
  ['a rule that is new', [one], [one, two], ['A.3.b']],
  ['a rule that is gone', [one, two], [two], ['A.3.e']],
  ['the category of a rule', [one], [aRule('one', 'A.3.b')], ['A.3.b', 'A.3.e']],
  ['a second rule of a category', [one], [one, aRule('three', 'A.3.e')], ['A.3.e']],
])('after changing %s', (_, before, after, categories) => {
  expect(changed(before, after)).toEqual(categories);
});

test('the same rule with its fields in another order is the same', () => {
  const reordered = Object.fromEntries(Object.entries(one).reverse()) as unknown as Rule;
  expect(changed([one], [reordered])).toEqual([]);
});

test('another taxonomy changes every category on both sides', () => {
  expect(
    changedCategories({ taxonomy, rules: [one] }, { taxonomy: 'other', rules: [one, two] }),
  ).toEqual(['A.3.b', 'A.3.e']);
});

test('a clause whose words change changes its category', () => {
  const words = { 'zh-CN': '字', en: 'words' };
  const clause: StandardClause = {
    id: 'a',
    category: 'A.3.e',
    title: words,
    text: words,
    examples: [],
  };
  const other: StandardClause = { ...clause, id: 'b', category: 'A.3.b' };
  const edited = { ...clause, text: { ...words, en: 'other words' } };
  expect(changedClauseCategories([clause, other], [edited, other])).toEqual(['A.3.e']);
  expect(changedClauseCategories([clause, other], [other, clause])).toEqual([]);
});
