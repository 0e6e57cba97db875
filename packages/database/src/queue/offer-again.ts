import type { EntityManager } from 'typeorm';

/** Where an open task goes, or stays, so that somebody is asked. */
export interface Offer {
  readonly taskId: string;
  /** Of the task that was looked at; one that was claimed since is left alone. */
  readonly epoch: number;
  readonly queue: string;
  readonly claimKey: string;
  readonly homeKey: string;
  /** What the event says. */
  readonly from: string;
  readonly to: string;
  /** Ask those again who skipped it or handed it on. Conflicts of interest stay. */
  readonly forgets: boolean;
}

/** Carries the offers out, with an event on each task, and ends their alarms. Answers the ids of the tasks. */
export async function offerAgain(
  manager: EntityManager,
  { tenantId, offers }: { readonly tenantId: string; readonly offers: readonly Offer[] },
): Promise<readonly string[]> {
  if (offers.length === 0) return [];
  const rows: { id: string }[] = await manager.query(offerStatement, [
    tenantId,
    JSON.stringify(offers),
  ]);
  return rows.map(({ id }) => id);
}

const offerStatement = `
  WITH offer AS (
    SELECT * FROM json_to_recordset($2::json) AS o("taskId" uuid, epoch int, queue text, "claimKey" text,
      "homeKey" text, "from" text, "to" text, forgets boolean)
  ), open AS MATERIALIZED (
    SELECT t.id FROM offer o JOIN review_task t ON t.id = o."taskId"
    WHERE t.tenant_id = $1 AND t.state = 'open' AND t.lease_epoch = o.epoch
    ORDER BY t.id FOR UPDATE OF t SKIP LOCKED
  ), moved AS (
    UPDATE review_task t SET queue = o.queue, claim_key = o."claimKey", home_key = o."homeKey"
    FROM open JOIN offer o ON o."taskId" = open.id WHERE t.id = open.id
    RETURNING t.id, t.tenant_id, t.lease_epoch, o."from", o."to", o.forgets
  ), noted AS (
    INSERT INTO task_event (task_id, tenant_id, kind, epoch, detail)
    SELECT id, tenant_id, 'rerouted', lease_epoch, json_build_object('from', "from", 'to', "to") FROM moved
  ), forgotten AS (
    DELETE FROM review_task_skip s USING moved m
    WHERE s.task_id = m.id AND m.forgets AND s.reason <> 'conflict'
  ), ended AS (
    DELETE FROM unattended_task u USING moved m WHERE u.task_id = m.id
  )
  SELECT id FROM moved`;
