import { rolePermissions, roles, type Permission, type Role } from '@assay/domain';

/** Roles that hold a permission. */
export const rolesWith = (permission: Permission): readonly Role[] =>
  roles.filter((role) => rolePermissions[role].includes(permission));
