import { recordAudit } from '@assay/database';
import type { Principal } from '@assay/domain';
import type { EntityManager } from 'typeorm';

export interface EndpointAct {
  readonly actor: Principal;
  readonly endpointId: string;
  readonly action:
    | 'created'
    | 'changed'
    | 'enabled'
    | 'disabled'
    | 'removed'
    | 'secret_rotated'
    | 'tested'
    | 'replayed';
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes the audit entry of something a person or key did to an endpoint. */
export const auditEndpoint = (
  manager: EntityManager,
  { actor, endpointId, action, detail }: EndpointAct,
): Promise<void> =>
  recordAudit(manager, {
    tenantId: actor.tenantId,
    actor: actor.id,
    action: `endpoint.${action}`,
    subjectType: 'webhook_endpoint',
    subjectId: endpointId,
    detail: detail ?? {},
  });
