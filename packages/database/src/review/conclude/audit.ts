import type { Outcome, PolicyDefinition, Reason } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { ConcludeCase, ConcludedCase } from './concluded-case.js';
import { nextVerdict } from './next-verdict.js';

/** What machine review had said when the submission was drawn. */
interface Drawn {
  readonly revision: number | null;
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly policyVersion: string;
  readonly blacklistVersion: string;
  readonly engineVersion: string;
  readonly model: string | null;
  readonly scene: string;
  readonly definition: PolicyDefinition | null;
}

/**
 * Counts what people found in a decision that machine review took alone. Where they see it differently and the policy
 * says so, the verdict is corrected, unless it is no longer the one that was drawn: an appeal, a later finding or a
 * withdrawal has replaced it. A referral stops transmission whatever policy and later verdicts say. What cannot be
 * judged measures nothing.
 */
export const concludeAudit: ConcludeCase = async (manager, concluded) => {
  if (concluded.ruling.kind === 'content_broken') return [];
  const drawn = await drawnVerdict(manager, concluded);
  const correction = nextVerdict(concluded, 'audit_correction');
  const { current } = concluded;
  const mayCorrect =
    concluded.ruling.kind === 'referral' ||
    (drawn.definition?.routing.audit?.corrects === true && current?.revision === drawn.revision);
  const corrects = mayCorrect && current !== null && current.outcome !== correction.outcome;
  await noteResult(manager, { concluded, drawn, corrects });
  return corrects ? [correction] : [];
};

async function drawnVerdict(
  manager: EntityManager,
  { caseId, tenantId }: ConcludedCase,
): Promise<Drawn> {
  const [drawn]: Drawn[] = await manager.query(
    `SELECT v.revision, COALESCE(v.outcome, CASE d.outcome WHEN 'block' THEN 'block' ELSE 'pass' END) AS outcome,
       COALESCE(v.reasons, d.reasons) AS reasons, COALESCE(v.policy_version, d.policy_version) AS "policyVersion",
       COALESCE(v.blacklist_version, d.blacklist_version) AS "blacklistVersion",
       COALESCE(v.engine_version, d.engine_version) AS "engineVersion",
       s.context ->> 'model' AS model, s.scene, p.definition
     FROM review_case c
     JOIN submission s ON s.id = c.submission_id
     JOIN decision d ON d.submission_id = c.submission_id AND d.round = c.decision_round
     LEFT JOIN policy_version p ON p.id = d.policy_version_id
     LEFT JOIN LATERAL (
       SELECT * FROM verdict v WHERE v.submission_id = c.submission_id AND v.decided_by = 'machine'
         AND v.decided_at <= c.created_at AND v.cause <> 'withdrawal'
       ORDER BY v.revision DESC LIMIT 1
     ) v ON true
     WHERE c.id = $1 AND c.tenant_id = $2`,
    [caseId, tenantId],
  );
  if (drawn === undefined) throw new Error(`Audit ${caseId} has no decision.`);
  return drawn;
}

async function noteResult(
  manager: EntityManager,
  result: {
    readonly concluded: ConcludedCase;
    readonly drawn: Drawn;
    readonly corrects: boolean;
  },
): Promise<void> {
  const { concluded, drawn, corrects } = result;
  const { outcome, category } = concluded.ruling;
  await manager.query(
    `INSERT INTO audit_result (case_id, tenant_id, submission_id, machine_revision, machine_outcome, machine_category,
       human_outcome, human_category, policy_version, blacklist_version, engine_version, model, scene, probability,
       corrected)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      concluded.caseId,
      concluded.tenantId,
      concluded.submissionId,
      drawn.revision,
      drawn.outcome,
      drawn.outcome === 'pass' ? null : (drawn.reasons[0]?.category ?? null),
      outcome,
      outcome === 'pass' ? null : category,
      drawn.policyVersion,
      drawn.blacklistVersion,
      drawn.engineVersion,
      drawn.model,
      drawn.scene,
      concluded.probability ?? 1,
      corrects,
    ],
  );
}
