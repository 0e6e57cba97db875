import { failed, type Result, type Ruling } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { newId } from '../random-pool.js';
import { QueueStore } from '../queue/queue.store.js';

/** Tasks of one cluster and the claim keys of the person who decides them. */
export interface ClusterWish {
  readonly taskIds: readonly string[];
  readonly keys: readonly string[];
}

export interface ClusterRuled {
  /** Tasks that got the same ruling. */
  readonly taskIds: readonly string[];
  /** Tasks that were drawn for verification and wait for somebody else. */
  readonly verifying: number;
}

interface RuledCluster extends ClusterWish {
  readonly tenantId: string;
  /** The task that was looked at. */
  readonly taskId: string;
  readonly actor: string;
  readonly rulingId: string;
  readonly ruling: Ruling;
}

/** Fingerprints differ in at most this many of their 64 bits within a cluster. */
export const clusterDistance = 3;

/**
 * Why a ruling cannot be given to a cluster: masks and replacements name places in one text. `undefined` when it can.
 */
export function clusterProblem({ measures }: Ruling): Result<never> | undefined {
  if (!measures.some((measure) => 'spans' in measure)) return undefined;
  const message = 'Masks and replacements fit one text; rule on these tasks one by one.';
  return failed('invalid_request', message, {
    errors: [{ pointer: '/cluster', code: 'invalid_request', message }],
  });
}

/**
 * Gives the same provisional ruling to other open tasks with nearly the same text, in the transaction of the ruling.
 * A random share, at least one, stays open for verification by somebody else. Tasks with a panel, taken tasks and
 * those the person may not take are left alone.
 */
export async function ruleCluster(
  manager: EntityManager,
  cluster: RuledCluster,
): Promise<ClusterRuled> {
  const open = await lockMembers(manager, cluster);
  if (open.length === 0) return { taskIds: [], verifying: 0 };
  const [{ queue } = { queue: '' }]: { queue: string }[] = await manager.query(
    'SELECT queue FROM review_task WHERE id = $1',
    [cluster.taskId],
  );
  const { verifyRate } = await new QueueStore(manager).settings(cluster.tenantId, queue);
  const drawn = Math.max(1, Math.ceil(open.length * verifyRate));
  const taskIds = open.slice(drawn);
  await manager.query(
    `UPDATE review_task SET verifies = $2 WHERE id = ANY($1) AND state = 'open'`,
    [open.slice(0, drawn), cluster.rulingId],
  );
  await manager.query(ruleMembers, [
    taskIds,
    taskIds.map(() => newId()),
    cluster.actor,
    cluster.rulingId,
  ]);
  return { taskIds, verifying: drawn };
}

/** In random order, so that the first ones are a fair sample. */
async function lockMembers(
  manager: EntityManager,
  { tenantId, taskId, actor, taskIds, keys }: RuledCluster,
): Promise<readonly string[]> {
  const rows: { id: string }[] = await manager.query(
    `SELECT t.id FROM review_task t JOIN review_task m ON m.id = $2 AND m.queue = t.queue
     JOIN review_case c ON c.id = t.case_id AND c.state = 'open' AND (c.panel ->> 'reviewers')::int = 1
     WHERE t.tenant_id = $1 AND t.id = ANY($3) AND t.state = 'open' AND t.claim_key = ANY($5)
       AND t.purpose IN ('first_review', 'gold') AND t.slot = 1
       AND bit_count((t.fingerprint # m.fingerprint)::bit(64)) <= ${clusterDistance}
       AND NOT EXISTS (SELECT FROM review_task_skip s WHERE s.task_id = t.id AND s.actor = $4)
       AND t.verifies IS NULL
       AND NOT EXISTS (
         SELECT FROM ruling r
         WHERE r.subject_id = t.subject_id AND r.actor = $4 AND r.state IN ('provisional', 'final'))
       AND NOT EXISTS (
         SELECT FROM review_task h WHERE h.tenant_id = $1 AND h.lease_owner = $4 AND h.subject_id = t.subject_id
           AND h.state IN ('leased', 'ruled'))
     FOR UPDATE OF t SKIP LOCKED`,
    [tenantId, taskId, taskIds, actor, keys],
  );
  const order = new Map(rows.map(({ id }) => [id, Math.random()]));
  return rows.map(({ id }) => id).toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

const ruleMembers = `
  WITH main AS (
    SELECT * FROM ruling WHERE id = $4
  ), member AS (
    SELECT m.id, m.ruling_id FROM unnest($1::uuid[], $2::uuid[]) AS m(id, ruling_id)
  ), ruled AS (
    UPDATE review_task t
    SET state = 'ruled', lease_owner = $3, lease_epoch = t.lease_epoch + 1, leased_at = now(), lease_until = NULL,
        settles_at = main.settles_at
    FROM member m, main WHERE t.id = m.id AND t.state = 'open'
    RETURNING t.id, t.case_id, t.slot, t.submission_id, t.subject_id, t.tenant_id, t.lease_epoch, m.ruling_id
  ), said AS (
    INSERT INTO ruling (id, task_id, case_id, slot, submission_id, subject_id, tenant_id, epoch, actor, outcome,
      category, note, measures, kind, clause, referral, cluster_of, state, settles_at)
    SELECT t.ruling_id, t.id, t.case_id, t.slot, t.submission_id, t.subject_id, t.tenant_id, t.lease_epoch, $3,
      main.outcome, main.category, main.note, main.measures, main.kind, main.clause, main.referral, main.id,
      'provisional', main.settles_at
    FROM ruled t CROSS JOIN main
  )
  INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
  SELECT t.id, t.tenant_id, e.kind, $3, t.lease_epoch
  FROM ruled t CROSS JOIN (VALUES ('claimed'), ('ruled')) AS e(kind)`;

/**
 * Takes back what a ruling said about its cluster; the tasks are open again. `false` when one of them has settled:
 * a cluster is undone as a whole or not at all.
 */
export async function freeCluster(manager: EntityManager, rulingId: string): Promise<boolean> {
  const members: { taskId: string; state: string }[] = await manager.query(
    `SELECT t.id AS "taskId", t.state FROM review_task t JOIN ruling r ON r.task_id = t.id AND r.epoch = t.lease_epoch
     WHERE r.cluster_of = $1 ORDER BY t.id FOR UPDATE OF t`,
    [rulingId],
  );
  if (members.some(({ state }) => state === 'settled')) return false;
  await manager.query(
    `WITH freed AS (
       UPDATE review_task t SET state = 'open', lease_owner = NULL, settles_at = NULL
       FROM ruling r WHERE r.cluster_of = $1 AND r.task_id = t.id AND r.state = 'provisional' AND t.state = 'ruled'
       RETURNING t.id, t.tenant_id, t.lease_epoch, r.id AS ruling_id
     ), taken_back AS (
       UPDATE ruling r SET state = 'undone' FROM freed f WHERE r.id = f.ruling_id
     ), unverified AS (
       UPDATE review_task SET verifies = NULL WHERE verifies = $1 AND state = 'open'
     )
     INSERT INTO task_event (task_id, tenant_id, kind, epoch) SELECT id, tenant_id, 'undone', lease_epoch FROM freed`,
    [rulingId],
  );
  return true;
}
