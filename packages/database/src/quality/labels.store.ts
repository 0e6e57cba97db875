import type { CasePurpose, Outcome, TextPart } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { Period } from './period.js';

/** What people concluded about a text, for training and thresholds. */
export interface Label {
  readonly submissionId: string;
  readonly parts: readonly TextPart[];
  readonly scene: string;
  readonly outcome: Outcome;
  readonly category: string | null;
  readonly clause: string | null;
  readonly purpose: CasePurpose;
  readonly policyVersion: string;
  readonly model: string | null;
  /** When the case was concluded; the order of the export. */
  readonly ruledAt: Date;
  /** People whose ruling was final. */
  readonly reviewers: number;
  /** Whether they said the same. */
  readonly agreed: boolean;
}

/** Where an export stands. */
export interface LabelPlace {
  /** As the database writes it: more exact than a `Date`. */
  readonly at: string;
  readonly caseId: string;
}

export interface LabelBatch {
  readonly labels: readonly Label[];
  /** `undefined` at the end. */
  readonly next: LabelPlace | undefined;
}

type LabelRow = Label & LabelPlace;

/** Concluded cases as labels. Reads only; use it inside `readAsTenant`. */
export class LabelStore {
  constructor(private readonly manager: EntityManager) {}

  /**
   * The next labels, oldest first. Without gold, whose text is nobody's output, without content that cannot be judged
   * and without what was withdrawn. O(limit).
   */
  async batch(
    wish: Period & {
      readonly tenantId: string;
      readonly after: LabelPlace | undefined;
      readonly limit: number;
    },
  ): Promise<LabelBatch> {
    const rows: LabelRow[] = await this.manager.query(batchSql, [
      wish.tenantId,
      wish.since,
      wish.until,
      wish.after?.at ?? null,
      wish.after?.caseId ?? null,
      wish.limit,
    ]);
    const last = rows.length < wish.limit ? undefined : rows.at(-1);
    return {
      labels: rows.filter(({ outcome }) => outcome !== null).map(toLabel),
      next: last && { at: last.at, caseId: last.caseId },
    };
  }
}

const toLabel = ({ at: _at, caseId: _caseId, ...label }: LabelRow): Label => label;

/**
 * The ruling that counted is the arbiter's, else the first that said what the case ended with. Cases that give no
 * label come as rows without an outcome, so that a batch of nothing else still moves on.
 */
const batchSql = `
  SELECT c.id AS "caseId", c.concluded_at::text AS at, c.submission_id AS "submissionId", s.parts, s.scene,
    r.outcome, r.category, r.clause, c.purpose, d.policy_version AS "policyVersion", s.context ->> 'model' AS model,
    c.concluded_at AS "ruledAt",
    (SELECT count(*)::int FROM ruling f WHERE f.case_id = c.id AND f.state = 'final') AS reviewers,
    COALESCE(c.agreed, true) AS agreed
  FROM (
    SELECT * FROM review_case
    WHERE tenant_id = $1 AND state = 'concluded' AND concluded_at >= $2 AND concluded_at < $3
      AND ($4::timestamptz IS NULL OR (concluded_at, id) > ($4::timestamptz, $5::uuid))
    ORDER BY concluded_at, id LIMIT $6
  ) c
  LEFT JOIN submission s ON s.id = c.submission_id AND c.purpose <> 'gold'
  LEFT JOIN decision d ON d.submission_id = s.id AND d.round = c.decision_round
  LEFT JOIN LATERAL (
    SELECT f.outcome, f.category, f.clause FROM ruling f
    WHERE f.case_id = c.id AND f.state = 'final' AND f.kind <> 'content_broken' AND f.outcome = c.outcome
      AND s.id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.submission_id = s.id AND v.cause = 'withdrawal')
    ORDER BY f.slot > (c.panel ->> 'reviewers')::int DESC, f.settles_at, f.id LIMIT 1
  ) r ON true
  ORDER BY c.concluded_at, c.id`;
