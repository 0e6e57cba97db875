import {
  recordAudit,
  recordEvent,
  WebhookEndpointStore,
  type OwnedEndpoint,
} from '@assay/database';
import type { DataSource } from 'typeorm';

/**
 * Takes an endpoint out of use, cancels what is pending for it, and tells the tenant's other endpoints.
 * Does nothing when somebody else was first.
 */
export async function disableEndpoint(
  dataSource: DataSource,
  endpoint: OwnedEndpoint,
  reason: string,
): Promise<void> {
  const { tenantId, id } = endpoint;
  await dataSource.transaction(async (manager) => {
    const disabled = await new WebhookEndpointStore(manager).disable(endpoint, reason);
    if (disabled === undefined) return;
    await recordEvent(manager, {
      tenantId,
      type: 'endpoint.disabled',
      data: { endpointId: id, reason },
    });
    await recordAudit(manager, {
      tenantId,
      actor: 'machine',
      action: 'endpoint.disabled',
      subjectType: 'webhook_endpoint',
      subjectId: id,
      detail: { reason },
    });
  });
}
