import type { LegalSeverity } from '../vocabulary.js';

/** A category of a taxonomy: an id that never changes, names in both languages, and its legal severity. */
export interface Category {
  readonly id: string;
  readonly names: { readonly 'zh-CN': string; readonly en: string };
  /** Heading this category stands under, for display. */
  readonly group: string;
  readonly legalSeverity: LegalSeverity;
}

/** A versioned set of categories. Data, not code: policies name it by `id`. */
export interface Taxonomy {
  readonly id: string;
  readonly names: { readonly 'zh-CN': string; readonly en: string };
  /** Where the names come from. */
  readonly source: string;
  readonly groups: readonly {
    readonly id: string;
    readonly names: { readonly 'zh-CN': string; readonly en: string };
  }[];
  readonly categories: readonly Category[];
}
