import { locales, measureKinds, outcomes, verdictCauses } from '../vocabulary.js';
import { taxonomies } from '../taxonomy/registry.js';
import { checkDsaStatement } from './check-dsa-statement.js';
import { dsaStatement } from './dsa-statement.js';
import { statementCategories, statementCategoryOf } from './statement-category.js';
import type { StatementFacts } from './statement-facts.js';
import { statementOfReasons } from './statement.js';

const day = (date: string): number => Date.parse(`${date}T12:00:00Z`);
const aReason = {
  category: 'A.3.b',
  severity: 'medium',
  rule: 'contact',
  message: 'the passage "add me on chat"',
  spans: [{ part: 0, start: 0, end: 6 }],
} as const;
const broken = { ...aReason, category: 'system', rule: 'content_broken' };

const facts = (overrides: Partial<StatementFacts> = {}): StatementFacts => ({
  submissionId: '0190a0b1-0000-7000-8000-000000000001',
  revision: 1,
  outcome: 'block',
  cause: 'first_review',
  measures: [],
  reasons: [aReason],
  taxonomy: 'tc260-003@2024',
  policyVersion: 'chat@3',
  clause: null,
  source: 'own_initiative',
  automatedDetection: true,
  decider: 'machine',
  receivedAtMs: day('2026-03-01'),
  decidedAtMs: day('2026-03-02'),
  redress: {
    appealUntilMs: day('2026-09-01'),
    acceptHours: 24,
    decideHours: 72,
    notifyHours: 24,
    outOfCourt: '',
  },
  ...overrides,
});

describe('a statement of reasons', () => {
  test('says in English what, on which facts, how far by machines, why, and what can be done', () => {
    const { title, paragraphs } = statementOfReasons(facts(), 'en');
    expect(title).toContain('0190a0b1-0000-7000-8000-000000000001');
    expect(paragraphs.map(({ heading }) => heading)).toEqual([
      'What was decided',
      'What it rests on',
      'Part of machines',
      'Why',
      'What you can do',
    ]);
    const [decision, found, machines, why, redress] = paragraphs.map(({ text }) => text);
    expect(decision).toMatch(/may not be shown.*2026-03-02.*wherever.*until a later revision/s);
    expect(found).toMatch(/2026-03-01.*own initiative/);
    expect(machines).toMatch(/Automated means were used to find.*by automated means alone/);
    expect(why).toMatch(/Breach of business ethics \(A\.3\.b\).*contractual.*chat@3/);
    expect(redress).toMatch(/2026-09-01.*24 hours.*72 hours.*24 hours.*no part.*out-of-court/);
  });

  test('says the same in Chinese', () => {
    const { text } = statementOfReasons(facts(), 'zh-CN');
    for (const part of [
      '不得展示',
      '主动发起',
      '完全由自动化手段',
      '违反商业道德（A.3.b）',
      '平台规则',
      '24 小时内受理',
      '72 小时内处理',
      '24 小时内反馈',
      '庭外争议解决',
    ]) {
      expect(text).toContain(part);
    }
  });

  test.each(locales)('quotes neither content nor what detectors wrote (%s)', (locale) => {
    expect(statementOfReasons(facts(), locale).text).not.toContain('add me');
  });

  test('names a legal ground where the law forbids the category', () => {
    const reasons = [{ ...aReason, category: 'A.1.d' }];
    expect(statementOfReasons(facts({ reasons }), 'en').text).toContain('The ground is legal');
  });

  test('names measures once each, the clause, the report and the person behind a decision', () => {
    const spans = aReason.spans;
    const { text } = statementOfReasons(
      facts({
        outcome: 'restrict',
        measures: [{ kind: 'mask', spans }, { kind: 'mask', spans }, { kind: 'demote' }],
        revision: 2,
        cause: 'report',
        clause: 'chat@2#4',
        source: 'trusted_flagger',
        automatedDetection: false,
        decider: 'person',
      }),
      'en',
    );
    expect(text).toContain('Measures: passages are masked, the content is recommended less.');
    expect(text).toContain('This revision follows from a report.');
    expect(text).toContain('Clause cited: chat@2#4.');
    expect(text).toContain('A trusted flagger');
    expect(text).toContain('No automated means were used to find');
    expect(text).toContain('made by a person.');
  });

  test('of a pass says that nothing was found', () => {
    const { text } = statementOfReasons(facts({ outcome: 'pass', reasons: [] }), 'en');
    expect(text).toContain('Nothing was found');
    expect(text).not.toContain('until a later revision');
  });

  test("uses the tenant's own words on out-of-court settlement", () => {
    const outOfCourt = 'Write to the settlement body of the federation.';
    const redress = { ...facts().redress, outOfCourt };
    const { text } = statementOfReasons(facts({ redress }), 'en');
    expect(text).toContain(outOfCourt);
    expect(text).not.toContain('certified');
  });

  test('of content that could not be judged says so, asks for it again, and blames it for nothing', () => {
    const english = statementOfReasons(facts({ reasons: [broken], decider: 'person' }), 'en').text;
    expect(english).toMatch(/could not be judged as it was handed over.*Submit it again/);
    expect(english).toContain('made by a person.');
    expect(english).not.toMatch(/system|Category|terms do not allow|objected/);
    const chinese = statementOfReasons(facts({ reasons: [broken] }), 'zh-CN').text;
    expect(chinese).toMatch(/无法判断，因此不予展示。.*重新送审/);
    expect(chinese).not.toMatch(/system|风险类别|不允许|发现问题/);
  });

  test.each(locales)('of a withdrawal says no more than that it was taken back (%s)', (locale) => {
    const withdrawn = facts({ outcome: 'pass', cause: 'withdrawal', reasons: [] });
    const { paragraphs, text } = statementOfReasons(withdrawn, locale);
    expect(paragraphs).toHaveLength(3);
    expect(text).toMatch(/The platform took the content back|平台在作出结论前撤回了该内容/);
    expect(text).not.toMatch(/automated|Nothing was found|Policy|自动化|未发现|审核策略/);
  });

  test('shows the id of a category that no taxonomy knows', () => {
    const reasons = [{ ...aReason, category: 'system' }];
    expect(statementOfReasons(facts({ reasons }), 'en').text).toContain(
      'Category: system (system)',
    );
  });
});

