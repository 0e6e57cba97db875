import type { GoldDecision, Reason, Rule, Severity } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/**
 * What machine review would show beside an item that somebody wrote: a finding of the rule that the scene's policy has
 * for the category, under the versions that are in force. Gold that looked different would not be blind.
 * Cost: one statement, O(rules of the scene's policy).
 */
export async function presumedDecision(
  manager: EntityManager,
  item: PresumedFor,
): Promise<GoldDecision> {
  const [row]: PresumedRow[] = await manager.query(
    `SELECT p.name || '@' || p.version AS "policyVersion", p.definition -> 'rules' AS rules,
       (SELECT value FROM change_counter WHERE name = 'blacklist') AS "blacklistVersion"
     FROM (SELECT 1) one LEFT JOIN LATERAL (
       SELECT p.name, v.version, v.definition FROM policy p JOIN policy_version v ON v.policy_id = p.id
       WHERE p.tenant_id = $1 AND p.scene = $2 AND p.industry IN ('', COALESCE($3, '')) AND v.state = 'published'
       ORDER BY p.industry DESC LIMIT 1
     ) p ON true`,
    [item.tenantId, item.scene, item.industry],
  );
  return {
    outcome: 'review',
    reasons: [reasonFor(item, row?.rules ?? [])],
    policyVersion: row?.policyVersion ?? 'none',
    blacklistVersion: Number(row?.blacklistVersion ?? 0),
    engineVersion: item.engineVersion,
  };
}

export interface PresumedFor {
  readonly tenantId: string;
  readonly scene: string;
  readonly industry: string | null;
  readonly category: string;
  readonly severity: Severity;
  readonly engineVersion: string;
}

interface PresumedRow {
  readonly policyVersion: string | null;
  readonly rules: readonly Rule[] | null;
  readonly blacklistVersion: string;
}

function reasonFor({ category, severity }: PresumedFor, rules: readonly Rule[]): Reason {
  const rule = rules.find((each) => each.category === category);
  const id = rule?.id ?? 'blacklist';
  return { category, severity, rule: id, message: rule?.message ?? id, spans: [], score: 1 };
}
