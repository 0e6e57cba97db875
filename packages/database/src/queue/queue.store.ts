import { readClaimKey, settingsOf, wellKnownQueues, type QueueSettings } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { nextChange } from '../change/next-change.js';
import { openKeysStatement } from '../review/claim-statement.js';

export interface ReviewQueue {
  readonly tenantId: string;
  readonly name: string;
  readonly settings: QueueSettings;
}

/** Settings of queues. A queue without a row works by the settings of its name, or the defaults. */
export class QueueStore {
  constructor(private readonly manager: EntityManager) {}

  async settings(tenantId: string, name: string): Promise<QueueSettings> {
    const [row]: { settings: Partial<QueueSettings> }[] = await this.manager.query(
      'SELECT settings FROM review_queue WHERE tenant_id = $1 AND name = $2',
      [tenantId, name],
    );
    return settingsOf(name, row?.settings);
  }

  /** Whether a queue is set up, well-known, led to by a published policy, or has open tasks. */
  async exists(tenantId: string, name: string): Promise<boolean> {
    if (Object.hasOwn(wellKnownQueues, name)) return true;
    const [row]: { exists: boolean }[] = await this.manager.query(
      `SELECT EXISTS (SELECT FROM review_queue WHERE tenant_id = $1 AND name = $2)
         OR EXISTS (SELECT FROM policy p JOIN policy_version v ON v.policy_id = p.id
           WHERE p.tenant_id = $1 AND v.state = 'published' AND (v.definition -> 'routing' ->> 'queue' = $2
             OR EXISTS (SELECT FROM json_array_elements(v.definition -> 'routing' -> 'routes') r
                        WHERE r ->> 'queue' = $2))) AS exists`,
      [tenantId, name],
    );
    if (row?.exists === true) return true;
    const open: { key: string }[] = await this.manager.query(openKeysStatement, [tenantId]);
    return open.some(({ key }) => readClaimKey(key)?.queue === name);
  }

  /** Configured and well-known queues of a tenant, by name. */
  async all(tenantId: string): Promise<ReadonlyMap<string, QueueSettings>> {
    const rows = await this.rows('WHERE tenant_id = $1', [tenantId]);
    const all = new Map<string, QueueSettings>();
    for (const name of Object.keys(wellKnownQueues)) all.set(name, settingsOf(name, undefined));
    for (const { name, settings } of rows) all.set(name, settings);
    return all;
  }

  /** Every configured queue of every tenant, for processes that keep them in memory. */
  everywhere(): Promise<readonly ReviewQueue[]> {
    return this.rows('', []);
  }

  /** Creates or replaces the settings of a queue; `changeQueue` also brings the tasks in it in line. */
  async put(
    { tenantId, name, settings }: ReviewQueue,
    { actor }: { readonly actor: string },
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO review_queue (tenant_id, name, settings) VALUES ($1, $2, $3)
       ON CONFLICT (tenant_id, name) DO UPDATE SET settings = excluded.settings, updated_at = now()`,
      [tenantId, name, JSON.stringify(settings)],
    );
    const subject = { subjectType: 'queue', subjectId: name };
    await recordAudit(this.manager, {
      tenantId,
      actor,
      action: 'queue.put',
      ...subject,
      detail: { settings },
    });
    await nextChange(this.manager, 'queue');
  }

  private async rows(where: string, params: readonly unknown[]): Promise<readonly ReviewQueue[]> {
    const rows: (Omit<ReviewQueue, 'settings'> & { settings: Partial<QueueSettings> })[] =
      await this.manager.query(
        `SELECT tenant_id AS "tenantId", name, settings FROM review_queue ${where} ORDER BY tenant_id, name`,
        [...params],
      );
    return rows.map(({ tenantId, name, settings }) => ({
      tenantId,
      name,
      settings: settingsOf(name, settings),
    }));
  }
}
