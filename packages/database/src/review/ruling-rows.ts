import type {
  Measure,
  Outcome,
  Referral,
  RulingContext,
  RulingKind,
  RulingState,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { QueueStore } from '../queue/queue.store.js';
import { taxonomyOrDefault } from './review-desk.store.js';

/** A recorded ruling; `undoable` while its task waits inside the undo window. */
export interface RulingRow {
  readonly id: string;
  readonly actor: string;
  readonly kind: RulingKind;
  readonly outcome: Outcome;
  readonly category: string | null;
  readonly clause: string | null;
  readonly referral: Referral | null;
  readonly note: string | null;
  readonly measures: readonly Measure[];
  readonly state: RulingState;
  readonly settlesAt: Date;
  readonly undoable: boolean;
}

const columns = `r.id, r.actor, r.kind, r.outcome, r.category, r.clause, r.referral, r.note, r.measures, r.state, r.settles_at AS "settlesAt",
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

type StoredContext = Pick<RulingContext, 'reasons'> & {
  readonly parts: RulingContext['parts'] | null;
  readonly tenantId: string;
  readonly queue: string;
  readonly taxonomy: string | null;
};

/** What a ruling on this task is checked against. */
export async function rulingContext(
  manager: EntityManager,
  taskId: string,
): Promise<RulingContext> {
  const [row]: StoredContext[] = await manager.query(
    `SELECT t.tenant_id AS "tenantId", t.queue, COALESCE(g.taxonomy, p.definition ->> 'taxonomy') AS taxonomy,
       COALESCE(g.parts, s.parts) AS parts, COALESCE(g.decision -> 'reasons', d.reasons) AS reasons
     FROM review_task t
     LEFT JOIN gold_item g ON t.purpose = 'gold' AND g.id = t.subject_id
     LEFT JOIN submission s ON s.id = t.submission_id
     LEFT JOIN decision d ON d.submission_id = t.submission_id AND d.round = t.decision_round
     LEFT JOIN policy_version p ON p.id = d.policy_version_id
     WHERE t.id = $1`,
    [taskId],
  );
  if (row === undefined || row.parts === null) throw new Error(`Task ${taskId} has no content.`);
  const { tenantId, queue, parts, reasons } = row;
  const settings = await new QueueStore(manager).settings(tenantId, queue);
  return {
    taxonomy: taxonomyOrDefault(row.taxonomy),
    parts,
    reasons,
    required: settings.required,
    clauses: await citableClauses(manager, settings.standardId),
  };
}

/** Clauses of the published version of a standard, as rulings cite them. */
async function citableClauses(
  manager: EntityManager,
  standardId: string | null,
): Promise<readonly string[]> {
  if (standardId === null) return [];
  const rows: { cited: string }[] = await manager.query(
    `SELECT s.name || '@' || v.version || '#' || (c.clause ->> 'id') AS cited
     FROM standard s JOIN standard_version v ON v.standard_id = s.id AND v.state = 'published'
     CROSS JOIN LATERAL json_array_elements(v.clauses) AS c(clause) WHERE s.id = $1`,
    [standardId],
  );
  return rows.map(({ cited }) => cited);
}
