import { Inject, Injectable } from '@nestjs/common';
import type { CreateTenant, ListQuery, Page, TenantBody, UpdateTenant } from '@assay/contracts';
import { recordAudit, TenantStore, type Database, type TenantEntity } from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import { v7 } from 'uuid';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';

/** The platforms on this deployment; for operators only. */
@Injectable()
export class TenantsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(query: ListQuery): Promise<Result<Page<TenantBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const store = new TenantStore(this.database.dataSource.manager);
    const tenants = await store.list({ after: after.value, limit: query.limit + 1 });
    return ok(pageById(tenants.map(tenantBody), query.limit));
  }

  async get(id: string): Promise<Result<TenantBody>> {
    const tenant = await new TenantStore(this.database.dataSource.manager).find(id);
    return tenant === null ? noTenant : ok(tenantBody(tenant));
  }

  async create(actor: Principal, body: CreateTenant): Promise<Result<TenantBody>> {
    const id = v7();
    const isNew = await this.database.dataSource.transaction(async (manager) => {
      if (!(await new TenantStore(manager).add({ id, ...body }))) return false;
      await recordAudit(manager, {
        tenantId: id,
        actor: actor.id,
        action: 'tenant.created',
        subjectType: 'tenant',
        subjectId: id,
        detail: { slug: body.slug, quotaPerMinute: body.quotaPerMinute },
      });
      return true;
    });
    return isNew
      ? this.get(id)
      : failed('duplicate', `There is already a tenant with the slug ${body.slug}.`);
  }

  async update({
    actor,
    id,
    body,
  }: {
    actor: Principal;
    id: string;
    body: UpdateTenant;
  }): Promise<Result<TenantBody>> {
    await this.database.dataSource.transaction(async (manager) => {
      if (!(await new TenantStore(manager).change(id, body))) return;
      await recordAudit(manager, {
        tenantId: id,
        actor: actor.id,
        action: 'tenant.changed',
        subjectType: 'tenant',
        subjectId: id,
        detail: { fields: Object.keys(body), quotaPerMinute: body.quotaPerMinute },
      });
    });
    return this.get(id);
  }
}

const noTenant = failed('not_found', 'There is no such tenant.');

const tenantBody = ({ id, slug, name, quotaPerMinute, createdAt }: TenantEntity): TenantBody => ({
  id,
  slug,
  name,
  quotaPerMinute,
  createdAt: createdAt.toISOString(),
});
