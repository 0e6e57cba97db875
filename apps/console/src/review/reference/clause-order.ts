import type { StandardDetail } from '@assay/contracts';

export type Clause = StandardDetail['clauses'][number];

/** How a ruling cites a clause: `<standard>@<version>#<clause>`. */
export const citationOf = (
  standard: Pick<StandardDetail, 'name' | 'published'>,
  clause: Pick<Clause, 'id'>,
): string | undefined =>
  standard.published === undefined
    ? undefined
    : `${standard.name}@${standard.published.version}#${clause.id}`;

/** The clause's own id inside a citation; what is no citation comes back as it is. */
export const clauseIdOf = (citation: string): string => citation.slice(citation.indexOf('#') + 1);

/** Those that the search finds in either language; of these the chosen category's first, else in the standard's order. */
export function orderClauses(
  clauses: readonly Clause[],
  { category, search }: { readonly category: string | undefined; readonly search: string },
): readonly Clause[] {
  const wanted = search.trim().toLowerCase();
  const found = clauses.filter((clause) => wordsOf(clause).includes(wanted));
  const first = found.filter((clause) => clause.category === category);
  return [...first, ...found.filter((clause) => !first.includes(clause))];
}

const wordsOf = ({ id, category, title, text }: Clause): string =>
  [id, category, title['zh-CN'], title.en, text['zh-CN'], text.en].join('\n').toLowerCase();
