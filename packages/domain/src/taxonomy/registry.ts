import type { Category, Taxonomy } from './taxonomy.js';
import { openai13 } from './openai-13.js';
import { tc260 } from './tc260-003-2024.js';

/** Every taxonomy this release ships. */
export const taxonomies: readonly Taxonomy[] = [tc260, openai13];

const byId = new Map(taxonomies.map((taxonomy) => [taxonomy.id, taxonomy]));

export const findTaxonomy = (id: string): Taxonomy | undefined => byId.get(id);

export const findCategory = (taxonomyId: string, categoryId: string): Category | undefined =>
  byId.get(taxonomyId)?.categories.find(({ id }) => id === categoryId);

/** Whether any shipped taxonomy has this category; blacklist entries belong to no policy and so to no single one. */
export const isKnownCategory = (categoryId: string): boolean =>
  taxonomies.some(({ id }) => findCategory(id, categoryId) !== undefined);

/**
 * OpenAI category → the risk of TC260-003-2024 that covers it. Many to one: the reverse direction names
 * candidates only. Categories without a fair counterpart are absent.
 */
const openaiToTc260: Readonly<Record<string, string>> = {
  harassment: 'A.4.c',
  'harassment/threatening': 'A.4.a',
  hate: 'A.2.i',
  'hate/threatening': 'A.1.e',
  illicit: 'A.1.h',
  'illicit/violent': 'A.1.f',
  'self-harm': 'A.4.a',
  'self-harm/intent': 'A.4.a',
  'self-harm/instructions': 'A.4.a',
  sexual: 'A.1.f',
  'sexual/minors': 'A.1.f',
  violence: 'A.1.f',
  'violence/graphic': 'A.1.f',
};

/** Counterparts of a category in another shipped taxonomy; empty when there is none. */
export function mapCategory(from: string, categoryId: string, to: string): readonly string[] {
  if (from === to) return findCategory(from, categoryId) === undefined ? [] : [categoryId];
  if (from === 'openai-moderation@2024' && to === 'tc260-003@2024') {
    const mapped = openaiToTc260[categoryId];
    return mapped === undefined ? [] : [mapped];
  }
  if (from === 'tc260-003@2024' && to === 'openai-moderation@2024') {
    return Object.keys(openaiToTc260).filter((id) => openaiToTc260[id] === categoryId);
  }
  return [];
}
