import type { TaxonomyBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listTaxonomies } from '../api/policies.js';

export type Category = TaxonomyBody['categories'][number];

interface Names {
  readonly taxonomies: readonly TaxonomyBody[];
  /** Name of a category in the reader's language; the id itself when no taxonomy knows it. */
  readonly nameOf: (categoryId: string) => string;
  readonly languageOf: 'zh-CN' | 'en';
}

const dayMs = 86_400_000;

/** The shipped taxonomies; they change with a release only. */
export function useTaxonomies(): Names {
  const { i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ['taxonomies'],
    queryFn: listTaxonomies,
    staleTime: dayMs,
  });
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const taxonomies = data?.items ?? [];
  return {
    taxonomies,
    languageOf: language,
    nameOf: (categoryId) =>
      taxonomies.flatMap(({ categories }) => categories).find(({ id }) => id === categoryId)?.names[
        language
      ] ?? categoryId,
  };
}
