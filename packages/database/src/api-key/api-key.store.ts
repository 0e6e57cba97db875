import type { Permission, RoleGrant } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { returnedRows } from '../returned-rows.js';
import { ApiKeyEntity } from './api-key.entity.js';

/** A key in use: what it may do, and the roles that its owner holds today. */
export interface UsedKey {
  readonly id: string;
  readonly tenantId: string;
  readonly ownerUserId: string | null;
  readonly scopes: readonly Permission[];
  readonly ownerGrants: readonly RoleGrant[];
}

export type NewApiKey = Pick<
  ApiKeyEntity,
  'id' | 'tenantId' | 'ownerUserId' | 'name' | 'prefix' | 'secretHash' | 'scopes' | 'expiresAt'
>;

/** API keys, found by the keyed hash of what the client presents. */
export class ApiKeyStore {
  constructor(private readonly manager: EntityManager) {}

  /** The live key with this hash; keys of disabled owners are dead. Notes its use at most once a minute. */
  async useByHash(secretHash: Buffer): Promise<UsedKey | undefined> {
    const [found]: UsedKey[] = await this.manager.query(
      `WITH found AS (
         SELECT k.id, k.tenant_id, k.owner_user_id, k.scopes FROM api_key k
         LEFT JOIN app_user u ON u.id = k.owner_user_id
         WHERE k.secret_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
           AND u.disabled_at IS NULL
       ), used AS (
         UPDATE api_key SET last_used_at = now() FROM found
         WHERE api_key.id = found.id
           AND (api_key.last_used_at IS NULL OR api_key.last_used_at < now() - interval '1 minute')
       )
       SELECT id, tenant_id AS "tenantId", owner_user_id AS "ownerUserId", scopes,
         COALESCE((SELECT json_agg(json_build_object('tenantId', g.tenant_id, 'role', g.role))
                   FROM role_grant g WHERE g.user_id = found.owner_user_id), '[]') AS "ownerGrants"
       FROM found`,
      [secretHash],
    );
    return found;
  }

  async add(key: NewApiKey): Promise<ApiKeyEntity> {
    await this.manager.insert(ApiKeyEntity, { ...key, scopes: [...key.scopes] });
    return this.manager.findOneByOrFail(ApiKeyEntity, { id: key.id });
  }

  /** When a key of this tenant ends; `null` for one that never does. */
  async expiryOf(tenantId: string, id: string): Promise<Date | null> {
    const key = await this.manager.findOneByOrFail(ApiKeyEntity, { tenantId, id });
    return key.expiresAt;
  }

  /** False when this tenant has no such live key. */
  async revoke(tenantId: string, id: string): Promise<boolean> {
    const rows = await returnedRows<{ id: string }>(
      this.manager,
      `UPDATE api_key SET revoked_at = now() WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id`,
      [tenantId, id],
    );
    return rows.length === 1;
  }

  /** Newest first; `before` is the id of the previous page's last key. */
  list({
    tenantId,
    before,
    limit,
  }: {
    tenantId: string;
    before?: string | undefined;
    limit: number;
  }): Promise<ApiKeyEntity[]> {
    const query = this.manager
      .createQueryBuilder(ApiKeyEntity, 'key')
      .where('key.tenantId = :tenantId', { tenantId })
      .orderBy('key.id', 'DESC')
      .limit(limit);
    if (before !== undefined) query.andWhere('key.id < :before', { before });
    return query.getMany();
  }
}
