import { Inject, Injectable } from '@nestjs/common';
import { ApiKeyStore, SecretBox, SessionStore, type Database } from '@assay/database';
import { type Permission, permissionsIn, type Principal } from '@assay/domain';
import { DATABASE } from '../database.js';
import { CredentialCache } from './credential-cache.js';
import { keyedHash } from './keyed-hash.js';

const shortestKey = 32;
const longestKey = 512;

/** Who stands behind an API key or a session cookie. */
@Injectable()
export class Credentials {
  readonly hash: (token: string) => Buffer;
  private readonly keys = new CredentialCache((key) => this.loadKey(key));
  private readonly sessions = new CredentialCache((token) => this.loadSession(token));

  constructor(
    box: SecretBox,
    @Inject(DATABASE) private readonly database: Database,
  ) {
    this.hash = keyedHash(box);
  }

  /** At once when the key was used a moment ago; `undefined` for an unknown, revoked or expired one. */
  byKey(key: string): Principal | undefined | Promise<Principal | undefined> {
    if (key.length < shortestKey || key.length > longestKey) return undefined;
    return this.keys.recall(key) ?? this.keys.find(key);
  }

  bySession(token: string): Principal | undefined | Promise<Principal | undefined> {
    if (token.length > longestKey) return undefined;
    return this.sessions.recall(token) ?? this.sessions.find(token);
  }

  /** Makes a change of keys, roles or sessions act at once here; other processes follow within seconds. */
  forgetAll(): void {
    this.keys.forgetAll();
    this.sessions.forgetAll();
  }

  private async loadKey(key: string): Promise<Principal | undefined> {
    const found = await new ApiKeyStore(this.database.dataSource.manager).useByHash(this.hash(key));
    if (found === undefined) return undefined;
    const { id, tenantId, ownerUserId, scopes, ownerGrants } = found;
    return {
      id: ownerUserId ?? `tenant:${tenantId}`,
      via: 'key',
      userId: ownerUserId,
      keyId: id,
      tenantId,
      permissions:
        ownerUserId === null
          ? new Set(scopes)
          : heldScopes(scopes, permissionsIn(ownerGrants, tenantId)),
    };
  }

  private async loadSession(token: string): Promise<Principal | undefined> {
    const found = await new SessionStore(this.database.dataSource.manager).useByHash(
      this.hash(token),
    );
    if (found === undefined) return undefined;
    const { userId, tenantId, grants } = found;
    return {
      id: userId,
      via: 'session',
      userId,
      keyId: null,
      tenantId,
      permissions: permissionsIn(grants, tenantId),
    };
  }
}

/** A key never does more than its owner may do today. */
const heldScopes = (
  scopes: readonly Permission[],
  held: ReadonlySet<Permission>,
): ReadonlySet<Permission> => new Set(scopes.filter((scope) => held.has(scope)));
