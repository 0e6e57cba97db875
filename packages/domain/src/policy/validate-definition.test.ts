import { defaultRouting, type PolicyDefinition } from './policy.js';
import type { EntityRule, PatternRule, TermRule } from './rule.js';
import { validateDefinition } from './validate-definition.js';

const aTermRule = (overrides: Partial<TermRule> = {}): TermRule => ({
  id: 'bait',
  kind: 'term',
  category: 'A.3.e',
  severity: 'medium',
  action: 'review',
  terms: ['加微信'],
  ...overrides,
});
const aPatternRule = (overrides: Partial<PatternRule> = {}): PatternRule => ({
  id: 'guarantee',
  kind: 'pattern',
  category: 'A.3.e',
  severity: 'medium',
  action: 'review',
  pattern: 'guaranteed \\d+ %',
  ...overrides,
});
const anEntityRule = (overrides: Partial<EntityRule> = {}): EntityRule => ({
  id: 'personal',
  kind: 'entity',
  category: 'A.4.f',
  severity: 'medium',
  action: 'restrict',
  measures: [{ kind: 'mask' }],
  entities: ['phone'],
  ...overrides,
});
const aDefinition = (overrides: Partial<PolicyDefinition> = {}): PolicyDefinition => ({
  taxonomy: 'tc260-003@2024',
  rules: [aTermRule(), aPatternRule(), anEntityRule()],
  routing: defaultRouting,
  ...overrides,
});
const withRule = (rule: PolicyDefinition['rules'][number]): PolicyDefinition =>
  aDefinition({ rules: [rule] });

test('a sound definition has no problems', () => {
  expect(validateDefinition(aDefinition())).toEqual([]);
});

test('a definition without rules is sound: the blacklist alone may do the work', () => {
  expect(validateDefinition(aDefinition({ rules: [] }))).toEqual([]);
});

const cases: [string, PolicyDefinition, string, string][] = [
  [
    'an unknown taxonomy',
    aDefinition({ taxonomy: 'x@1', rules: [aTermRule()] }),
    '/taxonomy',
    'policy_invalid',
  ],
  [
    'an unknown category',
    withRule(aTermRule({ category: 'A.9.z' })),
    '/rules/0/category',
    'unknown_category',
  ],
  [
    'a category of another taxonomy',
    withRule(aTermRule({ category: 'hate' })),
    '/rules/0/category',
    'unknown_category',
  ],
  [
    'two rules of one id',
    aDefinition({ rules: [aTermRule(), aTermRule()] }),
    '/rules/1/id',
    'policy_invalid',
  ],
  [
    'near without a distance',
    withRule(aTermRule({ match: 'near', terms: ['a', 'b'] })),
    '/rules/0/distance',
    'policy_invalid',
  ],
  [
    'a distance without near',
    withRule(aTermRule({ match: 'all', distance: 5 })),
    '/rules/0/distance',
    'policy_invalid',
  ],
  [
    'a distance without any match',
    withRule(aTermRule({ distance: 5 })),
    '/rules/0/distance',
    'policy_invalid',
  ],
  [
    'near with a single term',
    withRule(aTermRule({ match: 'near', distance: 5 })),
    '/rules/0/terms',
    'policy_invalid',
  ],
  ['no terms', withRule(aTermRule({ terms: [] })), '/rules/0/terms', 'policy_invalid'],
  [
    'a blank term',
    withRule(aTermRule({ terms: ['ok', ' \t'] })),
    '/rules/0/terms/1',
    'policy_invalid',
  ],
  [
    'a term with U+0000',
    withRule(aTermRule({ terms: ['a\0b'] })),
    '/rules/0/terms/0',
    'invalid_text',
  ],
  [
    'a lone surrogate in a term',
    withRule(aTermRule({ terms: ['a\ud800'] })),
    '/rules/0/terms/0',
    'invalid_text',
  ],
  [
    'a blank exception',
    withRule(aTermRule({ exceptions: [''] })),
    '/rules/0/exceptions/0',
    'policy_invalid',
  ],
  [
    'a lone surrogate in a pattern',
    withRule(aPatternRule({ pattern: '\udc00' })),
    '/rules/0/pattern',
    'invalid_text',
  ],
  [
    'U+0000 in a message',
    withRule(aPatternRule({ message: '\0' })),
    '/rules/0/message',
    'invalid_text',
  ],
  [
    'a blank entity value',
    withRule(anEntityRule({ values: ['1', ''] })),
    '/rules/0/values/1',
    'policy_invalid',
  ],
  [
    'restrict without measures',
    withRule(anEntityRule({ measures: [] })),
    '/rules/0/measures',
    'policy_invalid',
  ],
  [
    'measures without restrict',
    withRule(anEntityRule({ action: 'block' })),
    '/rules/0/measures',
    'policy_invalid',
  ],
  ['a threshold over 1', aDefinition({ blockThreshold: 1.5 }), '/blockThreshold', 'policy_invalid'],
  [
    'a threshold that is no number',
    aDefinition({ reviewThreshold: Number.NaN }),
    '/reviewThreshold',
    'policy_invalid',
  ],
  [
    'thresholds in the wrong order',
    aDefinition({ blockThreshold: 0.2, reviewThreshold: 0.5 }),
    '/blockThreshold',
    'policy_invalid',
  ],
];
test.each(cases)('%s is pointed at', (_, definition, pointer, code) => {
  expect(validateDefinition(definition)).toEqual([{ pointer, code, message: expect.any(String) }]);
});

test('all problems are returned, in the order of the document', () => {
  const definition = aDefinition({
    rules: [
      aTermRule({ category: 'nope', match: 'near', terms: ['a', 'b'] }),
      anEntityRule({ measures: [], category: 'nope' }),
      aTermRule(),
    ],
    reviewThreshold: 2,
  });
  expect(validateDefinition(definition).map(({ pointer }) => pointer)).toEqual([
    '/rules/0/category',
    '/rules/0/distance',
    '/rules/1/category',
    '/rules/1/measures',
    '/rules/2/id',
    '/reviewThreshold',
  ]);
});
