import type { PolicyDefinition, PolicyState } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { decodeCursor, encodeCursor } from '../cursor.js';

/** One policy version with its history, without its definition. Times are UTC. */
export interface PolicySummary {
  readonly id: string;
  readonly policyId: string;
  readonly name: string;
  readonly scene: string;
  readonly industry: string | null;
  readonly version: number;
  readonly state: PolicyState;
  readonly ruleCount: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
  readonly retiredAt: Date | null;
}

/** `revision` changes with every write; a publish names the one that was validated. */
export interface PolicyWithDefinition extends PolicySummary {
  readonly definition: PolicyDefinition;
  readonly revision: string;
}

export interface PolicyFilter {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly state?: PolicyState | undefined;
  readonly scene?: string | undefined;
}

/** Reads policy versions of one tenant; ids of other tenants are absent. Writes are the verbs beside this file. */
export class PolicyStore {
  constructor(private readonly manager: EntityManager) {}

  async find(tenantId: string, id: string): Promise<PolicyWithDefinition | undefined> {
    const [row]: DetailRow[] = await this.manager.query(
      `SELECT ${summaryColumns}, v.definition, v.xmin::text AS revision
       FROM policy_version v JOIN policy p ON p.id = v.policy_id
       WHERE v.tenant_id = $1 AND v.id = $2`,
      [tenantId, id],
    );
    if (row === undefined) return undefined;
    return { ...toSummary(row), definition: row.definition, revision: row.revision };
  }

  /** One page, newest first. `undefined` when the cursor is not one of ours. */
  async list(
    tenantId: string,
    filter: PolicyFilter,
  ): Promise<
    { readonly items: readonly PolicySummary[]; readonly nextCursor?: string } | undefined
  > {
    const after = filter.cursor === undefined ? [null] : decodeCursor(filter.cursor, 1);
    if (after === undefined || !(after[0] === null || uuid.test(after[0] ?? ''))) return undefined;
    const rows: SummaryRow[] = await this.manager.query(
      `SELECT ${summaryColumns} FROM policy_version v JOIN policy p ON p.id = v.policy_id
       WHERE v.tenant_id = $1 AND ($2::uuid IS NULL OR v.id < $2::uuid)
         AND ($3::text IS NULL OR v.state = $3) AND ($4::text IS NULL OR p.scene = $4)
       ORDER BY v.id DESC LIMIT $5`,
      [tenantId, after[0], filter.state ?? null, filter.scene ?? null, filter.limit + 1],
    );
    const items = rows.slice(0, filter.limit).map(toSummary);
    const last = items.at(-1);
    if (rows.length <= filter.limit || last === undefined) return { items };
    return { items, nextCursor: encodeCursor([last.id]) };
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const summaryColumns = `v.id, v.policy_id, p.name, p.scene, p.industry, v.version, v.state,
  json_array_length(v.definition -> 'rules') AS rule_count, v.created_by, v.created_at, v.updated_at,
  v.published_by, v.published_at, v.retired_at`;

interface SummaryRow {
  readonly id: string;
  readonly policy_id: string;
  readonly name: string;
  readonly scene: string;
  readonly industry: string;
  readonly version: number;
  readonly state: PolicyState;
  readonly rule_count: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly published_by: string | null;
  readonly published_at: Date | null;
  readonly retired_at: Date | null;
}

interface DetailRow extends SummaryRow {
  readonly definition: PolicyDefinition;
  readonly revision: string;
}

const toSummary = (row: SummaryRow): PolicySummary => ({
  id: row.id,
  policyId: row.policy_id,
  name: row.name,
  scene: row.scene,
  industry: row.industry === '' ? null : row.industry,
  version: row.version,
  state: row.state,
  ruleCount: row.rule_count,
  createdBy: row.created_by,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  publishedBy: row.published_by,
  publishedAt: row.published_at,
  retiredAt: row.retired_at,
});
