import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import { rareCategory } from './claim-skills.js';
import {
  queuesOf,
  reviewerKinds,
  skillsOf,
  type BenchReviewer,
  type ReviewerKind,
} from './reviewers.js';

/**
 * The claim one writes first: the queue of the tenant in the order of its rank, filtered by what the person can do.
 * It has a table of its own with the index that suits it, is told the skills for nothing, and notes no events.
 */
export class RivalDesk {
  readonly timesMs = new Map<ReviewerKind, number[]>(reviewerKinds.map((kind) => [kind, []]));

  private constructor(
    private readonly pool: pg.Pool,
    private readonly tenantId: string,
  ) {}

  static async open(pool: pg.Pool, tenantId: string): Promise<RivalDesk> {
    await pool.query('CREATE TABLE rival_task AS SELECT * FROM review_task');
    await pool.query('ALTER TABLE rival_task ADD PRIMARY KEY (id)');
    await pool.query(
      `CREATE INDEX rival_task_open ON rival_task (tenant_id, rank) WHERE state = 'open'`,
    );
    await pool.query('VACUUM (ANALYZE) rival_task');
    return new RivalDesk(pool, tenantId);
  }

  async claim({ kind, actor }: BenchReviewer, count: number): Promise<void> {
    const n = Number(actor.split('-').at(-1));
    const able = skillsOf(kind, n);
    const startedAt = performance.now();
    const { rows } = await this.pool.query<{ id: string }>(rivalStatement, [
      this.tenantId,
      actor,
      count,
      [...new Set(able.map(({ category }) => category))],
      [...new Set(able.map(({ language }) => language))],
      queuesOf(kind),
    ]);
    this.timesMs.get(kind)?.push(performance.now() - startedAt);
    await this.pool.query(finishStatement, [rows.map(({ id }) => id), rareCategory]);
  }
}

const rivalStatement = `WITH rival AS MATERIALIZED (
    SELECT t.id FROM rival_task t
    WHERE t.tenant_id = $1 AND t.state = 'open'
      AND t.queue = ANY($6) AND (t.queue = 'general' OR t.category = ANY($4) AND t.language = ANY($5))
      AND NOT EXISTS (SELECT FROM review_task_skip s WHERE s.task_id = t.id AND s.actor = $2)
      AND NOT EXISTS (
        SELECT FROM ruling r
        WHERE r.subject_id = t.subject_id AND r.actor = $2 AND r.state IN ('provisional', 'final'))
    ORDER BY t.rank LIMIT $3
    FOR UPDATE OF t SKIP LOCKED
  )
  UPDATE rival_task t SET state = 'leased', lease_owner = $2, lease_epoch = t.lease_epoch + 1
  FROM rival WHERE t.id = rival.id RETURNING t.id`;

/** Rare ones come back, as on the other desk. */
const finishStatement = `
  UPDATE rival_task SET state = CASE WHEN category = $2 THEN 'open' ELSE 'settled' END, lease_owner = NULL
  WHERE id = ANY($1)`;
