import {
  failed,
  ok,
  validateDefinition,
  type PolicyDefinition,
  type ProblemDetail,
  type Result,
} from '@assay/domain';
import { compilePolicy, type PolicyWarning } from '@assay/screening';

export interface CheckedDefinition {
  readonly problems: readonly ProblemDetail[];
  readonly warnings: readonly PolicyWarning[];
}

/**
 * Everything that would keep a definition from being published: what the domain sees in the data, then what the
 * engine sees when it compiles it. Pointers start at `/definition`. A place is reported once.
 */
export function checkDefinition(definition: PolicyDefinition): CheckedDefinition {
  const seen = validateDefinition(definition);
  const compiled = compilePolicy(definition);
  const places = new Set(seen.map(({ pointer }) => pointer));
  const more = compiled.ok ? [] : compiled.problems.filter(({ pointer }) => !places.has(pointer));
  return {
    problems: [...seen, ...more].map(inBody),
    warnings: compiled.ok ? compiled.warnings.map(inBody) : [],
  };
}

/** The definition as it is, or `policy_invalid` with every problem. */
export function publishable(definition: PolicyDefinition): Result<PolicyDefinition> {
  const { problems } = checkDefinition(definition);
  if (problems.length === 0) return ok(definition);
  const detail =
    problems.length === 1
      ? 'The definition has a problem and was not published; see errors.'
      : `The definition has ${problems.length} problems and was not published; see errors.`;
  return failed('policy_invalid', detail, { errors: problems.slice(0, maxReported) });
}

const maxReported = 200;

const inBody = <T extends { readonly pointer: string }>(found: T): T => ({
  ...found,
  pointer: `/definition${found.pointer}`,
});
