import type { CreateGoldItem, CreateStandard } from '@assay/contracts';

const taxonomy = 'tc260-003@2024';

/** The set of the demo exam; it goes with the standard when that is exported. */
const examSet = 'demo-exam';

/** A set that no exam uses, so that it can be mixed into a queue. */
const queueSet = 'demo-queue';

/** The standard that a new deployment starts with: short, harmless, and meant to be replaced. */
export const demoStandard = {
  name: 'demo-commerce',
  title: { 'zh-CN': '示例：商业宣传审核标准', en: 'Demo: standard for commercial claims' },
  taxonomy,
  goldSet: examSet,
  reviewAt: '2027-06-30',
  clauses: [
    {
      id: 'absolute-claims',
      category: 'A.3.e',
      title: { 'zh-CN': '绝对化用语', en: 'Absolute claims' },
      text: {
        'zh-CN':
          '宣传中无法证实的“最”“第一”“唯一”等说法予以拦截；转述、提问或否定这类说法的内容通过。',
        en: 'Block advertising that claims to be the best, the first or the only one without proof. Pass content that quotes, questions or denies such a claim.',
      },
      examples: [
        { text: '全网最低价，仅此一家', outcome: 'block', why: '“最低”“仅此一家”无法证实。' },
        {
          text: 'Is it really the cheapest in town?',
          outcome: 'pass',
          why: 'A question claims nothing.',
        },
      ],
    },
    {
      id: 'promised-returns',
      category: 'A.3.e',
      title: { 'zh-CN': '承诺收益', en: 'Promised returns' },
      text: {
        'zh-CN': '承诺保本或固定收益的予以拦截；提示风险的内容通过。',
        en: 'Block promises of returns or of capital that cannot be lost. Pass content that warns of the risk.',
      },
      examples: [
        { text: '保本保息，稳赚不赔', outcome: 'block', why: '承诺了收益。' },
        {
          text: 'Past performance is no guarantee.',
          outcome: 'pass',
          why: 'It warns of the risk.',
        },
      ],
    },
    {
      id: 'contact-bait',
      category: 'A.3.b',
      title: { 'zh-CN': '站外引流', en: 'Contact bait' },
      text: {
        'zh-CN': '以利益引导用户到站外联系的予以拦截；劝阻他人这样做的通过。',
        en: 'Block content that lures people to a contact outside with a promise. Pass content that warns against it.',
      },
      examples: [{ text: '加我微信领红包', outcome: 'block', why: '以红包引导站外联系。' }],
    },
  ],
} as const satisfies CreateStandard;

const item = (
  setName: string,
  text: string,
  answer: Pick<CreateGoldItem, 'expectedOutcome' | 'explanation'> & { readonly clause: string },
): CreateGoldItem => ({
  setName,
  taxonomy,
  parts: [{ type: 'text', text }],
  scene: 'marketing',
  category: 'A.3.e',
  ...(answer.expectedOutcome === 'pass' ? {} : { expectedCategory: 'A.3.e' }),
  ...answer,
  clause: `demo-commerce@1#${answer.clause}`,
});

const block = (clause: string, explanation: string) =>
  ({ expectedOutcome: 'block', clause, explanation }) as const;
const pass = (clause: string, explanation: string) =>
  ({ expectedOutcome: 'pass', clause, explanation }) as const;

/** Eight items for the exam and four to be mixed in. */
export const demoGoldItems: readonly CreateGoldItem[] = [
  item(examSet, '史上最强清洁剂，全国第一', block('absolute-claims', '两处绝对化用语，没有依据。')),
  item(
    examSet,
    'The lowest price on the internet, nobody can beat it!',
    block('absolute-claims', 'A superlative that nobody can prove.'),
  ),
  item(
    examSet,
    '商家说这是全网最低价，大家觉得可信吗？',
    pass('absolute-claims', '转述并质疑，本身没有宣传。'),
  ),
  item(
    examSet,
    'We do not claim to be the cheapest, but we deliver on time.',
    pass('absolute-claims', 'It denies the claim.'),
  ),
  item(examSet, '保本保息，月月到账', block('promised-returns', '承诺保本和固定收益。')),
  item(
    examSet,
    'Join our fund for guaranteed returns every month.',
    block('promised-returns', 'It promises returns.'),
  ),
  item(examSet, '基金有风险，投资需谨慎', pass('promised-returns', '提示风险。')),
  item(
    examSet,
    'There are no guaranteed returns in investing.',
    pass('promised-returns', 'It warns of the risk.'),
  ),
  item(queueSet, '国家级配方，用过都说好', block('absolute-claims', '“国家级”没有依据。')),
  item(
    queueSet,
    'Risk-free profit for early members!',
    block('promised-returns', 'It promises a profit.'),
  ),
  item(queueSet, '本店新到春茶，欢迎品尝', pass('absolute-claims', '普通介绍。')),
  item(
    queueSet,
    'Our prices are fair, compare them yourself.',
    pass('absolute-claims', 'Nothing absolute is claimed.'),
  ),
];

export const demoExam = {
  name: 'A.3.e 示例考试 / Demo exam',
  category: 'A.3.e',
  setName: examSet,
  passMark: 0.75,
  validDays: 180,
  coolDownHours: 24,
} as const;
