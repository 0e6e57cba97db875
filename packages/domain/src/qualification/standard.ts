import type { Outcome } from '../vocabulary.js';

/** The same words in the languages of the product. */
export interface LocalText {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** A short text and what it calls for under its clause. */
export interface ClauseExample {
  readonly text: string;
  readonly outcome: Outcome;
  readonly why: string;
}

/** One rule of a standard. `id` is kebab-case and unique inside the version. */
export interface StandardClause {
  readonly id: string;
  readonly category: string;
  readonly title: LocalText;
  readonly text: LocalText;
  readonly examples: readonly ClauseExample[];
}

/** `<standard>@<version>#<clause>`: how rulings and gold items cite a clause, e.g. `house-rules@3#contact-bait`. */
export const clauseName = (
  standard: { readonly name: string; readonly version: number },
  clauseId: string,
): string => `${standard.name}@${standard.version}#${clauseId}`;

/** The inverse of `clauseName`; `undefined` for anything else. */
export function readClauseName(
  clause: string,
): { readonly name: string; readonly version: number; readonly clauseId: string } | undefined {
  const parts = /^([a-z0-9][a-z0-9-]*)@([1-9]\d{0,8})#([a-z0-9][a-z0-9-]*)$/.exec(clause);
  const [, name, version, clauseId] = parts ?? [];
  if (name === undefined || clauseId === undefined) return undefined;
  return { name, version: Number(version), clauseId };
}
