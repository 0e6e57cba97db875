import { Inject, Injectable } from '@nestjs/common';
import { mayDo, type Permission, type Principal } from '@assay/domain';
import type { FastifyRequest } from 'fastify';
import { Credentials } from '../access/credentials.js';
import { sessionCookie, type SessionCookie } from '../access/session-cookie.js';
import { CONFIG, type Config } from '../config.js';

/** Whether the caller of a request that goes on and on may still have its answer. */
@Injectable()
export class StreamAccess {
  private readonly cookie: SessionCookie;

  constructor(
    private readonly credentials: Credentials,
    @Inject(CONFIG) config: Config,
  ) {
    this.cookie = sessionCookie(config.http.publicUrl);
  }

  /** A check that looks the credential of the request up again. */
  recheck(
    { headers }: FastifyRequest,
    { actor, permission }: { readonly actor: Principal; readonly permission: Permission },
  ): () => Promise<boolean> {
    const { credentials, cookie } = this;
    const token =
      actor.via === 'key' ? headers.authorization?.slice(7).trim() : cookie.read(headers.cookie);
    return async () => {
      if (token === undefined) return false;
      const now = await (actor.via === 'key'
        ? credentials.byKey(token)
        : credentials.bySession(token));
      return now !== undefined && now.tenantId === actor.tenantId && mayDo(now, permission);
    };
  }
}
