import type { EntityManager } from 'typeorm';

/** What came into one queue and what people did there. */
export interface WorkPace {
  readonly name: string;
  /** Of the last hour, as are handled and skips. */
  readonly arrivals: number;
  /** How long after their arrival these are due, on average; `null` without arrivals. */
  readonly allowedHours: number | null;
  readonly skips: number;
  readonly handled: number;
  /** Of the last 24 hours; `null` when nobody's time was measured. */
  readonly medianHandlingMs: number | null;
  readonly meanHandlingMs: number | null;
}

export const noPace = (name: string): WorkPace => ({
  name,
  arrivals: 0,
  allowedHours: null,
  skips: 0,
  handled: 0,
  medianHandlingMs: null,
  meanHandlingMs: null,
});

/** By queue. Cost: O(tasks that arrived in the last hour + rulings of the last 24 hours), found by when they were. */
export async function workPace(
  manager: EntityManager,
  tenantId: string,
): Promise<ReadonlyMap<string, WorkPace>> {
  const moves: Pick<WorkPace, 'name' | 'arrivals' | 'allowedHours' | 'skips'>[] =
    await manager.query(recentMoves, [tenantId]);
  const rulings: Pick<WorkPace, 'name' | 'handled' | 'medianHandlingMs' | 'meanHandlingMs'>[] =
    await manager.query(recentRulings, [tenantId]);
  const pace = new Map<string, WorkPace>();
  for (const row of [...moves, ...rulings]) {
    pace.set(row.name, { ...(pace.get(row.name) ?? noPace(row.name)), ...row });
  }
  return pace;
}

const recentMoves = `
  SELECT t.queue AS name, count(*) FILTER (WHERE e.kind = 'queued')::int AS arrivals,
    count(*) FILTER (WHERE e.kind = 'skipped')::int AS skips,
    avg(extract(epoch FROM t.due_at - t.created_at)::float8 / 3600) FILTER (WHERE e.kind = 'queued') AS "allowedHours"
  FROM task_event e JOIN review_task t ON t.id = e.task_id
  WHERE e.tenant_id = $1 AND e.kind IN ('queued', 'skipped') AND e.at > now() - interval '1 hour'
  GROUP BY t.queue`;

/** Tasks that were settled with their cluster have no handling time of their own, and count as handled. */
const recentRulings = `
  SELECT t.queue AS name, count(*) FILTER (WHERE r.created_at > now() - interval '1 hour')::int AS handled,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY r.handling_ms) AS "medianHandlingMs",
    avg(r.handling_ms)::float8 AS "meanHandlingMs"
  FROM ruling r JOIN review_task t ON t.id = r.task_id
  WHERE r.tenant_id = $1 AND r.state IN ('provisional', 'final') AND r.created_at > now() - interval '24 hours'
  GROUP BY t.queue`;
