import { useTaxonomies } from './taxonomies.js';

interface CategoryGroup {
  readonly label: string;
  readonly title: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly search: string;
  }[];
}

/** Every category by taxonomy, for a select that finds them by id and by either name (`optionFilterProp: 'search'`). */
export function useCategoryOptions(taxonomyId?: string): CategoryGroup[] {
  const { taxonomies, languageOf } = useTaxonomies();
  return taxonomies
    .filter(({ id }) => taxonomyId === undefined || id === taxonomyId)
    .map(({ id, names, categories }) => ({
      label: names[languageOf],
      title: id,
      options: categories.map((category) => ({
        value: category.id,
        label: `${category.names[languageOf]} · ${category.id}`,
        search: `${category.id} ${category.names['zh-CN']} ${category.names.en}`,
      })),
    }));
}
