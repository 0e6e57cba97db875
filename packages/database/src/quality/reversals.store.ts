import { wilson, type Proportion, type ReversalGroup } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { Period } from './period.js';

/** Appeals that were decided, by what stood behind the contested verdict. */
export interface ReversalRow {
  /** `null`: everything, or what has no such thing (no person, no named model). */
  readonly key: string | null;
  readonly name: string | null;
  readonly decided: number;
  readonly overturned: number;
  readonly changed: number;
  /** Overturned or changed, of those decided. */
  readonly rate: Proportion;
}

export interface ReversalWish extends Period {
  readonly tenantId: string;
  readonly groupBy: ReversalGroup;
}

/**
 * Reversal rates. A verdict that rests on two rules counts for both, one by somebody in two teams for both teams.
 * Reads as `assay_service` because names of people belong to no tenant: every statement names the tenant.
 */
export class ReversalStore {
  constructor(private readonly manager: EntityManager) {}

  /** Most decided first. */
  async rows(wish: ReversalWish): Promise<readonly ReversalRow[]> {
    const { key, name, join } = groupings[wish.groupBy];
    const rows: Omit<ReversalRow, 'rate'>[] = await this.manager.query(
      `SELECT key, name, count(*)::int AS decided,
         count(*) FILTER (WHERE result = 'overturned')::int AS overturned,
         count(*) FILTER (WHERE result = 'changed')::int AS changed
       FROM (
         SELECT DISTINCT a.id, a.result, ${key} AS key, ${name} AS name
         FROM appeal a
         JOIN verdict v ON v.submission_id = a.submission_id AND v.revision = a.contested_revision
         ${join}
         WHERE a.tenant_id = $1 AND a.state = 'decided' AND a.closed_at >= $2 AND a.closed_at < $3
       ) decided
       GROUP BY key, name ORDER BY 3 DESC, key LIMIT 500`,
      [wish.tenantId, wish.since, wish.until],
    );
    return rows.map((row) => ({ ...row, rate: wilson(row.overturned + row.changed, row.decided) }));
  }
}

const ofReasons = 'LEFT JOIN LATERAL json_array_elements(v.reasons) AS because(reason) ON true';

const groupings: Readonly<Record<ReversalGroup, { key: string; name: string; join: string }>> = {
  none: { key: 'NULL::text', name: 'NULL::text', join: '' },
  rule: { key: `because.reason ->> 'rule'`, name: 'NULL::text', join: ofReasons },
  category: { key: `because.reason ->> 'category'`, name: 'NULL::text', join: ofReasons },
  policyVersion: { key: 'v.policy_version', name: 'NULL::text', join: '' },
  reviewer: {
    key: 'v.actor',
    name: 'u.name',
    join: 'LEFT JOIN app_user u ON u.id::text = v.actor',
  },
  team: {
    key: 't.id::text',
    name: 't.name',
    join: `LEFT JOIN team_member m ON m.tenant_id = a.tenant_id AND m.user_id::text = v.actor
           LEFT JOIN team t ON t.id = m.team_id`,
  },
  model: {
    key: `s.context ->> 'model'`,
    name: 'NULL::text',
    join: 'JOIN submission s ON s.id = a.submission_id',
  },
};
