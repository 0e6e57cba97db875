import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ApiKeyBody, CreateApiKey, CreatedApiKey, ListQuery, Page } from '@assay/contracts';
import { ApiKeyStore, recordAudit, type ApiKeyEntity, type Database } from '@assay/database';
import { failed, ok, type Permission, type Principal, type Result } from '@assay/domain';
import { v7 } from 'uuid';
import { Credentials } from '../access/credentials.js';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';

/** Machine credentials of the caller's tenant. */
@Injectable()
export class ApiKeysService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly credentials: Credentials,
  ) {}

  async list(actor: Principal, query: ListQuery): Promise<Result<Page<ApiKeyBody>>> {
    const before = cursorId(query);
    if (!before.ok) return before;
    const keys = await new ApiKeyStore(this.database.dataSource.manager).list({
      tenantId: actor.tenantId,
      before: before.value,
      limit: query.limit + 1,
    });
    return ok(pageById(keys.map(keyBody), query.limit));
  }

  /**
   * The key belongs to whoever makes it, so that two keys of one person stay one principal. Made with a key, it ends
   * with that one at the latest: an end that its holder could put off would be none.
   */
  async create(actor: Principal, body: CreateApiKey): Promise<Result<CreatedApiKey>> {
    const scopes = [...new Set(body.scopes)] as Permission[];
    const missing = scopes.findIndex((scope) => !actor.permissions.has(scope));
    if (missing >= 0) return lacksScope(missing, scopes[missing] ?? '');
    const id = v7();
    const prefix = `assay_${id.replaceAll('-', '').slice(-12)}`;
    const key = `${prefix}_${randomBytes(32).toString('base64url')}`;
    const stored = await this.database.dataSource.transaction(async (manager) => {
      const store = new ApiKeyStore(manager);
      const wished = body.expiresAt === undefined ? null : new Date(body.expiresAt);
      const added = await store.add({
        id,
        tenantId: actor.tenantId,
        ownerUserId: actor.userId,
        name: body.name,
        prefix,
        secretHash: this.credentials.hash(key),
        scopes,
        expiresAt: earlier(wished, await makersEnd(store, actor)),
      });
      await recordAudit(
        manager,
        keyAudit(actor, { action: 'key.created', keyId: id, detail: { scopes } }),
      );
      return added;
    });
    return ok({ ...keyBody(stored), key });
  }

  async revoke(actor: Principal, id: string): Promise<Result<void>> {
    const isRevoked = await this.database.dataSource.transaction(async (manager) => {
      if (!(await new ApiKeyStore(manager).revoke(actor.tenantId, id))) return false;
      await recordAudit(manager, keyAudit(actor, { action: 'key.revoked', keyId: id, detail: {} }));
      return true;
    });
    this.credentials.forgetAll();
    return isRevoked
      ? ok(undefined)
      : failed('not_found', 'There is no such key, or it is already revoked.');
  }
}

/** Sessions are the person, who may make keys of any length. */
const makersEnd = async (
  store: ApiKeyStore,
  { keyId, tenantId }: Principal,
): Promise<Date | null> => (keyId === null ? null : store.expiryOf(tenantId, keyId));

const earlier = (a: Date | null, b: Date | null): Date | null => {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
};

const lacksScope = (index: number, scope: string) => {
  const message = `You do not hold ${scope} yourself.`;
  return failed('forbidden', message, {
    errors: [{ pointer: `/scopes/${index}`, code: 'forbidden', message }],
  });
};

const keyBody = (key: ApiKeyEntity): ApiKeyBody & { id: string } => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: [...key.scopes],
  ...(key.ownerUserId === null ? {} : { ownerUserId: key.ownerUserId }),
  ...(key.expiresAt === null ? {} : { expiresAt: key.expiresAt.toISOString() }),
  ...(key.revokedAt === null ? {} : { revokedAt: key.revokedAt.toISOString() }),
  ...(key.lastUsedAt === null ? {} : { lastUsedAt: key.lastUsedAt.toISOString() }),
  createdAt: key.createdAt.toISOString(),
});

const keyAudit = (
  { id, tenantId }: Principal,
  {
    action,
    keyId,
    detail,
  }: { action: string; keyId: string; detail: Readonly<Record<string, unknown>> },
) => ({ tenantId, actor: id, action, subjectType: 'api_key', subjectId: keyId, detail });
