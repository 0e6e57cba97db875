import type { EntityManager } from 'typeorm';
import { failed, ok, type Result } from '@assay/domain';
import { cancelTasksOf } from '../review/cancel-tasks.js';
import { closeSubmissions, type Closed } from '../verdict/close-submissions.js';
import { DeliveryStore } from '../webhook/delivery.store.js';

export interface Withdrawal {
  readonly tenantId: string;
  readonly submissionId: string;
  readonly actor: string;
  readonly engineVersion: string;
}

/**
 * Takes a submission back before it is decided: verdict `block` with cause `withdrawal`, event
 * `submission.withdrawn`. Problems: `not_found`, `already_decided`. Whoever removes the outbox row or
 * cancels the task wins against machine and reviewer.
 */
export async function withdrawSubmission(
  manager: EntityManager,
  request: Withdrawal,
): Promise<Result<Closed>> {
  const { tenantId, submissionId, actor, engineVersion } = request;
  const [found]: { external_id: string | null }[] = await manager.query(
    'SELECT external_id FROM submission WHERE tenant_id = $1 AND id = $2',
    [tenantId, submissionId],
  );
  if (found === undefined) return failed('not_found', 'There is no such submission.');
  if (!(await takePending(manager, submissionId, actor))) {
    return failed(
      'already_decided',
      'The submission has a verdict already; appeal against it instead.',
    );
  }
  const [decision]: { policy_version: string; blacklist_version: string }[] = await manager.query(
    'SELECT policy_version, blacklist_version FROM decision WHERE submission_id = $1 ORDER BY round DESC LIMIT 1',
    [submissionId],
  );
  const closed = await closeSubmissions(manager, [
    {
      submissionId,
      tenantId,
      externalId: found.external_id,
      revision: 1,
      outcome: 'block',
      cause: 'withdrawal',
      decidedBy: 'machine',
      measures: [],
      reasons: [],
      policyVersion: decision?.policy_version ?? 'none',
      blacklistVersion: Number(decision?.blacklist_version ?? 0),
      engineVersion,
      actor,
    },
  ]);
  if (closed.submissionIds.length === 0)
    throw new Error('A pending submission already had a verdict.');
  // Withdrawals come through the gateway, which sends nothing itself.
  await new DeliveryStore(manager).leaveToPolling(closed.deliveries.map(({ id }) => id));
  return ok(closed);
}

/** Removes what would lead to another verdict: the outbox row, or else the open task. */
async function takePending(
  manager: EntityManager,
  submissionId: string,
  actor: string,
): Promise<boolean> {
  const [, removed]: [unknown, number] = await manager.query(
    'DELETE FROM outbox WHERE submission_id = $1',
    [submissionId],
  );
  if (removed > 0) return true;
  return cancelTasksOf(manager, { submissionId, actor });
}