describe('a record for the DSA database', () => {
  test('holds the facts in the fields of version 2', () => {
    expect(dsaStatement(facts())).toMatchObject({
      decision_visibility: ['DECISION_VISIBILITY_CONTENT_DISABLED'],
      decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
      category: 'STATEMENT_CATEGORY_CONSUMER_INFORMATION',
      content_type: ['CONTENT_TYPE_TEXT', 'CONTENT_TYPE_SYNTHETIC_MEDIA'],
      content_date: '2026-03-01',
      application_date: '2026-03-02',
      source_type: 'SOURCE_VOLUNTARY',
      automated_detection: 'Yes',
      automated_decision: 'AUTOMATED_DECISION_FULLY',
      puid: '0190a0b1-0000-7000-8000-000000000001-1',
    });
  });

  test.each([
    ['own_initiative', 'SOURCE_VOLUNTARY'],
    ['notice', 'SOURCE_ARTICLE_16'],
    ['trusted_flagger', 'SOURCE_TRUSTED_FLAGGER'],
    ['authority', 'SOURCE_TYPE_OTHER_NOTIFICATION'],
  ] as const)('source %s is %s', (source, expected) => {
    expect(dsaStatement(facts({ source }))?.source_type).toBe(expected);
  });

  test.each([
    ['machine', 'AUTOMATED_DECISION_FULLY'],
    ['person', 'AUTOMATED_DECISION_NOT_AUTOMATED'],
    ['person_for_cluster', 'AUTOMATED_DECISION_PARTIALLY'],
  ] as const)('decided by %s is %s, whoever detected it', (decider, expected) => {
    expect(dsaStatement(facts({ decider }))?.automated_decision).toBe(expected);
  });

  test('of content that could not be judged explains that, and names no category of a taxonomy', () => {
    const record = dsaStatement(facts({ reasons: [broken], decider: 'person' }));
    expect(checkDsaStatement(record)).toEqual([]);
    expect(record).toMatchObject({
      decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
      incompatible_content_explanation: expect.stringContaining('could not be judged'),
      category: 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
      automated_detection: 'No',
      automated_decision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
    });
    expect(JSON.stringify(record)).not.toMatch(/system/);
  });

  test('is not made where nothing was restricted', () => {
    expect(dsaStatement(facts({ outcome: 'pass', reasons: [] }))).toBeUndefined();
    expect(dsaStatement(facts({ cause: 'withdrawal', reasons: [] }))).toBeUndefined();
  });

  const categories = taxonomies.flatMap(({ id, categories: all }) =>
    all.map((category) => [id, category.id] as const),
  );
  test.each(categories)('keeps every rule for %s %s', (taxonomy, category) => {
    const reasons = [{ ...aReason, category }];
    for (const outcome of outcomes) {
      for (const cause of verdictCauses) {
        const record = dsaStatement(facts({ taxonomy, reasons, outcome, cause }));
        if (record !== undefined) expect(checkDsaStatement(record)).toEqual([]);
      }
    }
    expect(statementCategories).toContain(statementCategoryOf(category));
  });

  test.each(measureKinds)(
    'keeps every rule for the measure %s, and with a very long clause',
    (kind) => {
      const spans = aReason.spans;
      const measure = {
        mask: { kind: 'mask', spans },
        replace: { kind: 'replace', spans, text: '…' },
        label: { kind: 'label', text: 'AI' },
        age_gate: { kind: 'age_gate', minimumAge: 18 },
        demote: { kind: 'demote' },
      } as const;
      const restricted = facts({
        outcome: 'restrict',
        measures: [measure[kind]],
        clause: 'x'.repeat(3000),
      });
      expect(checkDsaStatement(dsaStatement(restricted))).toEqual([]);
    },
  );
});

test.each([
  ['A.2.d', 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH'],
  ['A.4.f', 'STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS'],
  ['sexual/minors', 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS'],
  ['self-harm/intent', 'STATEMENT_CATEGORY_SELF_HARM'],
  ['hate/threatening', 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH'],
  ['system', 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC'],
])('category %s becomes %s', (category, expected) => {
  expect(statementCategoryOf(category)).toBe(expected);
});
