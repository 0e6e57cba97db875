import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { Problem, ProblemCode } from '@assay/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseOutage, sqlState } from './database-outage.js';
import { ProblemException } from './problem-exception.js';
import { problemStatus } from './problem-status.js';
import { methodsOf } from './route-methods.js';

/** Turns everything thrown into RFC 9457 problem details; what nobody expected is logged and told to nobody. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(thrown, request);
    if (problem.code === 'internal_error') this.logger.error(describe(thrown, request));
    // A stream that broke off half-way has no place left for a problem.
    if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy();
    if (problem.code === 'method_not_allowed') {
      reply.header('allow', methodsOf(request).join(', '));
    }
    sendProblem({ problem, request, reply });
  }
}

export interface SendProblem {
  readonly problem: Problem;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Also for the few routes that Nest does not serve. */
export function sendProblem({ problem, request, reply }: SendProblem): void {
  const status = problemStatus[problem.code];
  if (problem.retryAfterSeconds !== undefined) {
    reply.header('retry-after', String(Math.max(1, Math.ceil(problem.retryAfterSeconds))));
  }
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  const body = {
    type: `urn:assay:problem:${problem.code}`,
    title: titleOf(problem.code),
    status,
    detail: problem.detail,
    code: problem.code,
    request_id: request.id,
    ...(problem.errors && problem.errors.length > 0 ? { errors: problem.errors } : {}),
  };
  // As bytes: to a string Fastify would add a charset, which this media type does not have.
  reply
    .status(status)
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify(body)));
}

/** SQLSTATEs of numbers and dates that fit no column; schemas know their form, not every column's bounds. */
const outOfRange: ReadonlySet<string> = new Set(['22003', '22008']);

function problemOf(thrown: unknown, request: FastifyRequest): Problem {
  if (thrown instanceof ProblemException) return thrown.problem;
  if (isDatabaseOutage(thrown)) {
    return {
      code: 'unavailable',
      detail:
        'The database cannot answer right now. Try again shortly; an Idempotency-Key makes that safe.',
      retryAfterSeconds: 1 + Math.floor(Math.random() * 3),
    };
  }
  const state = sqlState(thrown);
  if (state === '22021' || state === '22P05') {
    return { code: 'invalid_text', detail: 'The request contains text that cannot be stored.' };
  }
  if (state !== undefined && outOfRange.has(state)) {
    return { code: 'invalid_request', detail: 'A number or a date is beyond what can be stored.' };
  }
  if (thrown instanceof HttpException) return httpProblem(thrown, request);
  return {
    code: 'internal_error',
    detail: 'Something went wrong here. Quote the request id when you report it.',
  };
}

function httpProblem(thrown: HttpException, request: FastifyRequest): Problem {
  switch (thrown.getStatus()) {
    case 400:
      return { code: 'malformed_json', detail: 'The body is not valid JSON.' };
    case 404:
      return methodsOf(request).length > 0
        ? { code: 'method_not_allowed', detail: `${request.method} is not offered here.` }
        : { code: 'not_found', detail: 'There is nothing at this address.' };
    case 413:
      return { code: 'payload_too_large', detail: 'The body is larger than 1 MiB.' };
    case 415:
      return { code: 'unsupported_media_type', detail: 'Send the body as application/json.' };
    case 403:
      return { code: 'forbidden', detail: 'This credential may not do that.' };
    default:
      return {
        code: 'internal_error',
        detail: 'Something went wrong here. Quote the request id when you report it.',
      };
  }
}

const titleOf = (code: ProblemCode): string => {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Ids and places only: messages of database errors quote values, and values may be content. */
function describe(thrown: unknown, request: FastifyRequest): Record<string, unknown> {
  const where = { requestId: request.id, method: request.method, route: request.routeOptions.url };
  if (!(thrown instanceof Error)) return { ...where, message: 'thrown value is not an error' };
  const frames = thrown.stack?.split('\n').filter((line) => line.startsWith('    at '));
  const state = sqlState(thrown);
  const { constraint, table } = thrown as { constraint?: string; table?: string };
  return {
    ...where,
    error: thrown.name,
    ...(state === undefined ? { message: thrown.message } : { sqlState: state, constraint, table }),
    stack: frames,
  };
}
