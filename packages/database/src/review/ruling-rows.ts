import type { Measure, Outcome, RulingContext, RulingState } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { taxonomyOrDefault } from './review-desk.store.js';

/** A recorded ruling; `undoable` while its task waits inside the undo window. */
export interface RulingRow {
  readonly id: string;
  readonly actor: string;
  readonly outcome: Outcome;
  readonly category: string | null;
  readonly note: string | null;
  readonly measures: readonly Measure[];
  readonly state: RulingState;
  readonly settlesAt: Date;
  readonly undoable: boolean;
}

const columns = `r.id, r.actor, r.outcome, r.category, r.note, r.measures, r.state, r.settles_at AS "settlesAt",
  (r.state = 'provisional' AND r.settles_at > now()) AS undoable`;

/** The ruling that was given under one epoch of a task. */
export async function rulingAt(
  manager: EntityManager,
  { taskId, epoch }: { readonly taskId: string; readonly epoch: number },
): Promise<RulingRow | undefined> {
  const [row]: RulingRow[] = await manager.query(
    `SELECT ${columns} FROM ruling r WHERE r.task_id = $1 AND r.epoch = $2`,
    [taskId, epoch],
  );
  return row;
}

/** The newest ruling of one person on a task, undone ones included. */
export async function lastRulingBy(
  manager: EntityManager,
  { taskId, actor }: { readonly taskId: string; readonly actor: string },
): Promise<RulingRow | undefined> {
  const [row]: RulingRow[] = await manager.query(
    `SELECT ${columns} FROM ruling r WHERE r.task_id = $1 AND r.actor = $2 ORDER BY r.epoch DESC LIMIT 1`,
    [taskId, actor],
  );
  return row;
}

/** What a ruling on this task is checked against. */
export async function rulingContext(
  manager: EntityManager,
  taskId: string,
): Promise<RulingContext> {
  const [row]: (Omit<RulingContext, 'taxonomy'> & { readonly taxonomy: string | null })[] =
    await manager.query(
      `SELECT p.definition ->> 'taxonomy' AS taxonomy, s.parts, d.reasons
       FROM review_task t
       JOIN submission s ON s.id = t.submission_id
       JOIN decision d ON d.submission_id = t.submission_id AND d.round = t.decision_round
       LEFT JOIN policy_version p ON p.id = d.policy_version_id
       WHERE t.id = $1`,
      [taskId],
    );
  if (row === undefined) throw new Error(`Task ${taskId} has no submission or decision.`);
  return { ...row, taxonomy: taxonomyOrDefault(row.taxonomy) };
}
