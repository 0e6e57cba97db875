import { failed, heldForKey, leaseSeconds, ok, type Result, type Severity } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudits } from '../audit/record-audit.js';
import { prepared } from '../prepared.js';
import { noteExposure } from '../reviewer/note-exposure.js';
import { notePresence } from '../reviewer/note-presence.js';
import { claimStatement } from './claim-statement.js';
import type { OpenKey } from './claimable-keys.js';
import { closeLateSeats } from './close-late-seats.js';
import { forgetDraft, keepLostDraft, saveDraft } from './draft-statements.js';
import type { Lease, ReviewDraft } from './review-task-view.js';

/** A task and the lease that a request says it holds. */
export interface HeldTask {
  readonly tenantId: string;
  readonly taskId: string;
  readonly actor: string;
  readonly epoch: number;
}

/** A new lease; the severity counts towards the exposure of its holder. */
export interface ClaimedLease extends Lease {
  readonly severity: Severity;
}

interface ClaimWish {
  readonly tenantId: string;
  readonly actor: string;
  readonly count: number;
  readonly keys: readonly OpenKey[];
}

interface ClaimRow extends Omit<ClaimedLease, 'taskId'> {
  readonly taskId: string | null;
  readonly candidates: number;
}

/** Leases one person may hold at a time. */
export const maxLeases = 20;
/** How many more tasks than wanted are looked at; further only when others, or seats of one panel, are in the way. */
const depths = [4, 32, 128, 512] as const;

/**
 * Leases of review tasks. Every write names owner and epoch, so a lease that has moved on changes nothing.
 * Call inside a transaction. Time is the database's only.
 */
export class ReviewTaskStore {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Leases up to `count` open tasks under the given claim keys to `actor`, most pressing first; fewer or none when
   * there are no more, and never so many that the actor holds more than `maxLeases`. Never one that the actor skipped,
   * nor content that the actor has ruled on or holds already. Tasks that somebody else is claiming at this moment are
   * passed over, not waited for. Notes that the actor is working and what they were shown; the row of their presence
   * is what makes claims of one person follow each other.
   * Cost: O(count²) index probes, whatever the length of the queue; more where the actor skipped or ruled on
   * what is most pressing.
   */
  async claim(wish: ClaimWish): Promise<readonly ClaimedLease[]> {
    const { tenantId, actor, keys } = wish;
    const person = { tenantId, actor };
    await notePresence(this.manager, { ...person, state: 'working' });
    const leases = keys.length === 0 ? [] : await this.lease(wish);
    await this.audit(
      'review_task.claim',
      leases.map(({ taskId, epoch }) => ({ ...person, taskId, epoch })),
    );
    const severities = leases.map(({ severity }) => severity);
    await noteExposure(this.manager, { ...person, severities });
    return leases;
  }

  private async lease({ tenantId, actor, count, keys }: ClaimWish): Promise<ClaimedLease[]> {
    const names = keys.map(({ key }) => key);
    const heads = keys.map(({ head }) => head);
    const leases: ClaimedLease[] = [];
    for (const depth of depths) {
      const wanted = count - leases.length;
      const looked = wanted + depth;
      const rows = await prepared<ClaimRow>(this.manager, {
        name: 'claim',
        text: claimStatement,
        values: [tenantId, actor, wanted, leaseSeconds, names, looked, maxLeases, heads],
      });
      const found = rows.filter((row): row is ClaimedLease & ClaimRow => row.taskId !== null);
      for (const { taskId, epoch, until, severity } of found) {
        leases.push({ taskId, epoch, until, severity });
      }
      // What was seen and not leased is in the hands of others, or is a seat of the same panel; look further down,
      // unless that was all there is.
      if (leases.length === count || (rows[0]?.candidates ?? 0) < looked) break;
    }
    return leases;
  }

