import type { Locale, MeasureKind, Outcome, VerdictCause } from '../vocabulary.js';
import type { StatementDecider, StatementFacts, StatementSource } from './statement-facts.js';

type Redress = StatementFacts['redress'];

/** The sentences of a statement of reasons in one language; each ends with its own full stop. */
export interface StatementTexts {
  readonly headings: Readonly<
    Record<'decision' | 'facts' | 'automation' | 'ground' | 'redress', string>
  >;
  readonly title: (submissionId: string, revision: number) => string;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly withMeasures: (said: string, measures: readonly string[]) => string;
  readonly measures: Readonly<Record<MeasureKind, string>>;
  readonly withdrawn: string;
  readonly decidedOn: (date: string) => string;
  readonly scope: string;
  readonly duration: string;
  readonly causes: Readonly<Record<VerdictCause, string>>;
  readonly received: (date: string) => string;
  readonly sources: Readonly<Record<StatementSource, string>>;
  readonly detected: { readonly automatically: string; readonly byPeople: string };
  readonly deciders: Readonly<Record<StatementDecider, string>>;
  readonly nothingWrong: string;
  readonly couldNotBeJudged: string;
  readonly submitAgain: string;
  readonly category: (id: string, name: string) => string;
  readonly legalGround: string;
  readonly contractualGround: string;
  readonly policy: (version: string) => string;
  readonly clause: (clause: string) => string;
  readonly entry: string;
  readonly appeal: (until: string) => string;
  readonly clocks: (redress: Redress) => string;
  readonly person: string;
  readonly courts: string;
  readonly noRedress: string;
  readonly sentences: (sentences: readonly string[]) => string;
}

const en: StatementTexts = {
  headings: {
    decision: 'What was decided',
    facts: 'What it rests on',
    automation: 'Part of machines',
    ground: 'Why',
    redress: 'What you can do',
  },
  title: (submissionId, revision) =>
    `Statement of reasons for submission ${submissionId}, revision ${revision}`,
  outcomes: {
    pass: 'The content may be shown.',
    block: 'The content may not be shown.',
    restrict: 'The content may be shown only in part or with limits.',
  },
  withMeasures: (said, measures) => `${said} Measures: ${measures.join(', ')}.`,
  measures: {
    mask: 'passages are masked',
    replace: 'passages are replaced',
    label: 'the content carries a label',
    age_gate: 'the content is shown from a certain age on',
    demote: 'the content is recommended less',
  },
  withdrawn:
    'The platform took the content back before it was decided. Nothing was held against it.',
  decidedOn: (date) => `Decided on ${date} (UTC).`,
  scope: 'This holds wherever the platform shows the content.',
  duration: 'It holds until a later revision replaces it.',
  causes: {
    first_review: 'This revision comes from the first review.',
    appeal: 'This revision follows from an appeal.',
    retraction: 'This revision follows from a blacklist entry that was withdrawn.',
    retro_hunt: 'This revision follows from a review of older content.',
    audit_correction: 'This revision corrects an earlier verdict after an audit.',
    report: 'This revision follows from a report.',
    withdrawal: 'This revision follows from the withdrawal of the content.',
  },
  received: (date) => `The content was handed over for review on ${date} (UTC).`,
  sources: {
    own_initiative: 'The platform had it reviewed on its own initiative.',
    notice: 'Somebody had reported it to the platform.',
    trusted_flagger: 'A trusted flagger had reported it to the platform.',
    authority: 'An authority had reported it to the platform.',
  },
  detected: {
    automatically: 'Automated means were used to find what was objected to.',
    byPeople: 'No automated means were used to find what was objected to.',
  },
  deciders: {
    machine: 'The decision was made by automated means alone.',
    person: 'The decision was made by a person.',
    person_for_cluster:
      'A person decided on content of the same kind, and automated means applied that decision here.',
  },
  nothingWrong: 'Nothing was found that speaks against the content.',
  couldNotBeJudged:
    'The content could not be judged as it was handed over and is therefore not shown.',
  submitAgain: 'Submit it again, complete and readable, to have it reviewed.',
  category: (id, name) => `Category: ${name} (${id}).`,
  legalGround: 'The ground is legal: the law forbids content of this category.',
  contractualGround:
    "The ground is contractual: the platform's terms do not allow content of this category.",
  policy: (version) => `Policy applied: ${version}.`,
  clause: (clause) => `Clause cited: ${clause}.`,
  entry: 'An entry of a blacklist played a part; you may contest the entry too.',
  appeal: (until) => `You can appeal free of charge until ${until} (UTC), through the platform.`,
  clocks: ({ acceptHours, decideHours, notifyHours }) =>
    `An appeal is accepted within ${acceptHours} hours, decided within ${decideHours} hours after that, and you are told within ${notifyHours} hours of the decision.`,
  person: 'It is decided by a person who had no part in this decision.',
  courts: 'You may also take the matter to a court or to a certified out-of-court settlement body.',
  noRedress: 'There is nothing to appeal against.',
  sentences: (sentences) => sentences.join(' '),
};

