import {
  failed,
  ok,
  type Permission,
  permissionsIn,
  type Principal,
  type Result,
  type Role,
  type RoleGrant,
} from '@assay/domain';

/** A role as the API names it. */
export interface WantedRole {
  readonly role: Role;
  readonly everywhere: boolean;
}

export interface RoleChange {
  readonly added: readonly RoleGrant[];
  readonly removed: readonly RoleGrant[];
}

export interface WantedChange {
  readonly actor: Principal;
  readonly held: readonly RoleGrant[];
  readonly wanted: readonly WantedRole[];
}

/** Operators act on every tenant; everybody else only inside the tenant of the credential. */
export const isOperator = (actor: Principal): boolean => actor.permissions.has('tenants:manage');

/**
 * What must be granted and withdrawn so that a person holds the wanted roles in the actor's tenant. Roles in other
 * tenants stay. Problem `forbidden`: the actor lacks something that a changed role carries, or is no operator and
 * touches a role everywhere or the role operator.
 */
export function roleChange({ actor, held, wanted }: WantedChange): Result<RoleChange> {
  const here = held.filter(({ tenantId }) => tenantId === null || tenantId === actor.tenantId);
  const goal = unique(
    wanted.map(({ role, everywhere }) => ({ role, tenantId: everywhere ? null : actor.tenantId })),
  );
  const added = goal.filter((grant) => !includes(here, grant));
  const removed = here.filter((grant) => !includes(goal, grant) && mayTouch(actor, grant));
  const refused = [...added, ...removed].find(
    (grant) => !mayTouch(actor, grant) || !holdsAllOf(actor, grant),
  );
  if (refused) return failed('forbidden', `You may not change the role ${refused.role}.`);
  return ok({ added, removed });
}

/**
 * Whether the actor may change what belongs to the person as a whole: password, name, whether it may log in.
 * That takes authority over everything the person may do, in every tenant.
 */
export function mayChangePerson(actor: Principal, held: readonly RoleGrant[]): boolean {
  if (isOperator(actor)) return true;
  if (held.some(({ tenantId }) => tenantId !== actor.tenantId)) return false;
  return isSubset(permissionsIn(held, actor.tenantId), actor.permissions);
}

const mayTouch = (actor: Principal, { role, tenantId }: RoleGrant): boolean =>
  isOperator(actor) || (tenantId !== null && role !== 'operator');

const holdsAllOf = (actor: Principal, grant: RoleGrant): boolean =>
  isSubset(permissionsIn([grant], actor.tenantId), actor.permissions);

const isSubset = (part: ReadonlySet<Permission>, whole: ReadonlySet<Permission>): boolean =>
  [...part].every((permission) => whole.has(permission));

const includes = (grants: readonly RoleGrant[], { role, tenantId }: RoleGrant): boolean =>
  grants.some((grant) => grant.role === role && grant.tenantId === tenantId);

const unique = (grants: readonly RoleGrant[]): readonly RoleGrant[] =>
  grants.filter((grant, index) => !includes(grants.slice(0, index), grant));
