import { isDeepStrictEqual } from 'node:util';
import { checkRuling, failed, leaseSeconds, ok, type Result, type Ruling } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { recordAudit } from '../audit/record-audit.js';
import {
  clusterProblem,
  freeCluster,
  ruleCluster,
  type ClusterRuled,
  type ClusterWish,
} from './rule-cluster.js';
import { saveDraft } from './draft-statements.js';
import { ReviewTaskStore, type HeldTask } from './review-task.store.js';
import type { Lease, ReviewDraft } from './review-task-view.js';
import { settleRuled, type Settled } from './settle-ruled.js';
import { lastRulingBy, rulingAt, rulingContext, type RulingRow } from './ruling-rows.js';

/** A ruling on the task that its giver holds. */
export interface GivenRuling extends HeldTask {
  readonly ruling: Ruling;
  /** Other tasks with nearly the same text that it settles as well. */
  readonly cluster?: ClusterWish | undefined;
}

/** Provisional until `settlesAt`. `settled` is there when it bound at once. */
export interface RecordedRuling {
  readonly id: string;
  readonly taskId: string;
  readonly outcome: Ruling['outcome'];
  readonly settlesAt: Date;
  readonly undoable: boolean;
  readonly settled?: Settled;
  readonly cluster?: ClusterRuled;
}

/** Rulings: given, undone. Call inside a transaction; time is the database's only. */
export class RulingStore {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Records a provisional ruling under the current lease; with an undo window of 0 it settles here and now.
   * The same ruling under the same epoch again answers the recorded one, so that a lost answer can be retried.
   * `stale_lease` keeps the ruling as a draft. Also `not_found`, `task_closed`, `invalid_transition`,
   * `invalid_request` and `unknown_category` with a pointer.
   */
  async rule(given: GivenRuling): Promise<Result<RecordedRuling>> {
    const { tenantId, taskId, actor, epoch } = given;
    const task = await this.lock(tenantId, taskId);
    if (task === undefined) return failed('not_found', 'There is no such review task.');
    const earlier = await rulingAt(this.manager, { taskId, epoch });
    if (earlier?.actor === actor && earlier.state !== 'cancelled') {
      return repeated(earlier, { taskId, isSame: await this.isSame(earlier, given) });
    }
    const held = task.state === 'leased' && task.owner === actor && task.epoch === epoch;
    const tasks = new ReviewTaskStore(this.manager);
    if (!held) return tasks.refuse(given, draftOf(given.ruling));
    const checked = checkRuling(await rulingContext(this.manager, taskId), given.ruling);
    if (!checked.ok) return checked;
    const problem = given.cluster === undefined ? undefined : clusterProblem(checked.value);
    if (problem !== undefined) return problem;
    const recorded = await this.record({ ...given, ruling: checked.value });
    const cluster = await this.ruleCluster(given, { ...recorded, ruling: checked.value });
    const taskIds = [taskId, ...(cluster?.taskIds ?? [])];
    const ruled = cluster === undefined ? recorded : { ...recorded, cluster };
    if (recorded.undoable) return ok(ruled);
    return ok({ ...ruled, settled: await settleRuled(this.manager, taskIds) });
  }

  /**
   * Takes back the caller's own ruling before it settles, with the cluster it settled: the task is leased to the caller
   * again under a new epoch, with the ruling as its draft, however many others the caller holds. `undo_window_closed` afterwards, `not_ruled` when there is nothing to undo.
   */
  async undo(wish: Omit<HeldTask, 'epoch'>): Promise<Result<Lease>> {
    const { tenantId, taskId, actor } = wish;
    const task = await this.lock(tenantId, taskId);
    if (task === undefined) return failed('not_found', 'There is no such review task.');
    const ruling = await lastRulingBy(this.manager, { taskId, actor });
    if (ruling === undefined || ruling.state === 'undone') {
      return failed('not_ruled', 'You have no ruling on this task to undo.');
    }
    if (ruling.state === 'cancelled') {
      return failed('task_closed', 'The submission was withdrawn; there is nothing to undo.');
    }
    if (!ruling.undoable || !(await freeCluster(this.manager, ruling.id))) return windowClosed;
    const [lease]: Lease[] = await this.manager.query(undoStatement, [
      taskId,
      actor,
      leaseSeconds,
      ruling.id,
    ]);
    if (lease === undefined) return windowClosed;
    await this.audit('review_task.undo', { ...wish, epoch: lease.epoch, rulingId: ruling.id });
    return ok(lease);
  }

  /** Tasks that others took meanwhile are left to them. */
  private async ruleCluster(
    { tenantId, taskId, actor, cluster }: GivenRuling,
    recorded: RecordedRuling & { readonly ruling: Ruling },
  ): Promise<ClusterRuled | undefined> {
    if (cluster === undefined) return undefined;
    const { id: rulingId, ruling } = recorded;
    return ruleCluster(this.manager, { tenantId, taskId, actor, rulingId, ruling, ...cluster });
  }

