import type { Role } from '../vocabulary.js';

/** What a request may do. API-key scopes and role permissions are the same words. */
export const permissions = [
  'submissions:write',
  'submissions:read',
  'webhooks:manage',
  'reviews:work',
  'reviews:read',
  'reviews:manage',
  'quality:read',
  'appeals:write',
  'appeals:read',
  'reports:write',
  'blacklist:read',
  'blacklist:propose',
  'blacklist:confirm',
  'policies:read',
  'policies:write',
  'policies:publish',
  'users:manage',
  'keys:manage',
  'teams:manage',
  'tenants:manage',
  'overview:read',
  'audit:read',
] as const;
export type Permission = (typeof permissions)[number];

/** Permissions that reach beyond one tenant; only operators hold them, and only their keys can. */
export const deploymentPermissions: readonly Permission[] = ['tenants:manage'];

/** All scopes of one tenant. */
export const keyScopes: readonly Permission[] = permissions.filter(
  (name) => !deploymentPermissions.includes(name),
);

const everyTenantPermission = keyScopes;

/** Role → permissions, deny by default. Roles are held per tenant or, with tenant `null`, for all tenants. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  operator: permissions,
  tenant_admin: everyTenantPermission,
  policy_editor: [
    'policies:read',
    'policies:write',
    'policies:publish',
    'overview:read',
    'blacklist:read',
  ],
  blacklist_editor: ['blacklist:read', 'blacklist:propose', 'overview:read'],
  blacklist_approver: ['blacklist:read', 'blacklist:confirm', 'overview:read'],
  reviewer: ['reviews:work'],
  lead: [
    'reviews:work',
    'reviews:read',
    'reviews:manage',
    'quality:read',
    'appeals:read',
    'appeals:write',
    'reports:write',
    'submissions:read',
    'teams:manage',
    'overview:read',
    'policies:read',
  ],
  auditor: [
    'submissions:read',
    'reviews:read',
    'quality:read',
    'appeals:read',
    'policies:read',
    'blacklist:read',
    'audit:read',
    'overview:read',
  ],
};

/** A role held by a person; `tenantId: null` means in every tenant. */
export interface RoleGrant {
  readonly tenantId: string | null;
  readonly role: Role;
}

/** Permissions of a person in one tenant. */
export function permissionsIn(
  grants: readonly RoleGrant[],
  tenantId: string,
): ReadonlySet<Permission> {
  const held = grants.filter((grant) => grant.tenantId === null || grant.tenantId === tenantId);
  const allowed = new Set<Permission>();
  for (const { role, tenantId: where } of held) {
    for (const name of rolePermissions[role]) {
      if (where !== null && deploymentPermissions.includes(name)) continue;
      allowed.add(name);
    }
  }
  return allowed;
}
