import {
  defaultRouting,
  type EntityRule,
  type PatternRule,
  type PolicyDefinition,
  type Rule,
  type TermRule,
} from '@assay/domain';

/** A policy that the demo tenant starts with. */
export interface DemoPolicy {
  readonly name: string;
  readonly scene: string;
  readonly definition: PolicyDefinition;
}

const contactBait: TermRule = {
  id: 'contact-bait',
  kind: 'term',
  category: 'A.3.b',
  severity: 'medium',
  action: 'review',
  message: '引导到站外联系 · Leads people to a contact outside',
  terms: [
    '加微信',
    '加我微信',
    '加个微信',
    '加vx',
    '私聊领取',
    '私信领取',
    '扫码进群',
    '拉你进内部群',
    'add me on telegram',
    'add me on whatsapp',
    'dm me to claim',
    'message me privately for the link',
  ],
  exceptions: ['请勿加微信', '不要加微信'],
};

const taskFraud: TermRule = {
  id: 'task-fraud',
  kind: 'term',
  category: 'A.1.h',
  severity: 'high',
  action: 'block',
  message: '刷单返利类诈骗 · Paid-task fraud',
  terms: ['刷单返利', '刷单日结', '垫付后返现', '点赞赚钱日结', 'get paid to like videos'],
};

const safeAccountFraud: TermRule = {
  id: 'safe-account-fraud',
  kind: 'term',
  category: 'A.1.h',
  severity: 'critical',
  action: 'block',
  message: '冒充客服转账诈骗 · Transfer to a "safe account"',
  match: 'near',
  distance: 60,
  terms: ['转入', '安全账户'],
};

const verificationCode: PatternRule = {
  id: 'verification-code',
  kind: 'pattern',
  category: 'A.1.h',
  severity: 'high',
  action: 'review',
  message: '索要验证码 · Asks for a verification code',
  pattern: '(?:提供|发送|告诉我)[^。！？]{0,12}验证码|(?:send|tell) me the verification code',
};

const guaranteedReturns: TermRule = {
  id: 'guaranteed-returns',
  kind: 'term',
  category: 'A.3.e',
  severity: 'high',
  action: 'block',
  message: '承诺保本或收益 · Promises returns',
  terms: [
    '保本保息',
    '稳赚不赔',
    '零风险高收益',
    '老师带单',
    '一对一带单',
    'guaranteed returns',
    'risk-free profit',
  ],
  exceptions: ['不承诺保本保息', '没有稳赚不赔', 'no guaranteed returns'],
};

const promisedYield: PatternRule = {
  id: 'promised-yield',
  kind: 'pattern',
  category: 'A.3.e',
  severity: 'medium',
  action: 'review',
  message: '宣传高收益率 · Advertises a high yield',
  pattern:
    '(?:月|日|年化)收益[^。，]{0,6}(?:[0-9]{2,}%|百分之[二三四五六七八九])|[0-9]{2,}% a (?:day|week|month)',
};

const cureClaims: TermRule = {
  id: 'cure-claims',
  kind: 'term',
  category: 'A.4.a',
  severity: 'high',
  action: 'block',
  message: '夸大疗效 · Exaggerated cure',
  terms: ['包治百病', '药到病除', '根治糖尿病', '三天见效', 'guaranteed cure', 'cures everything'],
};

const absoluteClaims: TermRule = {
  id: 'absolute-claims',
  kind: 'term',
  category: 'A.3.e',
  severity: 'low',
  action: 'review',
  message: '绝对化用语 · Superlative claim',
  terms: [
    '全网最低价',
    '全网第一',
    '国家级配方',
    '史上最强',
    '无效退款',
    'lowest price on the internet',
    'doctors hate it',
  ],
};

const prizeBait: TermRule = {
  id: 'prize-bait',
  kind: 'term',
  category: 'A.1.h',
  severity: 'medium',
  action: 'review',
  message: '领奖诱导 · Prize bait',
  terms: ['点击链接领取红包', '恭喜您中奖', '领取大奖', 'claim your prize now'],
};

/** Personal data with a valid form; what only looks like it is found by the words before it. */
const personalData: EntityRule = {
  id: 'personal-data',
  kind: 'entity',
  category: 'A.4.f',
  severity: 'medium',
  action: 'restrict',
  message: '个人信息，发布前遮盖 · Personal data, mask before showing',
  measures: [{ kind: 'mask' }],
  entities: ['phone', 'email', 'bank_card', 'cn_resident_id'],
};

const labelledNumbers: PatternRule = {
  id: 'labelled-numbers',
  kind: 'pattern',
  category: 'A.4.f',
  severity: 'medium',
  action: 'restrict',
  message: '标明的证件、卡号或电话 · A number said to be somebody’s',
  measures: [{ kind: 'mask' }],
  pattern:
    '(?:身份证号码?|银行卡号|手机号|电话)[是为：: ]{0,3}[0-9][0-9 -]{6,22}[0-9Xx]|(?:card|phone|number) (?:number )?is [0-9][0-9 -]{6,22}[0-9]',
};

const massContacts: EntityRule = {
  id: 'mass-contacts',
  kind: 'entity',
  category: 'A.4.f',
  severity: 'high',
  action: 'review',
  message: '大量联系方式 · Many contacts at once',
  entities: ['phone', 'email'],
  minimumCount: 5,
};

const outsideLinks: EntityRule = {
  id: 'outside-links',
  kind: 'entity',
  category: 'A.3.b',
  severity: 'low',
  action: 'observe',
  message: '站外链接 · Link outside',
  entities: ['url', 'domain', 'social_account'],
};

const definitionOf = (rules: readonly Rule[]): PolicyDefinition => ({
  taxonomy: 'tc260-003@2024',
  rules,
  routing: { ...defaultRouting, undoSeconds: 10 },
  blockThreshold: 0.8,
  reviewThreshold: 0.3,
});

const privacy: readonly Rule[] = [personalData, labelledNumbers, massContacts];

/** One per scene. The words are examples of their kind, not a library to rely on. */
export const demoPolicies: readonly DemoPolicy[] = [
  {
    name: 'chat',
    scene: 'chat',
    definition: definitionOf([
      contactBait,
      taskFraud,
      safeAccountFraud,
      verificationCode,
      ...privacy,
      outsideLinks,
    ]),
  },
  {
    name: 'article',
    scene: 'article',
    definition: definitionOf([
      { ...contactBait, severity: 'low' },
      cureClaims,
      taskFraud,
      ...privacy,
    ]),
  },
  {
    name: 'marketing',
    scene: 'marketing',
    definition: definitionOf([
      absoluteClaims,
      cureClaims,
      contactBait,
      prizeBait,
      guaranteedReturns,
      personalData,
      outsideLinks,
    ]),
  },
  {
    name: 'finance',
    scene: 'finance',
    definition: definitionOf([
      guaranteedReturns,
      promisedYield,
      safeAccountFraud,
      verificationCode,
      taskFraud,
      contactBait,
      ...privacy,
    ]),
  },
];