  private async record(given: GivenRuling): Promise<RecordedRuling> {
    const { tenantId, taskId, actor, epoch, ruling } = given;
    const id = uuidv7();
    const [row]: { settlesAt: Date; undoable: boolean }[] = await this.manager.query(
      ruleStatement,
      [
        taskId,
        actor,
        epoch,
        id,
        ruling.outcome,
        ruling.category,
        ruling.note,
        JSON.stringify(ruling.measures),
        ruling.kind,
        ruling.clause,
        ruling.referral === null ? null : JSON.stringify(ruling.referral),
      ],
    );
    if (row === undefined) throw new Error('A task changed under its row lock.');
    await saveDraft(this.manager, given, draftOf(ruling));
    await this.audit('review_task.rule', { tenantId, taskId, actor, epoch, rulingId: id });
    return { id, taskId, outcome: ruling.outcome, ...row };
  }

  /** Compared as recorded: a check fills in what a ruling leaves open. */
  private async isSame(earlier: RulingRow, { taskId, ruling }: GivenRuling): Promise<boolean> {
    const checked = checkRuling(await rulingContext(this.manager, taskId), ruling);
    if (!checked.ok) return false;
    const { kind, outcome, category, clause, note, referral, measures } = checked.value;
    return (
      earlier.kind === kind &&
      earlier.outcome === outcome &&
      earlier.category === category &&
      earlier.clause === clause &&
      earlier.note === note &&
      isDeepStrictEqual(earlier.referral, referral) &&
      isDeepStrictEqual(earlier.measures, JSON.parse(JSON.stringify(measures)))
    );
  }

  private async lock(
    tenantId: string,
    taskId: string,
  ): Promise<{ state: string; owner: string | null; epoch: number } | undefined> {
    const [task]: { state: string; owner: string | null; epoch: number }[] =
      await this.manager.query(
        `SELECT state, lease_owner AS owner, lease_epoch AS epoch FROM review_task
         WHERE id = $1 AND tenant_id = $2 FOR UPDATE`,
        [taskId, tenantId],
      );
    return task;
  }

  /** Names the ruling and not what it says: it is provisional, and auditors are people too. */
  private audit(action: string, made: HeldTask & { rulingId: string }): Promise<void> {
    const { tenantId, taskId, actor, epoch, rulingId } = made;
    const record = { tenantId, actor, action, subjectType: 'review_task', subjectId: taskId };
    return recordAudit(this.manager, { ...record, detail: { epoch, rulingId } });
  }
}

function repeated(
  earlier: RulingRow,
  { taskId, isSame }: { readonly taskId: string; readonly isSame: boolean },
): Result<RecordedRuling> {
  if (earlier.state !== 'undone' && isSame) {
    const { id, outcome, settlesAt, undoable } = earlier;
    return ok({ id, taskId, outcome, settlesAt, undoable });
  }
  if (earlier.state === 'final') {
    return failed('task_closed', 'This review task is closed. Claim another one.');
  }
  return failed('invalid_transition', 'You have ruled under this epoch already; undo that first.');
}

const windowClosed = failed('undo_window_closed', 'The ruling is final; it can only be appealed.');

const draftOf = ({ kind, outcome, category, clause, note }: Ruling): ReviewDraft => ({
  ...(kind === 'ruling' ? {} : { kind }),
  outcome,
  ...(category === null ? {} : { category }),
  ...(clause === null ? {} : { clause }),
  ...(note === null ? {} : { note }),
});

const ruleStatement = `
  WITH ruled AS (
    UPDATE review_task
    SET state = 'ruled', lease_until = NULL, settles_at = now() + make_interval(secs => undo_seconds)
    WHERE id = $1 AND state = 'leased' AND lease_owner = $2 AND lease_epoch = $3
    RETURNING id, case_id, slot, submission_id, subject_id, tenant_id, lease_epoch, leased_at, settles_at, undo_seconds
  ), said AS (
    INSERT INTO ruling (id, task_id, case_id, slot, submission_id, subject_id, tenant_id, epoch, actor, outcome,
      category, note, measures, kind, clause, referral, handling_ms, state, settles_at)
    SELECT $4, id, case_id, slot, submission_id, subject_id, tenant_id, lease_epoch, $2, $5, $6, $7, $8, $9, $10, $11,
      LEAST(2147483647, extract(epoch FROM now() - leased_at) * 1000)::int, 'provisional', settles_at
    FROM ruled
  ), noted AS (
    INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
    SELECT id, tenant_id, 'ruled', $2, lease_epoch FROM ruled
  )
  SELECT settles_at AS "settlesAt", undo_seconds > 0 AS undoable FROM ruled`;

const undoStatement = `
  WITH undone AS (
    UPDATE review_task
    SET state = 'leased', lease_epoch = lease_epoch + 1, lease_until = now() + make_interval(secs => $3),
        settles_at = NULL
    WHERE id = $1 AND state = 'ruled' AND lease_owner = $2 AND settles_at > now()
    RETURNING id, tenant_id, lease_epoch, lease_until
  ), taken_back AS (
    UPDATE ruling r SET state = 'undone' FROM undone u WHERE r.id = $4 AND r.task_id = u.id
  ), noted AS (
    INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
    SELECT id, tenant_id, 'undone', $2, lease_epoch FROM undone
  )
  SELECT id AS "taskId", lease_epoch AS epoch, lease_until AS until FROM undone`;
