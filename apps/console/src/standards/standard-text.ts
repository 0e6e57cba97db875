import type { Clause, DraftContent } from './draft-content.js';

/** A version as lines, so that two of them can be compared. */
export const standardText = ({ clauses, reviewAt }: DraftContent): string =>
  [`reviewAt ${reviewAt}`, ...clauses.flatMap(clauseLines)].join('\n');

const clauseLines = ({ id, category, title, text, examples }: Clause): readonly string[] => [
  '',
  `# ${id} (${category})`,
  `zh  ${title['zh-CN']}`,
  `en  ${title.en}`,
  ...linesOf('zh', text['zh-CN']),
  ...linesOf('en', text.en),
  ...examples.flatMap((example) => [
    ...linesOf(`  ${example.outcome}`, example.text),
    ...linesOf('    why', example.why),
  ]),
];

const linesOf = (mark: string, text: string): readonly string[] =>
  text.split('\n').map((line) => `${mark}  ${line}`);
