import type { Permission } from './permissions.js';

/**
 * Who is asking. `id` is what two-person rules compare: a person's user id, or for a key its owner's user id
 * (two keys of one owner are one principal), or `tenant:<id>` for a key without an owner.
 */
export interface Principal {
  readonly id: string;
  readonly via: 'session' | 'key';
  readonly userId: string | null;
  readonly keyId: string | null;
  /** The tenant this request acts in; comes from the credential only. */
  readonly tenantId: string;
  readonly permissions: ReadonlySet<Permission>;
}

export const mayDo = (principal: Principal, permission: Permission): boolean =>
  principal.permissions.has(permission);
