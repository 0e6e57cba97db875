import type { ApiKeyBody, CreatedApiKey, TeamBody, TenantBody, UserBody } from '@assay/contracts';
import { Listing, type ListOptions } from './listing.js';
import type { CallOptions, Transport } from './transport.js';
import type {
  NewApiKey,
  NewTeam,
  NewTenant,
  NewUser,
  TeamChange,
  TenantChange,
  UserChange,
} from './wire.js';

/** Administration of a tenant and, for operators, of tenants. */
export class Admin {
  readonly users: Users;
  readonly apiKeys: ApiKeys;
  readonly teams: Teams;
  readonly tenants: Tenants;

  constructor(transport: Transport) {
    this.users = new Users(transport);
    this.apiKeys = new ApiKeys(transport);
    this.teams = new Teams(transport);
    this.tenants = new Tenants(transport);
  }
}

/** People and their roles. Scope `users:manage`. */
export class Users {
  constructor(private readonly transport: Transport) {}

  list(options: ListOptions = {}): Listing<UserBody> {
    return new Listing(this.transport, '/v1/users', options);
  }

  create(body: NewUser, options: CallOptions = {}): Promise<UserBody> {
    return this.transport.json({
      method: 'POST',
      path: '/v1/users',
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  get(id: string, options: CallOptions = {}): Promise<UserBody> {
    return this.transport.json({
      method: 'GET',
      path: at('users', id),
      ...options,
      repeat: 'always',
    });
  }

  /** `roles` replaces the person's roles in this tenant; `disabled: true` ends all sessions. */
  update(id: string, body: UserChange, options: CallOptions = {}): Promise<UserBody> {
    return this.transport.json({
      method: 'PATCH',
      path: at('users', id),
      body,
      ...options,
      repeat: 'always',
    });
  }
}

/** Machine credentials. Scope `keys:manage`. */
export class ApiKeys {
  constructor(private readonly transport: Transport) {}

  list(options: ListOptions = {}): Listing<ApiKeyBody> {
    return new Listing(this.transport, '/v1/api-keys', options);
  }

  /** The answer is the only place that shows the key. */
  create(body: NewApiKey, options: CallOptions = {}): Promise<CreatedApiKey> {
    return this.transport.json({
      method: 'POST',
      path: '/v1/api-keys',
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  /** Effective on all processes within 5 s. */
  async revoke(id: string, options: CallOptions = {}): Promise<void> {
    await this.transport.json({
      method: 'DELETE',
      path: at('api-keys', id),
      ...options,
      repeat: 'always',
    });
  }
}

/** Reviewers who work and are measured together. Scope `teams:manage`. */
export class Teams {
  constructor(private readonly transport: Transport) {}

  list(options: ListOptions = {}): Listing<TeamBody> {
    return new Listing(this.transport, '/v1/teams', options);
  }

  create(body: NewTeam, options: CallOptions = {}): Promise<TeamBody> {
    return this.transport.json({
      method: 'POST',
      path: '/v1/teams',
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  update(id: string, body: TeamChange, options: CallOptions = {}): Promise<TeamBody> {
    return this.transport.json({
      method: 'PATCH',
      path: at('teams', id),
      body,
      ...options,
      repeat: 'always',
    });
  }

  async remove(id: string, options: CallOptions = {}): Promise<void> {
    await this.transport.json({
      method: 'DELETE',
      path: at('teams', id),
      ...options,
      repeat: 'always',
    });
  }
}

/** Platforms of this deployment. Operators only (`tenants:manage`), so with a session and not with a tenant's key. */
export class Tenants {
  constructor(private readonly transport: Transport) {}

  list(options: ListOptions = {}): Listing<TenantBody> {
    return new Listing(this.transport, '/v1/tenants', options);
  }

  create(body: NewTenant, options: CallOptions = {}): Promise<TenantBody> {
    return this.transport.json({
      method: 'POST',
      path: '/v1/tenants',
      body,
      ...options,
      repeat: 'when_refused',
    });
  }

  get(id: string, options: CallOptions = {}): Promise<TenantBody> {
    return this.transport.json({
      method: 'GET',
      path: at('tenants', id),
      ...options,
      repeat: 'always',
    });
  }

  update(id: string, body: TenantChange, options: CallOptions = {}): Promise<TenantBody> {
    return this.transport.json({
      method: 'PATCH',
      path: at('tenants', id),
      body,
      ...options,
      repeat: 'always',
    });
  }
}

const at = (noun: string, id: string): string => `/v1/${noun}/${encodeURIComponent(id)}`;
