import type { Problem, ProblemCode, ProblemDetail } from '@assay/domain';
import { problemCodes } from '@assay/domain';

/** The part of a zod issue that problems are made of. */
export interface SchemaIssue {
  readonly code?: string;
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
  readonly keys?: readonly string[];
  readonly origin?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly (readonly SchemaIssue[])[];
}

const maxErrors = 50;

/** What a schema found wrong, as a problem that points into the request (RFC 6901). O(issues). */
export function schemaProblem(issues: readonly SchemaIssue[]): Problem {
  const errors = issues.flatMap((issue) => detailsOf(issue, '')).slice(0, maxErrors);
  const [first, ...others] = errors;
  const code =
    first && others.every((error) => error.code === first.code) ? first.code : 'invalid_request';
  const place = first?.pointer ? ` at ${first.pointer}` : '';
  const detail =
    first && others.length === 0
      ? `${first.message}${place ? ` (${place.trim()})` : ''}`
      : `The request is wrong in ${errors.length} places; see errors.`;
  return { code, detail, errors };
}

function detailsOf(issue: SchemaIssue, base: string): ProblemDetail[] {
  const pointer = base + pointerOf(issue.path ?? []);
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({
      pointer: `${pointer}/${escapeSegment(key)}`,
      code: 'unknown_field',
      message: 'This field is not known here.',
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors && issue.errors.length > 0) {
    return closestBranch(issue.errors).flatMap((inner) => detailsOf(inner, pointer));
  }
  return [{ pointer, code: codeOf(issue), message: issue.message }];
}

/** The alternative that the caller most likely meant: the one with the least wrong. */
const closestBranch = (branches: readonly (readonly SchemaIssue[])[]): readonly SchemaIssue[] =>
  branches.reduce((best, branch) => (weightOf(branch) < weightOf(best) ? branch : best));

const weightOf = (branch: readonly SchemaIssue[]): number =>
  branch.reduce(
    (sum, { keys, code }) => sum + (keys?.length ?? 1) + (code === 'invalid_type' ? 1 : 0),
    0,
  );

function codeOf(issue: SchemaIssue): ProblemCode {
  const named = issue.params?.['problem'];
  if (isProblemCode(named)) return named;
  if (issue.code === 'too_big' && issue.origin === 'array') return 'too_many_items';
  return 'invalid_request';
}

const isProblemCode = (value: unknown): value is ProblemCode =>
  typeof value === 'string' && (problemCodes as readonly string[]).includes(value);

export const pointerOf = (path: NonNullable<SchemaIssue['path']>): string =>
  path
    .map(
      (segment) => `/${escapeSegment(String(typeof segment === 'object' ? segment.key : segment))}`,
    )
    .join('');

const escapeSegment = (segment: string): string =>
  segment.replaceAll('~', '~0').replaceAll('/', '~1');
