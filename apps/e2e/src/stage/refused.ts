import type { ProblemBody } from '@assay/contracts';
import type { Stage } from './stage.js';

export interface Ask {
  readonly method?: string;
  readonly path?: string;
  /** Sent as it is when it is a string. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the platform's key. */
  readonly credential?: Readonly<Record<string, string>>;
}

export interface Refused {
  readonly status: number;
  readonly problem: ProblemBody;
}

/** One real request. The answer must be problem details that name themselves. */
export async function refused({ stack }: Stage, ask: Ask): Promise<Refused> {
  const { baseUrl, apiKey } = stack;
  const { method = 'POST', path = '/v1/submissions', body, headers } = ask;
  const answer = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ask.credential ?? { authorization: `Bearer ${apiKey}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const type = answer.headers.get('content-type');
  if (type !== 'application/problem+json') throw new Error(`${answer.status} ${type}: ${text}`);
  const problem = JSON.parse(text) as ProblemBody;
  expect(problem).toMatchObject({
    status: answer.status,
    type: `urn:assay:problem:${problem.code}`,
    title: expect.any(String),
    detail: expect.any(String),
    request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  return { status: answer.status, problem };
}
