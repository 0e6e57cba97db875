import {
  failed,
  ok,
  type Decision,
  type GenerationContext,
  type GoldDecision,
  type GoldState,
  type Result,
  type Severity,
  type TextPart,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { returnedRows } from '../returned-rows.js';
import type { NewGoldItem } from './add-gold.js';

/** An item with its answer and how people did on it: in exams and mixed in, together. */
export interface StoredGoldItem extends NewGoldItem {
  readonly id: string;
  readonly state: GoldState;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
  readonly answers: number;
  readonly correct: number;
}

export interface GoldFilter {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly setName?: string | undefined;
  readonly category?: string | undefined;
  readonly state?: GoldState | undefined;
}

/** A decided submission as the start of a gold item. */
export interface SubmissionForGold {
  readonly parts: readonly TextPart[];
  readonly context: GenerationContext;
  readonly scene: string;
  readonly industry: string | null;
  readonly severity: Severity;
  readonly decision: GoldDecision;
  readonly taxonomy: string | null;
  readonly outcome: NewGoldItem['expectedOutcome'];
  /** Of the verdict's first reason. */
  readonly category: string | null;
}

/** Gold items of one tenant. Needs the service role: what rulings on gold were worth is hidden from readers. */
export class GoldItemStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Newest first; `after` is the id of the previous page's last item. */
  list(filter: GoldFilter): Promise<readonly StoredGoldItem[]> {
    return this.manager.query(
      `${select} WHERE g.tenant_id = $1 AND ($2::text IS NULL OR g.set_name = $2)
         AND ($3::text IS NULL OR g.category = $3) AND ($4::text IS NULL OR g.state = $4)
         AND ($5::uuid IS NULL OR g.id < $5)
       ORDER BY g.id DESC LIMIT $6`,
      [
        this.tenantId,
        filter.setName ?? null,
        filter.category ?? null,
        filter.state ?? null,
        filter.after ?? null,
        filter.limit,
      ],
    );
  }

  async find(id: string): Promise<StoredGoldItem | undefined> {
    const [item]: StoredGoldItem[] = await this.manager.query(
      `${select} WHERE g.tenant_id = $1 AND g.id = $2`,
      [this.tenantId, id],
    );
    return item;
  }

  /** Active items of a set, in the order they were written. */
  ofSet(setName: string): Promise<readonly StoredGoldItem[]> {
    return this.manager.query(
      `${select} WHERE g.tenant_id = $1 AND g.set_name = $2 AND g.state = 'active' ORDER BY g.id`,
      [this.tenantId, setName],
    );
  }

  /** Takes an item out of use; tasks and attempts that show it go on. Problems: `not_found`, `invalid_transition`. */
  async retire(id: string, actor: string): Promise<Result<string>> {
    const rows = await returnedRows(
      this.manager,
      `UPDATE gold_item SET state = 'retired', retired_at = now()
       WHERE id = $1 AND tenant_id = $2 AND state = 'active' RETURNING id`,
      [id, this.tenantId],
    );
    if (rows.length === 0) {
      return (await this.find(id)) === undefined
        ? failed('not_found', 'There is no such gold item.')
        : failed('invalid_transition', 'This item is retired already.');
    }
    await recordAudit(this.manager, {
      tenantId: this.tenantId,
      actor,
      action: 'gold.retired',
      subjectType: 'gold_item',
      subjectId: id,
      detail: {},
    });
    return ok(id);
  }

  /** Content, decision and newest verdict of a submission. Problems: `not_found`, `not_decided`. */
  async fromSubmission(submissionId: string): Promise<Result<SubmissionForGold>> {
    const [row]: SettledRow[] = await this.manager.query(settledSubmission, [
      submissionId,
      this.tenantId,
    ]);
    if (row === undefined) return failed('not_found', 'There is no such submission.');
    const { outcome, pending, decision, ...content } = row;
    if (outcome === null || pending || decision === null) {
      return failed('not_decided', 'Only what is decided can become a gold item.');
    }
    const { severity, ...shown } = decision;
    return ok({ ...content, outcome, severity, decision: shown });
  }
}

type SettledRow = Omit<SubmissionForGold, 'outcome' | 'decision' | 'severity'> & {
  readonly outcome: SubmissionForGold['outcome'] | null;
  readonly pending: boolean;
  readonly decision: (GoldDecision & Pick<Decision, 'severity'>) | null;
};

const settledSubmission = `
  SELECT s.parts, s.context, s.scene, s.industry, v.outcome, v.reasons -> 0 ->> 'category' AS category,
    p.definition ->> 'taxonomy' AS taxonomy,
    EXISTS (SELECT FROM review_task t WHERE t.submission_id = s.id AND t.state IN ('open', 'leased', 'ruled')) AS pending,
    CASE WHEN d.submission_id IS NOT NULL THEN json_build_object('outcome', d.outcome, 'reasons', d.reasons,
      'policyVersion', d.policy_version, 'blacklistVersion', d.blacklist_version, 'engineVersion', d.engine_version,
      'severity', d.severity) END AS decision
  FROM submission s
  LEFT JOIN LATERAL (SELECT * FROM verdict v WHERE v.submission_id = s.id ORDER BY v.revision DESC LIMIT 1) v ON true
  LEFT JOIN LATERAL (SELECT * FROM decision d WHERE d.submission_id = s.id ORDER BY d.round DESC LIMIT 1) d ON true
  LEFT JOIN policy_version p ON p.id = d.policy_version_id
  WHERE s.id = $1 AND s.tenant_id = $2`;

const select = `
  SELECT g.id, g.set_name AS "setName", g.clause, g.taxonomy, g.parts, g.context, g.scene, g.industry, g.language,
    g.category, g.severity, g.decision, g.expected_outcome AS "expectedOutcome",
    g.expected_category AS "expectedCategory", g.explanation, g.state, g.created_by AS "createdBy",
    g.created_at AS "createdAt", g.retired_at AS "retiredAt", counted.answers, counted.correct
  FROM gold_item g CROSS JOIN LATERAL (
    SELECT count(*)::int AS answers, (count(*) FILTER (WHERE a.correct))::int AS correct FROM (
      SELECT correct FROM gold_ruling WHERE gold_item_id = g.id
      UNION ALL SELECT correct FROM exam_answer WHERE gold_item_id = g.id
    ) a
  ) counted`;
