import type { Category } from '../display/taxonomies.js';

/** Finds a category by its id or its name in either language. */
export const categoryMatches =
  (search: string, language: 'zh-CN' | 'en') =>
  ({ id, names }: Pick<Category, 'id' | 'names'>): boolean => {
    const wanted = search.trim().toLowerCase();
    if (wanted === '') return true;
    const other = language === 'en' ? names['zh-CN'] : names.en;
    return `${id} ${names[language]} ${other}`.toLowerCase().includes(wanted);
  };
