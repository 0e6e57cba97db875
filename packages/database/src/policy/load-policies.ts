import type { PolicyDefinition, PolicyState, PolicyVersion } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** A policy version as the tables hold it; `changeSeq` is the number of its last change of state. */
export interface StoredPolicyVersion extends PolicyVersion {
  readonly changeSeq: number;
}

/** Policies as of change number `version`; every change up to it is included and none after it. */
export interface LoadedPolicies {
  readonly version: number;
  readonly policies: readonly StoredPolicyVersion[];
}

/**
 * Every published policy version, of one tenant or of all. One statement, so that number and rows belong together.
 * Cost: O(size of all published definitions); after the first load prefer `loadPoliciesSince`.
 */
export function loadPublishedPolicies(
  manager: EntityManager,
  { tenantId }: { readonly tenantId?: string } = {},
): Promise<LoadedPolicies> {
  return load(manager, {
    where: `v.state = 'published' AND ($1::uuid IS NULL OR v.tenant_id = $1)`,
    params: [tenantId ?? null],
  });
}

/**
 * Policy versions whose state changed after change number `since`: published ones to add, retired ones to drop.
 * A version that was published and retired meanwhile comes once, as retired.
 */
export function loadPoliciesSince(manager: EntityManager, since: number): Promise<LoadedPolicies> {
  return load(manager, {
    where: `v.change_seq > $1 AND v.state IN ('published', 'retired')`,
    params: [since],
  });
}

/** One version in whatever state, by its own id or by policy and number; `undefined` when there is none. */
export async function loadPolicyVersion(
  manager: EntityManager,
  wanted: { readonly id: string } | { readonly policyId: string; readonly version: number },
): Promise<StoredPolicyVersion | undefined> {
  const by =
    'id' in wanted
      ? { where: 'v.id = $1', params: [wanted.id] }
      : { where: 'v.policy_id = $1 AND v.version = $2', params: [wanted.policyId, wanted.version] };
  const { policies } = await load(manager, by);
  return policies[0];
}

interface LoadRow {
  readonly counter: string;
  readonly id: string | null;
  readonly policy_id: string;
  readonly tenant_id: string;
  readonly name: string;
  readonly scene: string;
  readonly industry: string;
  readonly version: number;
  readonly state: PolicyState;
  readonly definition: PolicyDefinition;
  readonly change_seq: string;
}

async function load(
  manager: EntityManager,
  { where, params }: { readonly where: string; readonly params: readonly unknown[] },
): Promise<LoadedPolicies> {
  const rows: LoadRow[] = await manager.query(
    `SELECT c.value AS counter, found.*
     FROM change_counter c LEFT JOIN (
       SELECT v.id, v.policy_id, v.tenant_id, p.name, p.scene, p.industry, v.version, v.state, v.definition,
         v.change_seq
       FROM policy_version v JOIN policy p ON p.id = v.policy_id WHERE ${where}
     ) found ON true
     WHERE c.name = 'policy' ORDER BY found.change_seq, found.id`,
    [...params],
  );
  return {
    version: Number(rows[0]?.counter ?? 0),
    policies: rows.flatMap((row) => (row.id === null ? [] : [toPolicy({ ...row, id: row.id })])),
  };
}

function toPolicy(row: LoadRow & { readonly id: string }): StoredPolicyVersion {
  return {
    id: row.id,
    policyId: row.policy_id,
    tenantId: row.tenant_id,
    name: row.name,
    scene: row.scene,
    industry: row.industry === '' ? null : row.industry,
    version: row.version,
    state: row.state,
    definition: row.definition,
    changeSeq: Number(row.change_seq),
  };
}
