import { WriteStandardVersion, type StandardVersionBody } from '@assay/contracts';

/** What a draft says, also while it is not complete yet. */
export interface DraftContent {
  readonly clauses: StandardVersionBody['clauses'];
  readonly reviewAt: string;
}
export type Clause = DraftContent['clauses'][number];

export const emptyClause = (): Clause => ({
  id: '',
  category: '',
  title: { 'zh-CN': '', en: '' },
  text: { 'zh-CN': '', en: '' },
  examples: [],
});

export const sameContent = (a: DraftContent, b: DraftContent): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** JSON pointers of what is missing or wrong; none for a draft that can be saved. */
export function gapsIn(content: DraftContent): readonly string[] {
  const parsed = WriteStandardVersion.safeParse(content);
  if (parsed.success) return [];
  return [...new Set(parsed.error.issues.map(({ path }) => `/${path.join('/')}`))];
}

/** The list with the item at `index` replaced, or left out without a replacement. */
export const withItem = <T>(items: readonly T[], index: number, next: T | undefined): T[] =>
  items.flatMap((item, at) => {
    if (at !== index) return [item];
    return next === undefined ? [] : [next];
  });

/** The list with the item at `index` one place further up or down; unchanged at its ends. */
export function movedItem<T>(items: readonly T[], index: number, by: 1 | -1): T[] {
  const other = index + by;
  const moved = [...items];
  if (other < 0 || other >= items.length) return moved;
  [moved[index], moved[other]] = [items[other] as T, items[index] as T];
  return moved;
}
