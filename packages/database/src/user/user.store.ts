import type { Locale, RoleGrant } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { AppUserEntity } from './app-user.entity.js';
import { RoleGrantEntity } from './role-grant.entity.js';

/** A person with every role it holds, in whatever tenant. */
export interface Person {
  readonly user: AppUserEntity;
  readonly grants: readonly RoleGrant[];
}

export interface PersonChange {
  readonly name?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly passwordHash?: string | undefined;
  readonly isDisabled?: boolean | undefined;
}

export interface PeopleFilter {
  /** Only people who hold a role in this tenant; without it everybody. */
  readonly tenantId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** People of the deployment and their roles. */
export class UserStore {
  constructor(private readonly manager: EntityManager) {}

  async find(id: string): Promise<Person | undefined> {
    const user = await this.manager.findOneBy(AppUserEntity, { id });
    return user === null ? undefined : this.withGrants(user);
  }

  /** Also keeps other changes of this person waiting until the transaction ends. */
  async findForChange(id: string): Promise<Person | undefined> {
    const user = await this.manager.findOne(AppUserEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    return user === null ? undefined : this.withGrants(user);
  }

  /** `email` in lower case. */
  findByEmail(email: string): Promise<AppUserEntity | null> {
    return this.manager.findOneBy(AppUserEntity, { email });
  }

  /** False when the address is taken. `email` in lower case. */
  async add(
    user: Pick<AppUserEntity, 'id' | 'email' | 'name' | 'passwordHash' | 'locale'>,
  ): Promise<boolean> {
    const rows: unknown[] = await this.manager.query(
      `INSERT INTO app_user (id, email, name, password_hash, locale) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (email) DO NOTHING RETURNING id`,
      [user.id, user.email, user.name, user.passwordHash, user.locale],
    );
    return rows.length === 1;
  }

  async change(
    id: string,
    { name, locale, passwordHash, isDisabled }: PersonChange,
  ): Promise<void> {
    await this.manager.query(
      `UPDATE app_user SET name = COALESCE($2, name), locale = COALESCE($3, locale),
         password_hash = COALESCE($4, password_hash),
         disabled_at = CASE WHEN $5::boolean THEN COALESCE(disabled_at, now())
                            WHEN $5 IS NULL THEN disabled_at END
       WHERE id = $1`,
      [id, name ?? null, locale ?? null, passwordHash ?? null, isDisabled ?? null],
    );
  }

  async grant(userId: string, grants: readonly RoleGrant[]): Promise<void> {
    for (const { tenantId, role } of grants) {
      await this.manager.insert(RoleGrantEntity, { id: v7(), userId, tenantId, role });
    }
  }

  async withdraw(userId: string, grants: readonly RoleGrant[]): Promise<void> {
    for (const { tenantId, role } of grants) {
      await this.manager.query(
        'DELETE FROM role_grant WHERE user_id = $1 AND role = $2 AND tenant_id IS NOT DISTINCT FROM $3',
        [userId, role, tenantId],
      );
    }
  }

  /** Oldest first; `after` is the id of the previous page's last person. */
  async list({ tenantId, after, limit }: PeopleFilter): Promise<readonly Person[]> {
    const query = this.manager
      .createQueryBuilder(AppUserEntity, 'person')
      .orderBy('person.id')
      .limit(limit);
    if (after !== undefined) query.andWhere('person.id > :after', { after });
    if (tenantId !== undefined) {
      query.andWhere(
        'EXISTS (SELECT FROM role_grant g WHERE g.user_id = person.id AND g.tenant_id = :tenantId)',
        {
          tenantId,
        },
      );
    }
    const users = await query.getMany();
    const grants = await this.grantsOf(users.map(({ id }) => id));
    return users.map((user) => ({
      user,
      grants: grants.filter(({ userId }) => userId === user.id),
    }));
  }

  /** Which of these people may work in the tenant, through a role there or everywhere, and are not disabled. */
  async workingIn(tenantId: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows: { id: string }[] = await this.manager.query(
      `SELECT u.id FROM app_user u WHERE u.id = ANY($2::uuid[]) AND u.disabled_at IS NULL
         AND EXISTS (SELECT FROM role_grant g WHERE g.user_id = u.id AND (g.tenant_id = $1 OR g.tenant_id IS NULL))`,
      [tenantId, userIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  private async withGrants(user: AppUserEntity): Promise<Person> {
    return { user, grants: await this.grantsOf([user.id]) };
  }

  private grantsOf(userIds: readonly string[]): Promise<RoleGrantEntity[]> {
    return this.manager
      .createQueryBuilder(RoleGrantEntity, 'held')
      .where('held.userId = ANY(:userIds)', { userIds })
      .orderBy('held.id')
      .getMany();
  }
}
