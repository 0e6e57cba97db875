import { z } from 'zod';
import { locales, permissions, roles } from '@assay/domain';
import { Count, Id, page, Timestamp } from './list.js';

/** `POST /v1/sessions`. The answer sets the session cookie. */
export const CreateSession = z
  .strictObject({
    email: z.string().max(320),
    password: z.string().max(1024),
    tenantId: Id.optional(),
  })
  .meta({ id: 'CreateSession' });
export type CreateSession = z.infer<typeof CreateSession>;

/** `GET /v1/me` and the answer to login. */
export const MeBody = z
  .object({
    principal: z.string(),
    user: z
      .object({ id: Id, email: z.string(), name: z.string(), locale: z.enum(locales) })
      .optional(),
    tenant: z.object({ id: Id, slug: z.string(), name: z.string() }),
    /** Tenants this person may switch to. */
    tenants: z.array(z.object({ id: Id, slug: z.string(), name: z.string() })),
    permissions: z.array(z.enum(permissions)),
  })
  .meta({ id: 'Me' });
export type MeBody = z.infer<typeof MeBody>;
export const SwitchTenant = z.strictObject({ tenantId: Id }).meta({ id: 'SwitchTenant' });
export type SwitchTenant = z.infer<typeof SwitchTenant>;

export const TenantBody = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    quotaPerMinute: z.int().nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Tenant' });
export type TenantBody = z.infer<typeof TenantBody>;
export const CreateTenant = z
  .strictObject({
    slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'Lower-case letters, digits and hyphens.'),
    name: z.string().min(1).max(100),
    quotaPerMinute: Count.min(1).nullable().default(null),
  })
  .meta({ id: 'CreateTenant' });
export type CreateTenant = z.infer<typeof CreateTenant>;
export const UpdateTenant = z
  .strictObject({
    name: z.string().min(1).max(100).optional(),
    quotaPerMinute: Count.min(1).nullable().optional(),
  })
  .meta({ id: 'UpdateTenant' });
export type UpdateTenant = z.infer<typeof UpdateTenant>;
export const TenantPage = page(TenantBody).meta({ id: 'TenantPage' });

/** A role in the caller's tenant, or with `everywhere` in all of them (operators only). */
export const RoleBody = z.strictObject({
  role: z.enum(roles),
  everywhere: z.boolean().default(false),
});
export const UserBody = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    locale: z.enum(locales),
    disabled: z.boolean(),
    roles: z.array(RoleBody),
    createdAt: Timestamp,
  })
  .meta({ id: 'User' });
export type UserBody = z.infer<typeof UserBody>;
export const CreateUser = z
  .strictObject({
    email: z.email().max(320),
    name: z.string().min(1).max(100),
    password: z.string().min(10).max(1024),
    locale: z.enum(locales).default('zh-CN'),
    roles: z.array(RoleBody).max(16).default([]),
  })
  .meta({ id: 'CreateUser' });
export type CreateUser = z.infer<typeof CreateUser>;
export const UpdateUser = z
  .strictObject({
    name: z.string().min(1).max(100).optional(),
    locale: z.enum(locales).optional(),
    password: z.string().min(10).max(1024).optional(),
    disabled: z.boolean().optional(),
    roles: z.array(RoleBody).max(16).optional(),
  })
  .meta({ id: 'UpdateUser' });
export type UpdateUser = z.infer<typeof UpdateUser>;
export const UserPage = page(UserBody).meta({ id: 'UserPage' });

export const TeamBody = z
  .object({ id: Id, name: z.string(), memberIds: z.array(Id), createdAt: Timestamp })
  .meta({ id: 'Team' });
export type TeamBody = z.infer<typeof TeamBody>;
export const CreateTeam = z
  .strictObject({ name: z.string().min(1).max(100), memberIds: z.array(Id).max(1000).default([]) })
  .meta({ id: 'CreateTeam' });
export type CreateTeam = z.infer<typeof CreateTeam>;
export const UpdateTeam = z
  .strictObject({
    name: z.string().min(1).max(100).optional(),
    memberIds: z.array(Id).max(1000).optional(),
  })
  .meta({ id: 'UpdateTeam' });
export type UpdateTeam = z.infer<typeof UpdateTeam>;
export const TeamPage = page(TeamBody).meta({ id: 'TeamPage' });

export const ApiKeyBody = z
  .object({
    id: Id,
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.enum(permissions)),
    ownerUserId: Id.optional(),
    expiresAt: Timestamp.optional(),
    revokedAt: Timestamp.optional(),
    lastUsedAt: Timestamp.optional(),
    createdAt: Timestamp,
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyBody = z.infer<typeof ApiKeyBody>;
export const CreateApiKey = z
  .strictObject({
    name: z.string().min(1).max(100),
    /** Never more than the creator holds; `tenants:manage` only from an operator. */
    scopes: z.array(z.enum(permissions)).min(1),
    expiresAt: Timestamp.optional(),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.infer<typeof CreateApiKey>;
/** The only time the key itself is shown. */
export const CreatedApiKey = ApiKeyBody.extend({ key: z.string() }).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
export const ApiKeyPage = page(ApiKeyBody).meta({ id: 'ApiKeyPage' });
