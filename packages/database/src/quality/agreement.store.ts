import {
  agreementOf,
  labelsByTeam,
  labelsByUnit,
  labelsOf,
  type Agreement,
  type Outcome,
  type RulingKind,
  type UnitLabels,
  type AgreementGroup,
  type AgreementLabel,
  type AgreementSource,
} from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { byKey, nextTurn, type Period } from './period.js';

/** Cases a report covers: at most some 30 ms of resampling for each coefficient. */
const mostCases = 10_000;

export interface AgreementWish extends Period {
  readonly tenantId: string;
  readonly groupBy: AgreementGroup;
  readonly label: AgreementLabel;
  readonly source: AgreementSource;
  readonly queue?: string | undefined;
  readonly category?: string | undefined;
}

/** A final ruling that was given without seeing another one. */
export interface BlindRuling {
  readonly unit: string;
  readonly actor: string;
  readonly kind: RulingKind;
  readonly outcome: Outcome;
  readonly category: string | null;
  readonly queue: string;
  readonly taskCategory: string;
}

export interface TeamMembers {
  readonly id: string;
  readonly name: string;
  readonly members: ReadonlySet<string>;
}

export interface TeamAgreement {
  readonly teamId: string;
  readonly name: string;
  readonly within: Agreement;
}

export interface AgreementRow {
  readonly key: string | null;
  readonly overall: Agreement;
  readonly teams: readonly TeamAgreement[];
  /** Teams as voices: all of them, and two by two. */
  readonly between: Agreement;
  readonly pairs: readonly { readonly teamIds: readonly [string, string]; between: Agreement }[];
}

/** Rulings that can be compared. Reads only; use it inside `readAsTenant`. */
export class AgreementStore {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Rulings of panels of two and more, without their arbiters, and rulings on gold, whose unit is the gold item; the
   * one that was given first comes first. Rulings that settled a cluster are one person's word repeated: left out.
   * `truncated`: the newest 10,000 cases of the period only.
   */
  async rulings(
    wish: AgreementWish,
  ): Promise<{ rulings: readonly BlindRuling[]; truncated: boolean }> {
    const rows: (BlindRuling & { readonly cases: number })[] = await this.manager.query(
      `WITH picked AS (
         SELECT id, queue, purpose, subject_id, (panel ->> 'reviewers')::int AS seats FROM review_case
         WHERE tenant_id = $1 AND state = 'concluded' AND concluded_at >= $2 AND concluded_at < $3
           AND (purpose = 'gold' OR (panel ->> 'reviewers')::int > 1)
           AND ($4 = 'all' OR (purpose = 'gold') = ($4 = 'gold'))
           AND ($5::text IS NULL OR queue = $5)
         ORDER BY concluded_at DESC LIMIT ${mostCases + 1}
       )
       SELECT CASE c.purpose WHEN 'gold' THEN c.subject_id ELSE c.id END AS unit, r.actor, r.kind, r.outcome,
         r.category, c.queue, t.category AS "taskCategory", (SELECT count(*)::int FROM picked) AS cases
       FROM picked c
       JOIN ruling r ON r.case_id = c.id AND r.state = 'final' AND r.slot <= c.seats AND r.cluster_of IS NULL
       JOIN review_task t ON t.id = r.task_id
       WHERE $6::text IS NULL OR t.category = $6
       ORDER BY r.created_at, r.id`,
      [
        wish.tenantId,
        wish.since,
        wish.until,
        wish.source,
        wish.queue ?? null,
        wish.category ?? null,
      ],
    );
    return { rulings: rows, truncated: (rows[0]?.cases ?? 0) > mostCases };
  }

  /** The largest twelve teams of the tenant. */
  async teams(tenantId: string): Promise<readonly TeamMembers[]> {
    const teams: { id: string; name: string; members: string[] }[] = await this.manager.query(
      `SELECT t.id, t.name, array_agg(m.user_id::text) AS members
       FROM team t JOIN team_member m ON m.team_id = t.id
       WHERE t.tenant_id = $1 GROUP BY t.id, t.name ORDER BY count(*) DESC, t.name LIMIT 12`,
      [tenantId],
    );
    return teams.map(({ id, name, members }) => ({ id, name, members: new Set(members) }));
  }
}

/**
 * Agreement of everybody, within each team and between teams, per group. Outside the transaction that read the rulings:
 * the intervals cost processor time, which is given up after every coefficient.
 */
export async function agreementReport(
  rulings: readonly BlindRuling[],
  options: Pick<AgreementWish, 'groupBy' | 'label'> & { readonly teams: readonly TeamMembers[] },
): Promise<readonly AgreementRow[]> {
  const { groupBy, label, teams } = options;
  const groups: ReadonlyMap<string | null, readonly BlindRuling[]> =
    groupBy === 'none'
      ? new Map([[null, rulings]])
      : byKey(rulings, (ruling) => keyOf(ruling, groupBy));
  const rows: AgreementRow[] = [];
  for (const [key, some] of [...groups].sort(([, a], [, b]) => b.length - a.length)) {
    const units = labelsByUnit(
      some.map((ruling) => ({
        unit: ruling.unit,
        voice: ruling.actor,
        label: labelOf(ruling, label),
      })),
    );
    rows.push(await rowOf({ key, units, teams }));
  }
  return rows;
}

const keyOf = ({ queue, taskCategory }: BlindRuling, groupBy: 'queue' | 'category'): string =>
  groupBy === 'queue' ? queue : taskCategory;

function labelOf({ kind, outcome, category }: BlindRuling, label: AgreementLabel): string {
  if (kind !== 'ruling') return kind;
  return label === 'outcome' || outcome === 'pass' ? outcome : `${outcome} ${category ?? ''}`;
}

async function rowOf(group: {
  readonly key: string | null;
  readonly units: readonly UnitLabels[];
  readonly teams: readonly TeamMembers[];
}): Promise<AgreementRow> {
  const { key, units, teams } = group;
  const overall = await inTurn(units);
  const within: TeamAgreement[] = [];
  for (const { id, name, members } of teams) {
    within.push({ teamId: id, name, within: await inTurn(labelsOf(units, members)) });
  }
  const pairs: AgreementRow['pairs'][number][] = [];
  for (const [at, one] of teams.entries()) {
    for (const other of teams.slice(at + 1)) {
      const between = await inTurn(labelsByTeam(units, [one, other]));
      if (between.units > 0) pairs.push({ teamIds: [one.id, other.id], between });
    }
  }
  return { key, overall, teams: within, between: await inTurn(labelsByTeam(units, teams)), pairs };
}

async function inTurn(units: readonly UnitLabels[]): Promise<Agreement> {
  await nextTurn();
  return agreementOf(units);
}