const zh: StatementTexts = {
  headings: {
    decision: '处理结果',
    facts: '事实依据',
    automation: '自动化手段的使用情况',
    ground: '处理理由',
    redress: '救济途径',
  },
  title: (submissionId, revision) => `送审 ${submissionId} 第 ${revision} 版最终结论的理由说明`,
  outcomes: {
    pass: '该内容可以展示。',
    block: '该内容不得展示。',
    restrict: '该内容只能部分展示或附条件展示。',
  },
  withMeasures: (said, measures) => `${said}采取的措施：${measures.join('、')}。`,
  measures: {
    mask: '遮盖部分文字',
    replace: '替换部分文字',
    label: '加注标签',
    age_gate: '仅向达到一定年龄的用户展示',
    demote: '减少推荐',
  },
  withdrawn: '平台在作出结论前撤回了该内容，未对该内容作出任何不利认定。',
  decidedOn: (date) => `结论作出日期：${date}（UTC）。`,
  scope: '该结论适用于平台展示该内容的所有范围。',
  duration: '该结论在被更新的版本取代前一直有效。',
  causes: {
    first_review: '本版结论来自首次审核。',
    appeal: '本版结论因申诉而作出。',
    retraction: '本版结论因相关黑名单条目被撤销而作出。',
    retro_hunt: '本版结论因对历史内容的复查而作出。',
    audit_correction: '本版结论是抽检后对先前结论的更正。',
    report: '本版结论因举报而作出。',
    withdrawal: '本版结论因内容被撤回而作出。',
  },
  received: (date) => `该内容于 ${date}（UTC）送审。`,
  sources: {
    own_initiative: '审核由平台主动发起。',
    notice: '审核因他人向平台举报而发起。',
    trusted_flagger: '审核因受信任的举报人向平台举报而发起。',
    authority: '审核因主管部门向平台通报而发起。',
  },
  detected: {
    automatically: '发现问题时使用了自动化手段。',
    byPeople: '发现问题时未使用自动化手段。',
  },
  deciders: {
    machine: '结论完全由自动化手段作出。',
    person: '结论由审核人员作出。',
    person_for_cluster: '审核人员对同类内容作出裁定，自动化手段将该裁定适用于本内容。',
  },
  nothingWrong: '未发现该内容存在问题。',
  couldNotBeJudged: '该内容按送审时的状态无法判断，因此不予展示。',
  submitAgain: '请将完整、可读的内容重新送审。',
  category: (id, name) => `风险类别：${name}（${id}）。`,
  legalGround: '依据为法律：此类内容为法律所禁止。',
  contractualGround: '依据为平台规则：平台规则不允许此类内容。',
  policy: (version) => `适用的审核策略：${version}。`,
  clause: (clause) => `引用的条款：${clause}。`,
  entry: '本结论涉及黑名单条目；您也可以对该条目提出异议。',
  appeal: (until) => `您可在 ${until}（UTC）之前通过平台免费提出申诉。`,
  clocks: ({ acceptHours, decideHours, notifyHours }) =>
    `申诉将在 ${acceptHours} 小时内受理，受理后 ${decideHours} 小时内处理，处理后 ${notifyHours} 小时内反馈。`,
  person: '申诉由未参与本结论的审核人员决定。',
  courts: '您也可以向法院提起诉讼，或者寻求经认证的庭外争议解决机构的帮助。',
  noRedress: '没有可供申诉的结论。',
  sentences: (sentences) => sentences.join(''),
};

export const statementTexts: Readonly<Record<Locale, StatementTexts>> = { 'zh-CN': zh, en };
