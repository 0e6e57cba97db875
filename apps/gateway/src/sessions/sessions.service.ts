import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { CreateSession, MeBody } from '@assay/contracts';
import {
  LoginFailureStore,
  recordAudit,
  SessionStore,
  TenantStore,
  UserStore,
  type AppUserEntity,
  type Database,
  type TenantEntity,
} from '@assay/database';
import { failed, ok, permissionsIn, type Principal, type Result } from '@assay/domain';
import { Credentials } from '../access/credentials.js';
import { Passwords } from '../access/passwords.js';
import { sessionHours } from '../access/session-cookie.js';
import { DATABASE } from '../database.js';

export interface StartedSession {
  readonly token: string;
  readonly me: MeBody;
}

/** People logging in, moving between their tenants and logging out. */
@Injectable()
export class SessionsService {
  private readonly logger = new Logger('sessions');

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly passwords: Passwords,
  ) {}

  async logIn(body: CreateSession, ip: string): Promise<Result<StartedSession>> {
    const email = body.email.trim().toLowerCase();
    const { manager } = this.database.dataSource;
    const failures = new LoginFailureStore(manager);
    // Hashed: people type passwords into the address field.
    const subject = this.credentials.hash(`login:${email}|${ip}`).toString('hex');
    const tooEarly = await failures.attempt(subject);
    if (tooEarly) {
      return failed('too_many_attempts', 'Too many attempts to log in. Wait before the next one.', {
        retryAfterSeconds: tooEarly.waitSeconds,
      });
    }
    const user = await new UserStore(manager).findByEmail(email);
    const isRight = await this.passwords.isRight(user?.passwordHash, body.password);
    if (user === null || !isRight || user.disabledAt !== null) {
      this.logger.warn({ event: 'login refused', userId: user?.id, ip });
      return failed('invalid_credentials', 'The address or the password is wrong.');
    }
    await failures.succeeded(subject);
    return this.start(user, body.tenantId);
  }

  async me(principal: Principal): Promise<Result<MeBody>> {
    const { manager } = this.database.dataSource;
    if (principal.via === 'key' || principal.userId === null) return this.meOfKey(principal);
    const person = await new UserStore(manager).find(principal.userId);
    const tenants = await new TenantStore(manager).openTo(principal.userId);
    const tenant = await new TenantStore(manager).find(principal.tenantId);
    if (person === undefined || tenant === null) return failed('session_expired', 'Log in again.');
    return ok(meBody({ principal, user: person.user, tenant, tenants }));
  }

  async switchTenant(
    token: string,
    principal: Principal,
    tenantId: string,
  ): Promise<Result<MeBody>> {
    const { manager } = this.database.dataSource;
    if (principal.userId === null) return failed('forbidden', 'A key belongs to one tenant.');
    const tenants = await new TenantStore(manager).openTo(principal.userId);
    if (!tenants.some(({ id }) => id === tenantId))
      return failed('not_found', 'There is no such tenant for you.');
    await new SessionStore(manager).moveToTenant(this.credentials.hash(token), tenantId);
    this.credentials.forgetAll();
    const { grants } = (await new UserStore(manager).find(principal.userId)) ?? { grants: [] };
    return this.me({ ...principal, tenantId, permissions: permissionsIn(grants, tenantId) });
  }

  async logOut(token: string, principal: Principal): Promise<void> {
    await this.database.dataSource.transaction(async (manager) => {
      await new SessionStore(manager).end(this.credentials.hash(token));
      await recordAudit(manager, sessionAudit(principal, 'session.ended'));
    });
    this.credentials.forgetAll();
  }

  private async start(
    user: AppUserEntity,
    wanted: string | undefined,
  ): Promise<Result<StartedSession>> {
    const { manager } = this.database.dataSource;
    const tenants = await new TenantStore(manager).openTo(user.id);
    const tenant = wanted === undefined ? tenants[0] : tenants.find(({ id }) => id === wanted);
    if (tenant === undefined)
      return failed('forbidden', 'This person has no role in any such tenant.');
    const token = randomBytes(32).toString('base64url');
    const { grants } = (await new UserStore(manager).find(user.id)) ?? { grants: [] };
    const principal: Principal = {
      id: user.id,
      via: 'session',
      userId: user.id,
      keyId: null,
      tenantId: tenant.id,
      permissions: permissionsIn(grants, tenant.id),
    };
    await this.database.dataSource.transaction(async (inner) => {
      const tokenHash = this.credentials.hash(token);
      await new SessionStore(inner).start({
        tokenHash,
        userId: user.id,
        tenantId: tenant.id,
        hours: sessionHours,
      });
      await recordAudit(inner, sessionAudit(principal, 'session.started'));
    });
    return ok({ token, me: meBody({ principal, user, tenant, tenants }) });
  }

  private async meOfKey(principal: Principal): Promise<Result<MeBody>> {
    const tenant = await new TenantStore(this.database.dataSource.manager).find(principal.tenantId);
    if (tenant === null) return failed('unauthenticated', 'The tenant of this key is gone.');
    return ok(meBody({ principal, tenant, tenants: [tenant] }));
  }
}

interface Me {
  readonly principal: Principal;
  readonly user?: AppUserEntity;
  readonly tenant: TenantEntity;
  readonly tenants: readonly TenantEntity[];
}

const meBody = ({ principal, user, tenant, tenants }: Me): MeBody => ({
  principal: principal.id,
  ...(user
    ? { user: { id: user.id, email: user.email, name: user.name, locale: user.locale } }
    : {}),
  tenant: tenantName(tenant),
  tenants: tenants.map(tenantName),
  permissions: [...principal.permissions],
});

const tenantName = ({ id, slug, name }: TenantEntity) => ({ id, slug, name });

const sessionAudit = ({ id, tenantId }: Principal, action: string) => ({
  tenantId,
  actor: id,
  action,
  subjectType: 'user',
  subjectId: id,
  detail: {},
});
