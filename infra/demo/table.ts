import type { ReasonBody } from '@assay/sdk';
import { fitted } from './display-width.js';

/** One line of the result. `undecided` never left the machine; `unannounced` was decided but no webhook came. */
export interface Row {
  readonly scene: string;
  readonly text: string;
  readonly result: 'pass' | 'block' | 'restrict' | 'waiting' | 'undecided' | 'unannounced';
  readonly decidedBy: 'machine' | 'human' | undefined;
  readonly reasons: readonly Pick<ReasonBody, 'category' | 'rule' | 'entry'>[];
  readonly ms: number | undefined;
}

const columns = [
  { title: '场景 scene', width: 10 },
  { title: '文本 text', width: 36 },
  { title: '结论 outcome', width: 14 },
  { title: '原因 reasons', width: 42 },
  { title: '由谁 decided by', width: 15 },
  { title: 'ms', width: 6 },
] as const;

const resultWords = {
  pass: '通过 pass',
  block: '拦截 block',
  restrict: '限制 restrict',
  waiting: '待人审 review',
  undecided: '未完成 none',
  unannounced: '未回调 no hook',
} as const satisfies Record<Row['result'], string>;
const deciderWords = { machine: '机审 machine', human: '人审 human' } as const;
const colours: Partial<Record<Row['result'], number>> = {
  pass: 32,
  block: 31,
  undecided: 35,
  unannounced: 35,
};
const otherColour = 33;

/** The table as text, every line equally wide on a terminal that shows Chinese in two columns. */
export function resultTable(rows: readonly Row[], style: 'coloured' | 'plain'): string {
  const head = columns.map(({ title, width }) => fitted(title, width)).join('  ');
  const rule = columns.map(({ width }) => '─'.repeat(width)).join('  ');
  const lines = rows.map((row) => {
    const line = cellsOf(row).map((cell, index) => fitted(cell, columns[index]!.width));
    if (style === 'coloured')
      line[2] = `\u001b[${colours[row.result] ?? otherColour}m${line[2]}\u001b[0m`;
    return line.join('  ');
  });
  return [head, rule, ...lines, rule].join('\n');
}

function cellsOf({ scene, text, result, decidedBy, reasons, ms }: Row): readonly string[] {
  const people = result === 'waiting' ? '等待人员 people' : '';
  return [
    scene,
    text,
    resultWords[result],
    reasons.map(reasonWords).join('; '),
    decidedBy === undefined ? people : deciderWords[decidedBy],
    ms === undefined ? '' : String(Math.round(ms)).padStart(columns[5].width),
  ];
}

const reasonWords = ({ category, rule, entry }: Row['reasons'][number]): string =>
  entry === undefined ? `${category} ${rule}` : `${category} 黑名单 ${entry.slice(0, 8)}`;
