import type { EntityManager } from 'typeorm';
import { returnedRows } from '../returned-rows.js';
import { TenantEntity } from './tenant.entity.js';

export interface TenantChange {
  readonly name?: string | undefined;
  readonly quotaPerMinute?: number | null | undefined;
}

/** Tenants of the deployment. */
export class TenantStore {
  constructor(private readonly manager: EntityManager) {}

  find(id: string): Promise<TenantEntity | null> {
    return this.manager.findOneBy(TenantEntity, { id });
  }

  /** False when the slug is taken. */
  async add(
    tenant: Pick<TenantEntity, 'id' | 'slug' | 'name' | 'quotaPerMinute'>,
  ): Promise<boolean> {
    const rows: unknown[] = await this.manager.query(
      `INSERT INTO tenant (id, slug, name, quota_per_minute) VALUES ($1, $2, $3, $4)
       ON CONFLICT (slug) DO NOTHING RETURNING id`,
      [tenant.id, tenant.slug, tenant.name, tenant.quotaPerMinute],
    );
    return rows.length === 1;
  }

  /** False when there is no such tenant. What is `undefined` stays; a quota of `null` means none. */
  async change(id: string, { name, quotaPerMinute }: TenantChange): Promise<boolean> {
    const rows = await returnedRows<{ id: string }>(
      this.manager,
      `UPDATE tenant SET name = COALESCE($2, name),
         quota_per_minute = CASE WHEN $3 THEN $4::integer ELSE quota_per_minute END
       WHERE id = $1 RETURNING id`,
      [id, name ?? null, quotaPerMinute !== undefined, quotaPerMinute ?? null],
    );
    return rows.length === 1;
  }

  /** Oldest first; `after` is the id of the previous page's last tenant. */
  list({ after, limit }: { after?: string | undefined; limit: number }): Promise<TenantEntity[]> {
    const query = this.manager
      .createQueryBuilder(TenantEntity, 'tenant')
      .orderBy('tenant.id')
      .limit(limit);
    if (after !== undefined) query.where('tenant.id > :after', { after });
    return query.getMany();
  }

  /** Tenants a person may act in, oldest first: those of its roles, or all with a role everywhere. */
  openTo(userId: string): Promise<TenantEntity[]> {
    return this.manager
      .createQueryBuilder(TenantEntity, 'tenant')
      .where(
        `EXISTS (SELECT FROM role_grant g WHERE g.user_id = :userId
                 AND (g.tenant_id = tenant.id OR g.tenant_id IS NULL))`,
        { userId },
      )
      .orderBy('tenant.id')
      .limit(500)
      .getMany();
  }
}
