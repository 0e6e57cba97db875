import { failed, ok, type Outcome, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { openCase } from './open-case.js';

/** One ruling that settled a cluster, and what its verification has shown so far. */
export interface ClusterCheck {
  /** Of the ruling on the task that was read. */
  readonly id: string;
  readonly actor: string;
  readonly queue: string;
  readonly outcome: Outcome;
  readonly category: string | null;
  readonly ruledAt: Date;
  /** Tasks that got the ruling, the one that was read included. */
  readonly members: number;
  /** Drawn for verification and not ruled on yet. */
  readonly waiting: number;
  readonly agreed: number;
  /** Somebody else saw the drawn task differently. */
  readonly disagreed: number;
  readonly reopened: number;
}

/** Clusters of a tenant, newest first; those with a disagreement want a lead. Cost: O(verified tasks of the tenant). */
export function clusterChecks(
  manager: EntityManager,
  { tenantId, limit }: { readonly tenantId: string; readonly limit: number },
): Promise<readonly ClusterCheck[]> {
  return manager.query(
    `WITH checked AS (
       SELECT t.verifies AS id, count(*) FILTER (WHERE r.id IS NULL AND t.state <> 'cancelled')::int AS waiting,
         count(*) FILTER (WHERE r.outcome = m.outcome)::int AS agreed,
         count(*) FILTER (WHERE r.outcome <> m.outcome)::int AS disagreed
       FROM review_task t JOIN ruling m ON m.id = t.verifies
       LEFT JOIN ruling r ON r.task_id = t.id AND r.state = 'final'
       WHERE t.tenant_id = $1 AND t.verifies IS NOT NULL AND m.state = 'final' GROUP BY t.verifies
     )
     SELECT m.id, m.actor, t.queue, m.outcome, m.category, m.created_at AS "ruledAt", c.waiting, c.agreed, c.disagreed,
       (SELECT count(*)::int FROM ruling r WHERE ${memberOf('r', 'm.id')}) AS members,
       (SELECT count(*)::int FROM ruling r JOIN review_case o ON o.submission_id = r.submission_id
          AND o.purpose = 'reopened' AND o.created_at > m.created_at WHERE ${memberOf('r', 'm.id')}) AS reopened
     FROM checked c JOIN ruling m ON m.id = c.id JOIN review_task t ON t.id = m.task_id
     ORDER BY m.created_at DESC LIMIT $2`,
    [tenantId, limit],
  );
}

const memberOf = (r: string, cluster: string): string =>
  `(${r}.id = ${cluster} OR ${r}.cluster_of = ${cluster}) AND ${r}.state = 'final'`;

/**
 * Has people look again, one by one, at everything a ruling settled together: a case `reopened` for each submission
 * that has none open. Answers how many. `not_found` for what is no such ruling of the tenant.
 */
export async function reopenCluster(
  manager: EntityManager,
  wish: { readonly tenantId: string; readonly clusterId: string; readonly actor: string },
): Promise<Result<{ readonly reopened: number }>> {
  const { tenantId, clusterId, actor } = wish;
  const members: { submissionId: string; queue: string; revision: number }[] = await manager.query(
    `SELECT r.submission_id AS "submissionId", t.queue,
       (SELECT max(v.revision) FROM verdict v WHERE v.submission_id = r.submission_id) AS revision
     FROM ruling r JOIN review_task t ON t.id = r.task_id
     WHERE r.tenant_id = $1 AND ${memberOf('r', '$2')} AND t.purpose <> 'gold'
       AND EXISTS (SELECT FROM review_task v WHERE v.verifies = $2)`,
    [tenantId, clusterId],
  );
  if (members.length === 0) return failed('not_found', 'There is no such cluster.');
  let reopened = 0;
  for (const { submissionId, queue, revision } of members) {
    const opened = await openCase(manager, {
      tenantId,
      submissionId,
      purpose: 'reopened',
      queue,
      requestedBy: actor,
      contestedRevision: revision,
    });
    if (opened.ok) reopened += 1;
  }
  await recordAudit(manager, {
    tenantId,
    actor,
    action: 'review_cluster.reopen',
    subjectType: 'ruling',
    subjectId: clusterId,
    detail: { reopened },
  });
  return ok({ reopened });
}
