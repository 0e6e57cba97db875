import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { mayDo, type Principal } from '@assay/domain';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { ProblemException } from '../http/problem-exception.js';
import { Credentials } from './credentials.js';
import { isCrossSite } from './cross-site.js';
import { type AccessRule, neededPermission, type RequestWithPrincipal } from './needs.js';
import { type SessionCookie, sessionCookie } from './session-cookie.js';

type Request = FastifyRequest & RequestWithPrincipal;
type Found = Principal | undefined | Promise<Principal | undefined>;

/** Lets a request through when its route has a rule and its credential meets it. Synchronous for a known credential. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly cookie: SessionCookie;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly credentials: Credentials,
  ) {
    this.cookie = sessionCookie(config.http.publicUrl);
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    // Events between our own processes carry no credential.
    if (context.getType() !== 'http') return true;
    const rule = Reflect.getMetadata(neededPermission, context.getHandler()) as
      AccessRule | undefined;
    if (rule === undefined) throw refused('forbidden', 'This route has no access rule.');
    const request = context.switchToHttp().getRequest<Request>();
    const { authorization } = request.headers;
    if (authorization === undefined && isCrossSite(request.method, request.headers)) {
      throw refused('cross_site_request', 'Another site may not send this request.');
    }
    if (rule === 'open') return true;
    const found = authorization === undefined ? this.bySession(request) : this.byKey(authorization);
    if (found instanceof Promise)
      return found.then((principal) => admit({ principal, rule, request }));
    return admit({ principal: found, rule, request });
  }

  private byKey(authorization: string): Found {
    const isBearer = authorization.slice(0, 7).toLowerCase() === 'bearer ';
    return isBearer ? this.credentials.byKey(authorization.slice(7).trim()) : undefined;
  }

  private bySession(request: Request): Found {
    const token = this.cookie.read(request.headers.cookie);
    if (token === undefined) return undefined;
    const found = this.credentials.bySession(token);
    return found instanceof Promise ? found.then(orExpired) : orExpired(found);
  }
}

interface Admission {
  readonly principal: Principal | undefined;
  readonly rule: AccessRule;
  readonly request: Request;
}

function admit({ principal, rule, request }: Admission): true {
  if (principal === undefined) throw refused('unauthenticated', 'Send a valid API key, or log in.');
  if (rule !== 'signed_in' && rule !== 'open' && !mayDo(principal, rule)) {
    throw refused('forbidden', `This credential lacks ${rule}.`);
  }
  request.principal = principal;
  return true;
}

function orExpired(principal: Principal | undefined): Principal {
  if (principal === undefined)
    throw refused('session_expired', 'The session has ended. Log in again.');
  return principal;
}

const refused = (
  code: 'forbidden' | 'cross_site_request' | 'unauthenticated' | 'session_expired',
  detail: string,
): ProblemException => new ProblemException({ code, detail });
