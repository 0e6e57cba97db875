import {
  failed,
  findCategory,
  findTaxonomy,
  ok,
  type ProblemDetail,
  type Result,
} from '@assay/domain';

/** A category somewhere in a request. */
export interface CategoryAt {
  readonly category: string;
  /** RFC 6901, into the body. */
  readonly pointer: string;
}

export interface CategoriesToCheck {
  readonly taxonomy: string;
  readonly taxonomyPointer: string;
  readonly categories: readonly CategoryAt[];
}

/** `unknown_category` with a pointer to every category that the taxonomy lacks, or to the taxonomy itself. */
export function checkCategories({
  taxonomy,
  taxonomyPointer,
  categories,
}: CategoriesToCheck): Result<null> {
  if (findTaxonomy(taxonomy) === undefined) {
    const message = `There is no taxonomy ${taxonomy}.`;
    return unknown([{ pointer: taxonomyPointer, code: 'unknown_category', message }]);
  }
  const errors = categories
    .filter(({ category }) => findCategory(taxonomy, category) === undefined)
    .map(({ category, pointer }): ProblemDetail => ({
      pointer,
      code: 'unknown_category',
      message: `${taxonomy} has no category ${category}.`,
    }));
  return errors.length === 0 ? ok(null) : unknown(errors);
}

/** The same for the clauses of a standard, which stand at `/clauses`. */
export const checkClauses = (
  { taxonomy, taxonomyPointer }: Omit<CategoriesToCheck, 'categories'>,
  clauses: readonly { readonly category: string }[],
): Result<null> =>
  checkCategories({
    taxonomy,
    taxonomyPointer,
    categories: clauses.map(({ category }, index) => ({
      category,
      pointer: `/clauses/${index}/category`,
    })),
  });

function unknown(errors: readonly ProblemDetail[]): Result<never> {
  const [first] = errors;
  const detail =
    errors.length === 1 && first !== undefined
      ? first.message
      : `${errors.length} categories are unknown; see errors.`;
  return failed('unknown_category', detail, { errors: errors.slice(0, 50) });
}
