import type { GenerationContext, Outcome, ReviewLanguage, TextPart } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** One item of an attempt; `position` (1, 2, …) names it, so that ids of gold items stay unknown. */
export interface AttemptItem {
  readonly position: number;
  readonly goldItemId: string;
  readonly taxonomy: string;
  readonly parts: readonly TextPart[];
  readonly context: GenerationContext;
  readonly scene: string;
  readonly industry: string | null;
  readonly language: ReviewLanguage;
  readonly expectedOutcome: Outcome;
  readonly expectedCategory: string | null;
  readonly explanation: string;
  readonly clause: string | null;
  /** `null` until it is answered. */
  readonly outcome: Outcome | null;
  readonly category: string | null;
  readonly correct: boolean | null;
}

export interface StoredAttempt {
  readonly id: string;
  readonly examId: string;
  readonly actor: string;
  readonly passMark: number;
  readonly startedAt: Date;
  readonly closedAt: Date | null;
  readonly correct: number | null;
  readonly passed: boolean | null;
  /** Of the exam, now. */
  readonly examState: string;
  readonly category: string;
  readonly validDays: number;
}

/** Attempts of one tenant. Everything in here carries the answers: what people see is cut down from it. */
export class AttemptStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  find(id: string): Promise<StoredAttempt | undefined> {
    return this.attempt(id, '');
  }

  /** Answers of one attempt come one after another. */
  findForAnswers(id: string): Promise<StoredAttempt | undefined> {
    return this.attempt(id, 'FOR UPDATE OF a');
  }

  /** In the order they are shown. */
  items(attemptId: string): Promise<readonly AttemptItem[]> {
    return this.manager.query(
      `SELECT drawn.position::int AS position, g.id AS "goldItemId", g.taxonomy, g.parts, g.context, g.scene, g.industry,
         g.language, g.expected_outcome AS "expectedOutcome", g.expected_category AS "expectedCategory", g.explanation,
         g.clause, w.outcome, w.category, w.correct
       FROM exam_attempt a CROSS JOIN unnest(a.item_ids) WITH ORDINALITY AS drawn(id, position)
       JOIN gold_item g ON g.id = drawn.id
       LEFT JOIN exam_answer w ON w.attempt_id = a.id AND w.gold_item_id = g.id
       WHERE a.id = $1 AND a.tenant_id = $2 ORDER BY drawn.position`,
      [attemptId, this.tenantId],
    );
  }

  private async attempt(id: string, lock: string): Promise<StoredAttempt | undefined> {
    const [row]: StoredAttempt[] = await this.manager.query(
      `SELECT a.id, a.exam_id AS "examId", a.actor, a.pass_mark AS "passMark", a.started_at AS "startedAt",
         a.closed_at AS "closedAt", a.correct, a.passed, x.state AS "examState", a.category, a.valid_days AS "validDays"
       FROM exam_attempt a JOIN exam x ON x.id = a.exam_id WHERE a.id = $1 AND a.tenant_id = $2 ${lock}`,
      [id, this.tenantId],
    );
    return row;
  }
}
