import type { EntityManager } from 'typeorm';
import { accuracyOf, type Accuracy } from './accuracy.store.js';

/** What one reviewer is told about the own work: the thirty days before the last midnight in Shanghai. */
export interface OwnFigures {
  readonly since: Date;
  /** The last midnight; nothing later is in any figure. */
  readonly asOf: Date;
  readonly rulings: number;
  /** From claim to ruling; `null` without a ruling. */
  readonly medianHandlingMs: number | null;
  /** Counted for load; skipping needs no excuse. */
  readonly skipped: number;
  /** `null` before twenty rulings on gold. */
  readonly gold: Accuracy | null;
}

/** Gold comes in portions of this size, at most five of them: one task more or less cannot be read from it. */
const portion = 20;
const portions = 5;
const days = 30;

/**
 * Own figures of a reviewer. They change once a day, and accuracy only once another twenty gold items are through, so
 * that no change tells whether a certain task was gold. Reads as `assay_service`: every statement names the tenant.
 */
export class OwnFiguresStore {
  constructor(private readonly manager: EntityManager) {}

  async read({ tenantId, actor }: { tenantId: string; actor: string }): Promise<OwnFigures> {
    const { since, asOf } = await this.period();
    const params = [tenantId, actor, since, asOf];
    const [work]: Pick<OwnFigures, 'rulings' | 'medianHandlingMs'>[] = await this.manager.query(
      `SELECT count(*)::int AS rulings,
         round(percentile_cont(0.5) WITHIN GROUP (ORDER BY handling_ms))::int AS "medianHandlingMs"
       FROM ruling WHERE tenant_id = $1 AND actor = $2 AND state = 'final' AND settles_at >= $3 AND settles_at < $4`,
      params,
    );
    const [skips]: { skipped: number }[] = await this.manager.query(
      `SELECT count(*)::int AS skipped FROM task_event
       WHERE tenant_id = $1 AND actor = $2 AND kind = 'skipped' AND at >= $3 AND at < $4`,
      params,
    );
    return {
      since,
      asOf,
      rulings: work?.rulings ?? 0,
      medianHandlingMs: work?.medianHandlingMs ?? null,
      skipped: skips?.skipped ?? 0,
      gold: await this.gold({ tenantId, actor, asOf }),
    };
  }

  private async period(): Promise<{ since: Date; asOf: Date }> {
    const [period]: { since: Date; asOf: Date }[] = await this.manager.query(
      `SELECT midnight AS "asOf", midnight - make_interval(days => $1) AS since
       FROM (SELECT date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai' AS midnight) m`,
      [days],
    );
    if (period === undefined) throw new Error('A clock without a midnight.');
    return period;
  }

  /** The newest portions that were full by midnight, over all time: the places where they end never move. */
  private async gold(of: {
    readonly tenantId: string;
    readonly actor: string;
    readonly asOf: Date;
  }): Promise<Accuracy | null> {
    const [counted]: { rulings: number; correct: number }[] = await this.manager.query(
      `SELECT count(*)::int AS rulings, count(*) FILTER (WHERE correct)::int AS correct
       FROM (
         SELECT correct, row_number() OVER (ORDER BY at, ruling_id) AS place, count(*) OVER () AS total
         FROM gold_ruling WHERE tenant_id = $1 AND actor = $2 AND at < $3
       ) gold
       WHERE place <= total / ${portion} * ${portion} AND place > (total / ${portion} - ${portions}) * ${portion}`,
      [of.tenantId, of.actor, of.asOf],
    );
    if (counted === undefined || counted.rulings === 0) return null;
    return accuracyOf(counted.rulings, counted.correct);
  }
}
