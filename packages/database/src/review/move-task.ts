import {
  claimKeyFor,
  failed,
  heldForKey,
  notEligible,
  ok,
  type QueueSettings,
  type Result,
  type ReviewerStanding,
  type ReviewLanguage,
  type Severity,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { QueueStore } from '../queue/queue.store.js';
import { closeLateSeats } from './close-late-seats.js';
import { forgetDraft } from './draft-statements.js';
import { heldKeyOf, isHeldTask, ReviewTaskStore, type HeldTask } from './review-task.store.js';

/** Where a task goes: up, to another queue, or to one person. */
export type TaskMove =
  | { readonly kind: 'escalated'; readonly note: string }
  | {
      readonly kind: 'transferred';
      readonly note: string;
      readonly queue: string;
      /** Others than leads move tasks only to where at least as much is asked. */
      readonly lead: boolean;
    }
  | { readonly kind: 'transferred'; readonly note: string; readonly person: ReviewerStanding };

interface MovedTask {
  readonly id: string;
  readonly queue: string;
  readonly category: string;
  readonly language: ReviewLanguage;
  readonly severity: Severity;
  readonly subjectId: string;
}

/**
 * Hands a held task on. It is never offered to its giver again. `not_found`, `stale_lease`, `task_closed`;
 * `invalid_transition` when the person it should go to has had a part in it already or may not take it, or when the
 * queue asks for less; `not_found` with a pointer for a queue that is not there.
 */
export async function moveTask(
  manager: EntityManager,
  held: HeldTask,
  move: TaskMove,
): Promise<Result<{ readonly queue: string }>> {
  const task = await heldTask(manager, held);
  if (task === undefined) return new ReviewTaskStore(manager).refuse(held, undefined);
  const place = await placeOf(manager, { tenantId: held.tenantId, task, move });
  if (!place.ok) return place;
  const { queue, claimKey, homeKey } = place.value;
  const { kind, note } = move;
  await manager.query(
    `WITH moved AS (
       UPDATE review_task SET state = 'open', lease_owner = NULL, lease_until = NULL, queue = $5, claim_key = $6,
         home_key = $7, level = level + CASE WHEN $8 = 'escalated' THEN 1 ELSE 0 END
       WHERE ${isHeldTask} RETURNING id, tenant_id, lease_epoch
     ), noted AS (
       INSERT INTO task_event (task_id, tenant_id, kind, actor, epoch, detail)
       SELECT id, tenant_id, $8, $3, lease_epoch, $9::json FROM moved
     )
     INSERT INTO review_task_skip (task_id, actor, tenant_id, reason)
     SELECT id, $3, tenant_id, 'handed_on' FROM moved
     ON CONFLICT DO NOTHING`,
    [
      ...heldKeyOf(held),
      queue,
      claimKey,
      homeKey,
      kind,
      JSON.stringify({ from: task.queue, to: 'person' in move ? move.person.actor : queue, note }),
    ],
  );
  await closeLateSeats(manager, [held.taskId]);
  await forgetDraft(manager, held);
  await recordAudit(manager, {
    tenantId: held.tenantId,
    actor: held.actor,
    action: kind === 'escalated' ? 'review_task.escalate' : 'review_task.transfer',
    subjectType: 'review_task',
    subjectId: held.taskId,
    detail: { epoch: held.epoch, from: task.queue, to: claimKey },
  });
  return ok({ queue });
}

async function heldTask(manager: EntityManager, held: HeldTask): Promise<MovedTask | undefined> {
  const [task]: MovedTask[] = await manager.query(
    `SELECT id, queue, category, language, severity, subject_id AS "subjectId" FROM review_task
     WHERE ${isHeldTask} FOR UPDATE`,
    heldKeyOf(held),
  );
  return task;
}

interface Place {
  readonly queue: string;
  readonly claimKey: string;
  readonly homeKey: string;
}

async function placeOf(
  manager: EntityManager,
  wish: { readonly tenantId: string; readonly task: MovedTask; readonly move: TaskMove },
): Promise<Result<Place>> {
  const { tenantId, task, move } = wish;
  if ('person' in move) return placeOfPerson(manager, { ...wish, person: move.person });
  const queues = new QueueStore(manager);
  const own = await queues.settings(tenantId, task.queue);
  if (move.kind === 'transferred') {
    if (!(await queues.exists(tenantId, move.queue))) return noQueue;
    if (!move.lead && asksLess(await queues.settings(tenantId, move.queue), own)) return easier;
  }
  const queue = move.kind === 'escalated' ? own.escalateTo : move.queue;
  const key = claimKeyFor({ ...task, queue });
  return ok({ queue, claimKey: key, homeKey: key });
}

/** Whether a task would shed what its own queue asks of people and rulings. */
const asksLess = (other: QueueSettings, own: QueueSettings): boolean =>
  (['qualified', 'byLanguage', 'leadsOnly', 'hideMachine'] as const).some(
    (name) => own[name] && !other[name],
  ) || own.required.some((field) => !other.required.includes(field));

const noQueue = failed('not_found', 'There is no such queue.', {
  errors: [{ pointer: '/to/queue', code: 'not_found', message: 'There is no such queue.' }],
});

const easier = failed(
  'invalid_transition',
  'That queue asks for less than this one; only a lead moves a task there. Escalate it instead.',
);

async function placeOfPerson(
  manager: EntityManager,
  wish: {
    readonly tenantId: string;
    readonly task: MovedTask;
    readonly person: ReviewerStanding;
  },
): Promise<Result<Place>> {
  const { tenantId, task, person } = wish;
  const settings = await new QueueStore(manager).settings(tenantId, task.queue);
  const reason = notEligible(person, claimKeyFor(task), settings);
  if (reason === 'not_qualified' || reason === 'leads_only') {
    return failed('invalid_transition', 'This person may not take tasks of this kind.');
  }
  const [part]: unknown[] = await manager.query(
    `SELECT 1 FROM ruling WHERE subject_id = $1 AND actor = $2 AND state IN ('provisional', 'final')
     UNION ALL
     SELECT 1 FROM review_task WHERE subject_id = $1 AND lease_owner = $2 AND state IN ('leased', 'ruled')
     UNION ALL
     SELECT 1 FROM review_task t JOIN ruling v ON v.id = t.verifies WHERE t.id = $3 AND v.actor = $2
     UNION ALL
     SELECT 1 FROM review_task_skip WHERE task_id = $3 AND actor = $2 LIMIT 1`,
    [task.subjectId, person.actor, task.id],
  );
  if (part !== undefined) {
    return failed('invalid_transition', 'This person cannot take the task; choose another one.');
  }
  const { queue } = task;
  return ok({ queue, claimKey: heldForKey(person.actor), homeKey: claimKeyFor(task) });
}
