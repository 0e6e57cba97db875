import {
  claimKeyFor,
  failed,
  languageOf,
  ok,
  singleReviewer,
  taskRankMs,
  type CasePurpose,
  type Panel,
  type Result,
  type Severity,
  type TextPart,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { newId } from '../random-pool.js';

/** Why people shall look at a submission again. */
export interface CaseWish {
  readonly tenantId: string;
  readonly submissionId: string;
  readonly purpose: Exclude<CasePurpose, 'first_review' | 'gold'>;
  readonly queue: string;
  readonly requestedBy?: string;
  readonly contestedRevision?: number;
  /** Epoch milliseconds; three days from now when absent. */
  readonly dueAtMs?: number;
  /** `medium` when absent. */
  readonly severity?: Severity;
  /** Category of the newest verdict's first reason when absent. */
  readonly category?: string;
  /** Principals who had a part in what is contested: never offered its tasks. */
  readonly excluded?: readonly string[];
  readonly panel?: Panel;
  /** 10 when absent. */
  readonly undoSeconds?: number;
}

export interface OpenedCase {
  readonly caseId: string;
  readonly taskIds: readonly string[];
}

interface Subject {
  readonly parts: readonly TextPart[];
  readonly round: number;
  readonly category: string | null;
  readonly nowMs: string;
}

/**
 * Opens a case on a submission that machine review has seen: one open task per seat of its panel. Call inside the
 * transaction that needs it. `duplicate` when one with this purpose is open already, `not_found` without a decision.
 */
export async function openCase(
  manager: EntityManager,
  wish: CaseWish,
): Promise<Result<OpenedCase>> {
  const subject = await subjectOf(manager, wish);
  if (subject === undefined) {
    return failed('not_found', 'There is no such submission, or machine review has not seen it.');
  }
  const { panel = singleReviewer } = wish;
  const caseId = newId();
  const taskIds = Array.from({ length: panel.reviewers }, () => newId());
  const [opened]: unknown[] = await manager.query(insertCase, [
    caseId,
    wish.tenantId,
    wish.submissionId,
    wish.purpose,
    subject.round,
    wish.queue,
    JSON.stringify(panel),
    wish.contestedRevision ?? null,
    wish.requestedBy ?? null,
  ]);
  if (opened === undefined) {
    return failed('duplicate', 'People look at this submission for the same purpose already.');
  }
  await manager.query(insertTasks, taskParams({ wish, subject, caseId, taskIds }));
  return ok({ caseId, taskIds });
}

function taskParams(made: {
  readonly wish: CaseWish;
  readonly subject: Subject;
  readonly caseId: string;
  readonly taskIds: readonly string[];
}): unknown[] {
  const { wish, subject, caseId, taskIds } = made;
  const { queue, severity = 'medium' } = wish;
  const category = wish.category ?? subject.category ?? 'system';
  const language = languageOf(subject.parts);
  const dueAtMs = wish.dueAtMs ?? Number(subject.nowMs) + 3 * 86_400_000;
  return [
    taskIds,
    caseId,
    wish.tenantId,
    wish.submissionId,
    wish.purpose,
    subject.round,
    queue,
    category,
    severity,
    language,
    claimKeyFor({ queue, category, language, severity }),
    taskRankMs(dueAtMs, severity) / 1000,
    dueAtMs / 1000,
    wish.undoSeconds ?? 10,
    wish.excluded ?? [],
  ];
}

async function subjectOf(
  manager: EntityManager,
  { tenantId, submissionId }: CaseWish,
): Promise<Subject | undefined> {
  const [subject]: Subject[] = await manager.query(
    `SELECT s.parts, d.round, extract(epoch FROM now()) * 1000 AS "nowMs",
       (SELECT COALESCE(v.reasons -> 0 ->> 'category', d.reasons -> 0 ->> 'category') FROM verdict v
        WHERE v.submission_id = s.id ORDER BY v.revision DESC LIMIT 1) AS category
     FROM submission s JOIN decision d ON d.submission_id = s.id
     WHERE s.id = $1 AND s.tenant_id = $2 ORDER BY d.round DESC LIMIT 1`,
    [submissionId, tenantId],
  );
  return subject;
}

const insertCase = `
  INSERT INTO review_case (id, tenant_id, submission_id, subject_id, purpose, state, decision_round, queue, panel,
    contested_revision, requested_by)
  VALUES ($1, $2, $3, $3, $4, 'open', $5, $6, $7, $8, $9)
  ON CONFLICT (submission_id, purpose) WHERE state = 'open' DO NOTHING RETURNING id`;

const insertTasks = `
  WITH tasked AS (
    INSERT INTO review_task (id, case_id, slot, tenant_id, submission_id, subject_id, purpose, decision_round, queue,
      category, severity, language, claim_key, home_key, state, rank, due_at, undo_seconds)
    SELECT t.id, $2, t.slot, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $11, 'open', to_timestamp($12),
      to_timestamp($13), $14
    FROM unnest($1::uuid[]) WITH ORDINALITY AS t(id, slot)
    RETURNING id, tenant_id
  ), queued AS (
    INSERT INTO task_event (task_id, tenant_id, kind, epoch) SELECT id, tenant_id, 'queued', 0 FROM tasked
  )
  INSERT INTO review_task_skip (task_id, actor, tenant_id, reason)
  SELECT t.id, e.actor, t.tenant_id, 'conflict' FROM tasked t CROSS JOIN unnest($15::text[]) AS e(actor)
  ON CONFLICT DO NOTHING`;
