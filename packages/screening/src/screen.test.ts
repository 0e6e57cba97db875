import {
  decide,
  defaultRouting,
  type Evidence,
  type Finding,
  type PolicyDefinition,
  type Rule,
} from '@assay/domain';
import { engineVersion } from '@assay/matching';
import { BlacklistIndex } from './blacklist/blacklist-index.js';
import type { Detector } from './detectors/detector.js';
import { compilePolicy } from './policy/compile-policy.js';
import type { CompiledPolicy } from './policy/compiled-policy.js';
import { screen } from './screen.js';

const base = { category: 'A.3.e', severity: 'medium', action: 'block' } as const;

function policyOf(rules: readonly Rule[], more: Partial<PolicyDefinition> = {}): CompiledPolicy {
  const result = compilePolicy({
    taxonomy: 'tc260-003@2024',
    rules,
    routing: defaultRouting,
    ...more,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.compiled;
}

interface Options {
  readonly budget?: number;
  readonly detectors?: readonly Detector[];
}

function run(
  rules: readonly Rule[],
  texts: readonly string[],
  options: Options = {},
): readonly Evidence[] {
  return screen({
    compiled: policyOf(rules),
    blacklist: new BlacklistIndex(),
    submission: {
      tenantId: 't1',
      scene: 'chat',
      industry: null,
      parts: texts.map((text) => ({ text })),
    },
    evaluatedAtMs: 1_000,
    ...options,
  });
}

/** `ruleId: spanned text, …` of each finding. */
function found(rules: readonly Rule[], ...texts: string[]): string[] {
  return run(rules, texts).map((evidence) => {
    const { source, spans } = evidence as Finding;
    const name = source.type === 'rule' ? source.ruleId : source.entryId;
    return `${name}: ${spans.map(({ part, start, end }) => texts[part]?.slice(start, end)).join(', ')}`;
  });
}

describe('screen', () => {
  test('makes a finding with everything a decision and its reader need', () => {
    const rule: Rule = {
      ...base,
      id: 'rebate',
      kind: 'term',
      terms: ['返利'],
      score: 0.8,
      message: '返利广告',
      action: 'restrict',
      measures: [{ kind: 'mask' }, { kind: 'label', text: '广告' }],
    };
    const spans = [{ part: 1, start: 2, end: 5 }];
    expect(run([rule], ['你好', '领取返 利'])).toEqual([
      {
        type: 'finding',
        source: { type: 'rule', ruleId: 'rebate' },
        category: 'A.3.e',
        severity: 'medium',
        action: 'restrict',
        score: 0.8,
        message: '返利广告',
        spans,
        transforms: ['separator_dropped'],
        detector: `${engineVersion}/term`,
        measures: [
          { kind: 'mask', spans },
          { kind: 'label', text: '广告' },
        ],
      },
    ]);
  });

  test('finds nothing in ordinary text', () => {
    const rules: Rule[] = [
      { ...base, id: 'rebate', kind: 'term', terms: ['返利', 'free money'] },
      { ...base, id: 'pay', kind: 'pattern', pattern: '日赚\\d+元' },
      { ...base, id: 'contact', kind: 'entity', entities: ['phone', 'url'] },
    ];
    expect(run(rules, ['今天天气不错。We walked in the park at 3 p.m.', ''])).toEqual([]);
  });

  test('collects all hits of a rule in one finding, in the order of the policy', () => {
    const rules: Rule[] = [
      { ...base, id: 'second', kind: 'term', terms: ['领券'] },
      { ...base, id: 'first', kind: 'term', terms: ['返利', '抽奖'] },
    ];
    expect(found(rules, '抽奖返利领券', '返利')).toEqual([
      'second: 领券',
      'first: 抽奖, 返利, 返利',
    ]);
  });

  test.each<[string, Rule, string[], string[]]>([
    [
      'an exception covers its hits only',
      { ...base, id: 'r', kind: 'term', terms: ['彩票'], exceptions: ['福利彩票站招聘'] },
      ['福利彩票站招聘，另售彩票'],
      ['r: 彩票'],
    ],
    [
      'all needs every term',
      { ...base, id: 'r', kind: 'term', terms: ['免费', '领取'], match: 'all' },
      ['免费'],
      [],
    ],
    [
      'all takes terms from different parts',
      { ...base, id: 'r', kind: 'term', terms: ['免费', '领取'], match: 'all' },
      ['免费', '去领取'],
      ['r: 免费, 领取'],
    ],
    [
      'near needs every term within the distance',
      { ...base, id: 'r', kind: 'term', terms: ['免费', '领取'], match: 'near', distance: 3 },
      ['领取。免费的请去领取'],
      ['r: 领取, 免费, 领取'],
    ],
    [
      'near leaves out hits that are too far away',
      { ...base, id: 'r', kind: 'term', terms: ['免费', '领取'], match: 'near', distance: 3 },
      ['免费的东西到处都有，免费也能领取'],
      ['r: 免费, 领取'],
    ],
    [
      'near does not reach across parts',
      { ...base, id: 'r', kind: 'term', terms: ['免费', '领取'], match: 'near', distance: 30 },
      ['免费', '领取'],
      [],
    ],
    [
      'patterns hit',
      { ...base, id: 'r', kind: 'pattern', pattern: 'vip\\d' },
      ['VIP1 and vip2'],
      ['r: VIP1, vip2'],
    ],
    [
      'patterns heed case when told',
      { ...base, id: 'r', kind: 'pattern', pattern: 'VIP\\d', caseSensitive: true },
      ['VIP1 and vip2'],
      ['r: VIP1'],
    ],
    [
      'entities hit by kind',
      { ...base, id: 'r', kind: 'entity', entities: ['phone', 'email'] },
      ['13800138000 www.example.com a@example.com'],
      ['r: 13800138000, a@example.com'],
    ],
    [
      'entities hit by value, parent domains included',
      { ...base, id: 'r', kind: 'entity', entities: ['url', 'domain'], values: ['example.com'] },
      ['见 shop.example.com 与 example.org'],
      ['r: shop.example.com'],
    ],
    [
      'entities may need a number of hits',
      { ...base, id: 'r', kind: 'entity', entities: ['phone'], minimumCount: 2 },
      ['13800138000'],
      [],
    ],
  ])('%s', (_, rule, texts, expected) => {
    expect(found([rule], ...texts)).toEqual(expected);
  });

  test('turns a detector that throws into evidence without its message, and runs the others', () => {
    const broken: Detector = {
      name: 'broken',
      isNeeded: () => true,
      detect: () => {
        throw new RangeError('secret content');
      },
    };
    const evidence = run([], ['文字'], { detectors: [broken] });
    expect(evidence).toEqual([
      {
        type: 'failure',
        detector: `${engineVersion}/broken`,
        reason: 'detector_failed',
        message: 'The detector stopped: RangeError.',
      },
    ]);
    expect(decide({}, evidence).outcome).toBe('review');
  });

  test('turns a spent budget into evidence beside what was found', () => {
    const rules: Rule[] = [{ ...base, id: 'r', kind: 'term', terms: ['啊', '啊啊', '啊啊啊'] }];
    const evidence = run(rules, ['啊'.repeat(500)], { budget: 2_000 });
    expect(evidence).toMatchObject([
      { type: 'finding' },
      { type: 'failure', reason: 'budget_exceeded' },
    ]);
  });

  test('stays within its default budget on the longest ordinary text and stops on a hostile one in time', () => {
    const rules: Rule[] = [
      {
        ...base,
        id: 'r',
        kind: 'term',
        terms: Array.from({ length: 128 }, (_, k) => '啊'.repeat(k + 1)),
      },
    ];
    expect(run(rules, ['今天天气不错，我们去公园走走。'.repeat(1_300)])).toEqual([]);
    expect(run(rules, ['啊'.repeat(20_000)])).toContainEqual(
      expect.objectContaining({ reason: 'budget_exceeded' }),
    );
  });

  test('gives the same evidence for the same request', () => {
    const rules: Rule[] = [{ ...base, id: 'r', kind: 'term', terms: ['返利', '领取'] }];
    expect(run(rules, ['领取返利', '返利'])).toEqual(run(rules, ['领取返利', '返利']));
  });
});
