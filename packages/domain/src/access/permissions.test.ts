import { roles } from '../vocabulary.js';
import {
  deploymentPermissions,
  keyScopes,
  permissions,
  permissionsIn,
  rolePermissions,
} from './permissions.js';

const here = '018f0000-0000-7000-8000-000000000001';
const elsewhere = '018f0000-0000-7000-8000-000000000002';

test('a person without a grant may do nothing', () => {
  expect([...permissionsIn([], here)]).toEqual([]);
});

test.each(roles)('role %s gives its permissions in its own tenant and none in another', (role) => {
  const grants = [{ tenantId: here, role }];
  const withinTenant = rolePermissions[role].filter(
    (name) => !deploymentPermissions.includes(name),
  );
  expect([...permissionsIn(grants, here)].sort()).toEqual([...withinTenant].sort());
  expect([...permissionsIn(grants, elsewhere)]).toEqual([]);
});

test('a grant without a tenant holds in every tenant', () => {
  const grants = [{ tenantId: null, role: 'reviewer' as const }];
  expect([...permissionsIn(grants, here)]).toEqual(['reviews:work']);
  expect([...permissionsIn(grants, elsewhere)]).toEqual(['reviews:work']);
});

test('only an operator of the whole deployment manages tenants', () => {
  expect(permissionsIn([{ tenantId: null, role: 'operator' }], here).has('tenants:manage')).toBe(
    true,
  );
  expect(permissionsIn([{ tenantId: here, role: 'operator' }], here).has('tenants:manage')).toBe(
    false,
  );
  expect(
    permissionsIn([{ tenantId: null, role: 'tenant_admin' }], here).has('tenants:manage'),
  ).toBe(false);
});

test('grants add up', () => {
  const grants = [
    { tenantId: here, role: 'blacklist_editor' as const },
    { tenantId: null, role: 'blacklist_approver' as const },
  ];
  expect(permissionsIn(grants, here)).toEqual(
    new Set(['blacklist:read', 'blacklist:propose', 'overview:read', 'blacklist:confirm']),
  );
  expect(permissionsIn(grants, elsewhere).has('blacklist:propose')).toBe(false);
});

test('one blacklist role alone never both proposes and confirms', () => {
  for (const role of ['blacklist_editor', 'blacklist_approver'] as const) {
    const held = permissionsIn([{ tenantId: here, role }], here);
    expect(held.has('blacklist:propose') && held.has('blacklist:confirm')).toBe(false);
  }
});

test('keys carry every permission but those that reach beyond their tenant', () => {
  expect(new Set([...keyScopes, ...deploymentPermissions])).toEqual(new Set(permissions));
  expect(keyScopes).not.toContain('tenants:manage');
});
