import type { IndicatorKind, RuleAction, Severity } from '@assay/domain';

/** Name of the industry list that a new deployment starts with. */
export const demoListName = 'Demo industry list / 示例行业名单';

export const demoListDescription =
  'Harmless examples of shared entries. Replace them by your own. / 无害的共享条目示例，请换成自己的。';

export interface DemoEntry {
  readonly kind: IndicatorKind;
  readonly value: string;
  readonly category: string;
  readonly severity: Severity;
  readonly action: RuleAction;
  readonly note: string;
}

/** Domains are reserved names that lead nowhere. */
export const demoEntries: readonly DemoEntry[] = [
  {
    kind: 'term',
    value: '内部渠道提额',
    category: 'A.1.h',
    severity: 'high',
    action: 'block',
    note: '贷款诈骗话术 · Loan fraud phrase',
  },
  {
    kind: 'term',
    value: '代办退保全额',
    category: 'A.3.e',
    severity: 'medium',
    action: 'review',
    note: '代理退保黑产话术 · Insurance refund scheme',
  },
  {
    kind: 'term',
    value: '虚拟币带单包赢',
    category: 'A.3.e',
    severity: 'high',
    action: 'block',
    note: '投资诈骗话术 · Investment fraud phrase',
  },
  {
    kind: 'term',
    value: '出售实名账号',
    category: 'A.1.h',
    severity: 'high',
    action: 'block',
    note: '账号交易 · Trade in verified accounts',
  },
  {
    kind: 'term',
    value: 'double your crypto in 24 hours',
    category: 'A.3.e',
    severity: 'high',
    action: 'block',
    note: 'Investment fraud phrase · 投资诈骗话术',
  },
  {
    kind: 'term',
    value: 'unlock your inheritance fund',
    category: 'A.1.h',
    severity: 'medium',
    action: 'review',
    note: 'Advance-fee phrase · 预付款诈骗话术',
  },
  {
    kind: 'domain',
    value: 'prize.example.test',
    category: 'A.1.h',
    severity: 'high',
    action: 'block',
    note: '虚构的领奖网站 · Imaginary prize site',
  },
  {
    kind: 'domain',
    value: 'free-gift.example',
    category: 'A.3.e',
    severity: 'medium',
    action: 'block',
    note: '虚构的赠品网站 · Imaginary gift site',
  },
  {
    kind: 'domain',
    value: 'login-bank.invalid',
    category: 'A.1.h',
    severity: 'critical',
    action: 'block',
    note: '虚构的仿冒银行 · Imaginary bank impostor',
  },
  {
    kind: 'pattern',
    value: '红包群[^。]{0,10}[Qq][Qq]群?号?[:： ]*[0-9]{6,11}',
    category: 'A.3.b',
    severity: 'medium',
    action: 'review',
    note: '红包群引流 · Red-packet group bait',
  },
];
