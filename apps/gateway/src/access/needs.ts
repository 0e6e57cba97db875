import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Permission, Principal } from '@assay/domain';

export const neededPermission = Symbol('needed permission');

/** What a route asks of its caller. Routes without a rule are refused by the access guard. */
export type AccessRule = Permission | 'open' | 'signed_in';

/** The caller must hold this permission in the tenant of its credential. */
export const Needs = (permission: Permission): MethodDecorator =>
  SetMetadata(neededPermission, permission);

/** Anyone may call this route. */
export const Open = (): MethodDecorator => SetMetadata(neededPermission, 'open');

/** Any valid credential will do. */
export const SignedIn = (): MethodDecorator => SetMetadata(neededPermission, 'signed_in');

/** A request after the access guard. */
export interface RequestWithPrincipal {
  principal?: Principal;
}

/** The principal that the access guard found. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<RequestWithPrincipal>();
  if (principal === undefined) throw new Error('A route with @Actor() needs an access rule.');
  return principal;
});
