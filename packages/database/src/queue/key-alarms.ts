import { readClaimKey, settingsOf, type QueueSettings } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** Open tasks that nobody may take, under one claim key; or those of a queue for which nobody is left. */
export interface KeyAlarm {
  /** `null` for tasks that people could take who have passed them on, or had a part in them. */
  readonly claimKey: string | null;
  readonly queue: string;
  readonly category: string | null;
  readonly language: string | null;
  readonly open: number;
  readonly since: Date;
  /** When the queue's fallback acts. */
  readonly fallbackAt: Date;
}

interface AlarmRow {
  readonly claimKey: string | null;
  /** Given when the key is not. */
  readonly queue: string | null;
  readonly since: Date;
  readonly open: number;
}

/** Longest first. Cost: one count along the index of open tasks for each key, one probe per task nobody is left for. */
export async function keyAlarms(
  manager: EntityManager,
  tenantId: string,
): Promise<readonly KeyAlarm[]> {
  const rows: AlarmRow[] = await manager.query(
    `SELECT a.claim_key AS "claimKey", NULL AS queue, a.since,
       (SELECT count(*)::int FROM review_task t
        WHERE t.tenant_id = a.tenant_id AND t.claim_key = a.claim_key AND t.state = 'open') AS open
     FROM claim_key_alarm a WHERE a.tenant_id = $1
     UNION ALL
     SELECT NULL, t.queue, min(u.since), count(*)::int FROM unattended_task u JOIN review_task t ON t.id = u.task_id
     WHERE u.tenant_id = $1 AND t.state = 'open' GROUP BY t.queue
     ORDER BY since, "claimKey", queue`,
    [tenantId],
  );
  const configured: { name: string; settings: Partial<QueueSettings> }[] = await manager.query(
    'SELECT name, settings FROM review_queue WHERE tenant_id = $1',
    [tenantId],
  );
  const settings = new Map(configured.map((queue) => [queue.name, queue.settings]));
  return rows.flatMap((row) => {
    const asked = askedBy(row);
    if (asked === undefined) return [];
    const { queue, category, language } = asked;
    const { fallbackSeconds } = settingsOf(queue, settings.get(queue));
    const fallbackAt = new Date(row.since.getTime() + fallbackSeconds * 1000);
    return [{ ...row, queue, category, language, fallbackAt }];
  });
}

function askedBy({
  claimKey,
  queue,
}: AlarmRow): Pick<KeyAlarm, 'queue' | 'category' | 'language'> | undefined {
  if (claimKey !== null) return readClaimKey(claimKey);
  return queue === null ? undefined : { queue, category: null, language: null };
}
