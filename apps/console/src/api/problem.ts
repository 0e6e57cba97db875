import { ProblemBody } from '@assay/contracts';

/** A failed call: what the gateway said, or that it could not be reached. */
export class ApiProblem extends Error {
  constructor(
    readonly code: ProblemBody['code'] | 'unreachable' | 'unexpected_answer',
    readonly detail: string,
    readonly more: {
      readonly status?: number;
      readonly requestId?: string;
      readonly errors?: NonNullable<ProblemBody['errors']>;
    } = {},
  ) {
    super(detail);
  }

  get status(): number | undefined {
    return this.more.status;
  }
}

const mayPass: readonly ApiProblem['code'][] = [
  'unreachable',
  'unexpected_answer',
  'unavailable',
  'overloaded',
  'internal_error',
  'too_many_attempts',
  'quota_exceeded',
];

/** Whether sending the same again later can succeed. */
export const isTransient = (problem: ApiProblem): boolean => mayPass.includes(problem.code);

export const asProblem = (error: unknown): ApiProblem => {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(
    'unexpected_answer',
    error instanceof Error ? error.message : String(error),
  );
};

/** Reads a failed response; a proxy's HTML page becomes `unexpected_answer`. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  const parsed = ProblemBody.safeParse(jsonOrUndefined(text));
  if (!parsed.success) {
    const code = response.status >= 500 ? 'unavailable' : 'unexpected_answer';
    return new ApiProblem(code, `HTTP ${response.status}`, { status: response.status });
  }
  const { code, detail, request_id: requestId, errors } = parsed.data;
  return new ApiProblem(code, detail, {
    status: response.status,
    requestId,
    ...(errors ? { errors } : {}),
  });
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
