import { PolicyDefinitionBody, type ValidationResult } from '@assay/contracts';

export type PlacedProblem = Pick<ValidationResult['problems'][number], 'pointer' | 'message'>;

export type CheckedDefinition =
  | { readonly ok: true; readonly definition: PolicyDefinitionBody }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[]; readonly isJson: boolean };

/** What can be said about a definition without the gateway: whether it is JSON, and of the right shape. */
export function checkDefinition(text: string): CheckedDefinition {
  const read = readJson(text);
  if ('problem' in read)
    return { ok: false, isJson: false, problems: [{ pointer: '', message: read.problem }] };
  const parsed = PolicyDefinitionBody.safeParse(read.value);
  if (parsed.success) return { ok: true, definition: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    pointer: pointerTo(path),
    message,
  }));
  return { ok: false, isJson: true, problems };
}

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function readJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
