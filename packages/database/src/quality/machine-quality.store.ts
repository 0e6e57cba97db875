import {
  precisionRecall,
  resampling,
  type AuditedItem,
  type MachineQuality,
  type Outcome,
  type MachineQualityGroup,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { byKey, nextTurn, type Period } from './period.js';

/** Machine review as its random audit measured it, for one value of what the report is grouped by. */
export interface MachineQualityRow extends MachineQuality {
  /** `null`: everything, or submissions that did not name a model. */
  readonly key: string | null;
  readonly audited: number;
  /** Findings that became a revision. */
  readonly corrected: number;
}

export interface MachineQualityReport {
  readonly audited: number;
  readonly corrected: number;
  /** More was audited in the period; the report covers the newest 50,000. */
  readonly truncated: boolean;
  readonly rows: readonly MachineQualityRow[];
}

/** Drawn items a report covers. */
const mostAudits = 50_000;

export interface MachineQualityWish extends Period {
  readonly tenantId: string;
  readonly groupBy: MachineQualityGroup;
  readonly category?: string | undefined;
  readonly policyVersion?: string | undefined;
  readonly model?: string | undefined;
}

interface AuditRow {
  readonly machineOutcome: Outcome;
  readonly machineCategory: string | null;
  readonly humanOutcome: Outcome;
  readonly humanCategory: string | null;
  readonly probability: number;
  readonly corrected: boolean;
  readonly key: string | null;
}

/** Precision, recall, false passes and false blocks of machine review. Reads only; use it inside `readAsTenant`. */
export class MachineQualityStore {
  constructor(private readonly manager: EntityManager) {}

  /** Drawn items, newest first, one more than a report covers when there are more. */
  async audits(wish: MachineQualityWish): Promise<readonly AuditRow[]> {
    const key = wish.groupBy === 'category' ? 'NULL' : keyColumns[wish.groupBy];
    return this.manager.query(
      `SELECT machine_outcome AS "machineOutcome", machine_category AS "machineCategory",
         human_outcome AS "humanOutcome", human_category AS "humanCategory", probability, corrected, ${key} AS key
       FROM audit_result
       WHERE tenant_id = $1 AND at >= $2 AND at < $3
         AND ($4::text IS NULL OR policy_version = $4) AND ($5::text IS NULL OR model = $5)
       ORDER BY at DESC LIMIT ${mostAudits + 1}`,
      [wish.tenantId, wish.since, wish.until, wish.policyVersion ?? null, wish.model ?? null],
    );
  }
}

const keyColumns = {
  none: 'NULL::text',
  policyVersion: 'policy_version',
  model: 'model',
  engineVersion: 'engine_version',
  scene: 'scene',
} as const;

/**
 * The report over drawn items. Outside the transaction that read them: the intervals cost processor time, which is
 * given up after every group.
 */
export async function machineQualityReport(
  audits: readonly AuditRow[],
  { groupBy, category }: Pick<MachineQualityWish, 'groupBy' | 'category'>,
): Promise<MachineQualityReport> {
  const covered = audits.slice(0, mostAudits);
  const rows: MachineQualityRow[] = [];
  for (const group of groupsOf(covered, groupBy)) {
    rows.push(rowOf(group, group.category ?? category));
    await nextTurn();
  }
  const corrected = covered.filter((audit) => audit.corrected).length;
  const truncated = audits.length > mostAudits;
  return { audited: covered.length, corrected, truncated, rows };
}

interface Group {
  readonly key: string | null;
  /** With groups by category: every group is measured on all items. */
  readonly category?: string;
  readonly audits: readonly AuditRow[];
}

function groupsOf(audits: readonly AuditRow[], groupBy: MachineQualityGroup): readonly Group[] {
  if (groupBy === 'none') return [{ key: null, audits }];
  if (groupBy === 'category') {
    const named = audits.flatMap(({ machineCategory, humanCategory }) => [
      machineCategory,
      humanCategory,
    ]);
    const categories = [...new Set(named)].filter((name) => name !== null).sort();
    return categories.map((category) => ({ key: category, category, audits }));
  }
  return [...byKey(audits, ({ key }) => key)]
    .map(([key, some]) => ({ key, audits: some }))
    .sort((a, b) => b.audits.length - a.audits.length);
}

function rowOf({ key, audits }: Group, category: string | undefined): MachineQualityRow {
  const violating = audits.filter(({ humanOutcome }) => humanOutcome !== 'pass').length;
  const quality = precisionRecall(audits.map(itemOf), {
    ...resampling(violating),
    ...(category === undefined ? {} : { category }),
  });
  const corrected = audits.filter((audit) => audit.corrected).length;
  return { key, audited: audits.length, corrected, ...quality };
}

/** What was acted on without a category still was acted on. */
const itemOf = (audit: AuditRow): AuditedItem => ({
  probability: audit.probability,
  machine: audit.machineOutcome === 'pass' ? null : (audit.machineCategory ?? ''),
  human: audit.humanOutcome === 'pass' ? null : (audit.humanCategory ?? ''),
});
