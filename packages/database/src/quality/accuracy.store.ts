import { clopperPearson, wilson, type Proportion, type AccuracyGroup } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { Period } from './period.js';

/** How often rulings on gold items were right. Both intervals at 95 %: a short one and one that is exact. */
export interface Accuracy {
  readonly rulings: number;
  readonly correct: number;
  readonly wilson: Proportion;
  readonly exact: Proportion;
}

export interface AccuracyRow extends Accuracy {
  /** A principal, a team's id or a category. */
  readonly key: string;
  /** Of a person or team that still exists. */
  readonly name: string | null;
}

export interface AccuracyWish extends Period {
  readonly tenantId: string;
  readonly groupBy: AccuracyGroup;
  readonly queue?: string | undefined;
  readonly category?: string | undefined;
}

/**
 * Accuracy on gold. What rulings on gold were worth is kept from the role that answers reviewers, so this reads as
 * `assay_service`: every statement names the tenant.
 */
export class AccuracyStore {
  constructor(private readonly manager: EntityManager) {}

  /** Most rulings first. Who is in two teams counts for both. */
  async rows(wish: AccuracyWish): Promise<readonly AccuracyRow[]> {
    const { key, name, join } = groupings[wish.groupBy];
    const rows: { key: string; name: string | null; rulings: number; correct: number }[] =
      await this.manager.query(
        `SELECT ${key} AS key, ${name} AS name, count(*)::int AS rulings,
           count(*) FILTER (WHERE g.correct)::int AS correct
         FROM gold_ruling g ${join}
         WHERE g.tenant_id = $1 AND g.at >= $2 AND g.at < $3 AND ($4::text IS NULL OR g.category = $4)
           AND ($5::text IS NULL OR EXISTS (
             SELECT 1 FROM ruling r JOIN review_case c ON c.id = r.case_id WHERE r.id = g.ruling_id AND c.queue = $5))
         GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT 500`,
        [wish.tenantId, wish.since, wish.until, wish.category ?? null, wish.queue ?? null],
      );
    return rows.map(({ key: of, name: called, rulings, correct }) => ({
      key: of,
      name: called,
      ...accuracyOf(rulings, correct),
    }));
  }
}

export const accuracyOf = (rulings: number, correct: number): Accuracy => ({
  rulings,
  correct,
  wilson: wilson(correct, rulings),
  exact: clopperPearson(correct, rulings),
});

const groupings: Readonly<Record<AccuracyGroup, { key: string; name: string; join: string }>> = {
  person: {
    key: 'g.actor',
    name: 'u.name',
    join: 'LEFT JOIN app_user u ON u.id::text = g.actor',
  },
  team: {
    key: 't.id::text',
    name: 't.name',
    join: `JOIN team_member m ON m.tenant_id = g.tenant_id AND m.user_id::text = g.actor
           JOIN team t ON t.id = m.team_id`,
  },
  category: { key: 'g.category', name: 'NULL::text', join: '' },
};