  /**
   * Extends the lease and saves the draft. A lapsed lease may be extended until it is returned to the queue.
   * `stale_lease`: somebody else may have the task now; the draft is kept and comes back with the next claim.
   */
  async heartbeat(held: HeldTask, draft: ReviewDraft | undefined): Promise<Result<Lease>> {
    const [lease]: Lease[] = await this.manager.query(
      `WITH extended AS (
         UPDATE review_task SET lease_until = now() + make_interval(secs => $5)
         WHERE ${isHeldTask} RETURNING id, tenant_id, lease_epoch, lease_until
       ), noted AS (
         INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
         SELECT id, tenant_id, 'extended', $3, lease_epoch FROM extended
       )
       SELECT id AS "taskId", lease_epoch AS epoch, lease_until AS until FROM extended`,
      [...heldKeyOf(held), leaseSeconds],
    );
    if (lease === undefined) return this.refuse(held, draft);
    if (draft !== undefined) await saveDraft(this.manager, held, draft);
    return ok(lease);
  }

  /** Gives the task back to the queue. The draft waits for its author. */
  release(held: HeldTask): Promise<Result<null>> {
    return this.giveBack(held, 'released');
  }

  /** Gives the task back to the others: its skipper is never offered it again. */
  async skip(held: HeldTask): Promise<Result<null>> {
    const given = await this.giveBack(held, 'skipped');
    if (!given.ok) return given;
    await this.manager.query(
      `INSERT INTO review_task_skip (task_id, actor, tenant_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [held.taskId, held.actor, held.tenantId],
    );
    await forgetDraft(this.manager, held);
    return given;
  }

  /** Why the held lease does not count any more; keeps what its former holder typed. */
  async refuse(held: HeldTask, draft: ReviewDraft | undefined): Promise<Result<never>> {
    const [task]: { isClosed: boolean }[] = await this.manager.query(
      // Gold that nobody took in time ends where a real task goes on waiting; its former holder must not notice.
      `SELECT state = 'settled' OR (state = 'cancelled' AND (purpose <> 'gold' OR lease_owner IS NOT DISTINCT FROM $3))
         AS "isClosed"
       FROM review_task WHERE id = $1 AND tenant_id = $2`,
      [held.taskId, held.tenantId, held.actor],
    );
    if (task === undefined) return failed('not_found', 'There is no such review task.');
    if (task.isClosed) {
      return failed('task_closed', 'This review task is closed. Claim another one.');
    }
    if (draft !== undefined) await keepLostDraft(this.manager, held, draft);
    return failed(
      'stale_lease',
      'You do not hold this task under this epoch any more. Your draft is kept; claim again.',
    );
  }

  private async giveBack(held: HeldTask, kind: 'released' | 'skipped'): Promise<Result<null>> {
    const freed = await prepared(this.manager, {
      name: 'give-back',
      text: `WITH freed AS (
         UPDATE review_task SET state = 'open', lease_owner = NULL, lease_until = NULL,
           claim_key = CASE WHEN $5 = 'skipped' AND claim_key = $6 THEN home_key ELSE claim_key END
         WHERE ${isHeldTask} RETURNING id, tenant_id, lease_epoch
       ), noted AS (
         INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch)
         SELECT id, tenant_id, $5, $3, lease_epoch FROM freed
       )
       SELECT id FROM freed`,
      // What was kept for its skipper goes to the others.
      values: [...heldKeyOf(held), kind, heldForKey(held.actor)],
    });
    if (freed.length === 0) return this.refuse(held, undefined);
    await closeLateSeats(this.manager, [held.taskId]);
    await this.audit(kind === 'released' ? 'review_task.release' : 'review_task.skip', [held]);
    return ok(null);
  }

  private audit(action: string, tasks: readonly HeldTask[]): Promise<void> {
    return recordAudits(
      this.manager,
      tasks.map(({ tenantId, taskId, actor, epoch }) => ({
        tenantId,
        actor,
        action,
        subjectType: 'review_task',
        subjectId: taskId,
        detail: { epoch },
      })),
    );
  }
}

/** Condition on `review_task` for the parameters of `heldKeyOf`. */
export const isHeldTask = `id = $1 AND tenant_id = $2 AND lease_owner = $3 AND lease_epoch = $4 AND state = 'leased'`;

export const heldKeyOf = ({ taskId, tenantId, actor, epoch }: HeldTask): unknown[] => [
  taskId,
  tenantId,
  actor,
  epoch,
];
