import { readClaimKey, settingsOf, type QueueSettings } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** Open tasks that nobody may take, under one claim key. */
export interface KeyAlarm {
  readonly claimKey: string;
  readonly queue: string;
  readonly category: string | null;
  readonly language: string | null;
  readonly open: number;
  readonly since: Date;
  /** When the queue's fallback acts. */
  readonly fallbackAt: Date;
}

interface AlarmRow {
  readonly claimKey: string;
  readonly since: Date;
  readonly open: number;
}

/** Longest first. Cost: one count along the index of open tasks for each key. */
export async function keyAlarms(
  manager: EntityManager,
  tenantId: string,
): Promise<readonly KeyAlarm[]> {
  const rows: AlarmRow[] = await manager.query(
    `SELECT a.claim_key AS "claimKey", a.since,
       (SELECT count(*)::int FROM review_task t
        WHERE t.tenant_id = a.tenant_id AND t.claim_key = a.claim_key AND t.state = 'open') AS open
     FROM claim_key_alarm a WHERE a.tenant_id = $1 ORDER BY a.since, a.claim_key`,
    [tenantId],
  );
  const configured: { name: string; settings: Partial<QueueSettings> }[] = await manager.query(
    'SELECT name, settings FROM review_queue WHERE tenant_id = $1',
    [tenantId],
  );
  const settings = new Map(configured.map((queue) => [queue.name, queue.settings]));
  return rows.flatMap((row) => {
    const asked = readClaimKey(row.claimKey);
    if (asked === undefined) return [];
    const { queue, category, language } = asked;
    const { fallbackSeconds } = settingsOf(queue, settings.get(queue));
    const fallbackAt = new Date(row.since.getTime() + fallbackSeconds * 1000);
    return [{ ...row, queue, category, language, fallbackAt }];
  });
}
