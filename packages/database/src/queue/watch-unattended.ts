import {
  claimKeyFor,
  notEligible,
  readClaimKey,
  settingsOf,
  type QueueSettings,
  type ReviewerStanding,
  type ReviewLanguage,
  type Severity,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { returnedRows } from '../returned-rows.js';
import { standingsOf } from '../reviewer/standing-of.js';
import { offerAgain, type Offer } from './offer-again.js';
import { QueueStore } from './queue.store.js';

/** What one look at a tenant found. */
export interface UnattendedWatch {
  /** Tasks for which nobody is left since just now. */
  readonly raised: readonly { readonly taskId: string; readonly queue: string }[];
  readonly cleared: number;
  /** Tasks that went to another queue, back to their own, or to those who had passed them on. */
  readonly offered: readonly string[];
  /** Where to go on; `undefined`: from the beginning. */
  readonly next: string | undefined;
}

interface PassedOver {
  readonly id: string;
  readonly epoch: number;
  readonly queue: string;
  readonly category: string;
  readonly language: ReviewLanguage;
  readonly severity: Severity;
  readonly claimKey: string;
  readonly homeKey: string;
  /** How long nobody has been left; `null`: no alarm yet. */
  readonly alarmSeconds: number | null;
  /** Who passed it on. */
  readonly declined: readonly string[];
  /** Conflicts of interest; whoever ruled on the same content, holds it, or gave the ruling that it checks. */
  readonly barred: readonly string[];
}

/** Tasks looked at for the first time, and tasks with an alarm looked at again. */
const pageSize = 500;

/**
 * Looks at open tasks that people may have had a part in, oldest first, `pageSize` from `after` on, and once more at
 * the oldest alarms. Where whoever may take a task has passed it on or had a part in it, raises an alarm; after the
 * queue's time the task goes where it was not passed over yet, and else to those who passed it on. `undefined` when
 * another process is at it. Call inside a transaction with the service role.
 * Cost: a page of the partial index `review_task_passed_over`, four probes for each task.
 */
export async function watchUnattended(
  manager: EntityManager,
  { tenantId, after }: { readonly tenantId: string; readonly after?: string | undefined },
): Promise<UnattendedWatch | undefined> {
  const [lock]: { mine: boolean }[] = await manager.query(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine',
    [`unattended:${tenantId}`],
  );
  if (lock?.mine !== true) return undefined;
  const page: { id: string }[] = await manager.query(pageStatement, [
    tenantId,
    after ?? firstId,
    pageSize,
  ]);
  const tasks: PassedOver[] = await manager.query(tasksStatement, [
    tenantId,
    page.map(({ id }) => id),
    pageSize,
  ]);
  const desk = {
    people: await standingsOf(manager, tenantId),
    queues: await new QueueStore(manager).all(tenantId),
  };
  const unattended = tasks.filter((task) => isUnattended(task, desk));
  const changes = await noteAlarms(manager, { tenantId, tasks, unattended });
  const offers = unattended.flatMap((task) => offerFor(task, desk) ?? []);
  const offered = await offerAgain(manager, { tenantId, offers });
  const next = page.length < pageSize ? undefined : page.at(-1)?.id;
  return { ...changes, offered, next };
}

const firstId = '00000000-0000-0000-0000-000000000000';

// Ids grow with time, so their order is that of age. The condition is that of the index, word for word.
const pageStatement = `
  SELECT id FROM review_task
  WHERE tenant_id = $1 AND state = 'open' AND purpose <> 'gold'
    AND (lease_epoch > 0 OR slot > 1 OR purpose <> 'first_review' OR verifies IS NOT NULL) AND id > $2
  ORDER BY id LIMIT $3`;

/** Who is barred is what `claimStatement` passes over. */
const tasksStatement = `
  WITH looked AS (
    SELECT unnest($2::uuid[]) AS id
    UNION (SELECT task_id FROM unattended_task WHERE tenant_id = $1 ORDER BY since LIMIT $3)
  ), task AS (
    SELECT t.*, extract(epoch FROM now() - u.since)::float8 AS alarm_seconds,
      ARRAY(SELECT s.actor FROM review_task_skip s WHERE s.task_id = t.id AND s.reason <> 'conflict') AS declined,
      ARRAY(SELECT s.actor FROM review_task_skip s WHERE s.task_id = t.id AND s.reason = 'conflict'
            UNION
            SELECT r.actor FROM ruling r WHERE r.subject_id = t.subject_id AND r.state IN ('provisional', 'final')
            UNION
            SELECT h.lease_owner FROM review_task h WHERE h.tenant_id = $1 AND h.submission_id = t.submission_id
              AND h.subject_id = t.subject_id AND h.state IN ('leased', 'ruled')
            UNION
            SELECT v.actor FROM ruling v WHERE v.id = t.verifies) AS barred
    FROM looked l JOIN review_task t ON t.id = l.id LEFT JOIN unattended_task u ON u.task_id = t.id
    WHERE t.tenant_id = $1 AND t.state = 'open'
  )
  SELECT id, lease_epoch AS epoch, queue, category, language, severity, claim_key AS "claimKey",
    home_key AS "homeKey", alarm_seconds AS "alarmSeconds", declined, barred
  FROM task WHERE cardinality(declined) + cardinality(barred) > 0 OR alarm_seconds IS NOT NULL
  ORDER BY id`;

interface Desk {
  readonly people: readonly ReviewerStanding[];
  readonly queues: ReadonlyMap<string, QueueSettings>;
}

const settingsIn = ({ queues }: Desk, queue: string): QueueSettings =>
  queues.get(queue) ?? settingsOf(queue, undefined);

/** People whom a task with this key may be offered to, without a look at what they had to do with it. */
function eligible(key: string, desk: Desk): readonly string[] {
  const settings = settingsIn(desk, readClaimKey(key)?.queue ?? '');
  return desk.people
    .filter((person) => notEligible(person, key, settings) === undefined)
    .map(({ actor }) => actor);
}

/** Where nobody may take the key at all, the alarm of the key says so. */
function isUnattended(task: PassedOver, desk: Desk): boolean {
  const people = eligible(task.claimKey, desk);
  return people.length > 0 && isSpent(people, [...task.declined, ...task.barred]);
}

const isSpent = (people: readonly string[], out: readonly string[]): boolean =>
  people.every((actor) => out.includes(actor));

/** `undefined`: it is too early, or nothing that may be done would find anybody. */
function offerFor(task: PassedOver, desk: Desk): Offer | undefined {
  const { claimKey, homeKey, queue } = task;
  const stay = { taskId: task.id, epoch: task.epoch, queue, claimKey, homeKey };
  if (readClaimKey(claimKey) === undefined) {
    return { ...stay, claimKey: homeKey, from: claimKey.slice(1), to: queue, forgets: false };
  }
  const { escalateTo, fallbackSeconds } = settingsIn(desk, queue);
  if ((task.alarmSeconds ?? 0) < fallbackSeconds) return undefined;
  const upKey = claimKeyFor({ ...task, queue: escalateTo });
  const up = { ...stay, queue: escalateTo, claimKey: upKey, homeKey: upKey };
  const higher = escalateTo === queue ? [] : eligible(upKey, desk);
  const moved = { ...up, from: queue, to: escalateTo };
  if (!isSpent(higher, [...task.declined, ...task.barred])) return { ...moved, forgets: false };
  if (!isSpent(eligible(claimKey, desk), task.barred)) {
    return { ...stay, from: queue, to: 'anyone', forgets: true };
  }
  return isSpent(higher, task.barred) ? undefined : { ...moved, forgets: true };
}

async function noteAlarms(
  manager: EntityManager,
  found: {
    readonly tenantId: string;
    readonly tasks: readonly PassedOver[];
    readonly unattended: readonly PassedOver[];
  },
): Promise<Pick<UnattendedWatch, 'raised' | 'cleared'>> {
  const { tenantId, tasks, unattended } = found;
  const ids = new Set(unattended.map(({ id }) => id));
  const attended = tasks.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
  const cleared = await returnedRows<object>(
    manager,
    `DELETE FROM unattended_task u WHERE u.tenant_id = $1 AND (u.task_id = ANY($2)
       OR NOT EXISTS (SELECT FROM review_task t WHERE t.id = u.task_id AND t.state = 'open')) RETURNING u.task_id`,
    [tenantId, attended],
  );
  const raised: { id: string }[] = await manager.query(
    `INSERT INTO unattended_task (tenant_id, task_id) SELECT $1, unnest($2::uuid[])
     ON CONFLICT DO NOTHING RETURNING task_id AS id`,
    [tenantId, unattended.filter(isShown).map(({ id }) => id)],
  );
  const queues = new Map(unattended.map(({ id, queue }) => [id, queue]));
  return {
    raised: raised.map(({ id }) => ({ taskId: id, queue: queues.get(id) ?? '' })),
    cleared: cleared.length,
  };
}

/** What was kept for one person goes home at once and needs no alarm. */
const isShown = ({ claimKey }: PassedOver): boolean => readClaimKey(claimKey) !== undefined;
