import { defaultRouting, type PolicyDefinition, type Rule } from '@assay/domain';
import { compilePolicy, type CompileResult } from './compile-policy.js';

const base = { category: 'A.3.e', severity: 'medium', action: 'review' } as const;

const compile = (...rules: Rule[]): CompileResult => compilePolicy(definitionOf(rules));

function definitionOf(rules: readonly Rule[]): PolicyDefinition {
  return { taxonomy: 'tc260-003@2024', rules, routing: defaultRouting };
}

/** `pointer code` of each problem. */
const problemsOf = (result: CompileResult): string[] =>
  result.ok ? [] : result.problems.map(({ pointer, code }) => `${pointer} ${code}`);

describe('compilePolicy', () => {
  test('compiles terms, patterns and entities', () => {
    const result = compile(
      { ...base, id: 'ads', kind: 'term', terms: ['返利', 'free money'], exceptions: ['返利规则'] },
      { ...base, id: 'pay', kind: 'pattern', pattern: '日赚\\d+元' },
      { ...base, id: 'contact', kind: 'entity', entities: ['phone'] },
    );
    expect(result).toMatchObject({ ok: true, warnings: [] });
    expect(result.ok && result.compiled.terms.size).toBe(3);
  });

  test('names the entities to look for: those of its rules and those that have a host', () => {
    const result = compile(
      { ...base, id: 'contact', kind: 'entity', entities: ['phone', 'email'] },
      { ...base, id: 'card', kind: 'entity', entities: ['bank_card'] },
    );
    const types = result.ok ? [...result.compiled.entityTypes].toSorted() : [];
    expect(types).toEqual(['bank_card', 'domain', 'email', 'phone', 'url']);
  });

  test.each<[string, Rule, string]>([
    [
      'an unknown category',
      { ...base, id: 'a', kind: 'term', terms: ['券'], category: 'Z.9' },
      '/rules/0/category unknown_category',
    ],
    ['no terms', { ...base, id: 'a', kind: 'term', terms: [] }, '/rules/0/terms policy_invalid'],
    [
      'a term of symbols only',
      { ...base, id: 'a', kind: 'term', terms: ['券', '！'] },
      '/rules/0/terms/1 policy_invalid',
    ],
    [
      'an exception of symbols only',
      { ...base, id: 'a', kind: 'term', terms: ['券'], exceptions: ['…'] },
      '/rules/0/exceptions/0 policy_invalid',
    ],
    [
      'near without distance',
      { ...base, id: 'a', kind: 'term', terms: ['券', '领'], match: 'near' },
      '/rules/0/distance policy_invalid',
    ],
    [
      'all of one',
      { ...base, id: 'a', kind: 'term', terms: ['券'], match: 'all' },
      '/rules/0/terms policy_invalid',
    ],
    [
      'bad syntax',
      { ...base, id: 'a', kind: 'pattern', pattern: '(' },
      '/rules/0/pattern policy_invalid',
    ],
    [
      'look-ahead',
      { ...base, id: 'a', kind: 'pattern', pattern: 'a(?=b)' },
      '/rules/0/pattern policy_invalid',
    ],
    [
      'no entities',
      { ...base, id: 'a', kind: 'entity', entities: [] },
      '/rules/0/entities policy_invalid',
    ],
    [
      'an unknown entity',
      { ...base, id: 'a', kind: 'entity', entities: ['passport' as 'phone'] },
      '/rules/0/entities/0 policy_invalid',
    ],
    [
      'a count of none',
      { ...base, id: 'a', kind: 'entity', entities: ['url'], minimumCount: 0 },
      '/rules/0/minimumCount policy_invalid',
    ],
    [
      'a score above one',
      { ...base, id: 'a', kind: 'term', terms: ['券'], score: 1.5 },
      '/rules/0/score policy_invalid',
    ],
    [
      'a restriction without measures',
      { ...base, id: 'a', kind: 'term', terms: ['券'], action: 'restrict' },
      '/rules/0/measures policy_invalid',
    ],
    [
      'a rule kind of another release',
      { ...base, id: 'a', kind: 'rate' } as unknown as Rule,
      '/rules/0/kind policy_invalid',
    ],
  ])('refuses %s', (_, rule, problem) => {
    expect(problemsOf(compile(rule))).toEqual([problem]);
  });

  test('names every problem of the definition at once', () => {
    const result = compilePolicy({
      taxonomy: 'nobody@1',
      rules: [
        { ...base, id: 'a', kind: 'term', terms: ['券'] },
        { ...base, id: 'a', kind: 'pattern', pattern: ')' },
      ],
      routing: defaultRouting,
      blockThreshold: 2,
      reviewThreshold: -1,
    });
    expect(problemsOf(result)).toEqual([
      '/taxonomy policy_invalid',
      '/blockThreshold policy_invalid',
      '/reviewThreshold policy_invalid',
      '/rules/1/id duplicate',
      '/rules/1/pattern policy_invalid',
    ]);
  });

  test('tells the author of a pattern that it reads every text', () => {
    expect(compile({ ...base, id: 'a', kind: 'pattern', pattern: '\\d{6}' })).toMatchObject({
      ok: true,
      warnings: [{ pointer: '/rules/0/pattern', code: 'pattern_without_literal' }],
    });
  });

  test('refuses more patterns without a literal than a process can afford', () => {
    const rules = Array.from({ length: 65 }, (_, k): Rule => ({
      ...base,
      id: `r${k}`,
      kind: 'pattern',
      pattern: '\\d{6}',
    }));
    expect(problemsOf(compile(...rules))).toEqual(['/rules/64/pattern policy_invalid']);
  });
});
