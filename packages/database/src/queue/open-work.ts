import type { EntityManager } from 'typeorm';

/** How far a forecast looks. */
export const horizonHours = 8;
/** Steps between now and the horizon; with what is overdue and what is due later, 96 portions. */
const steps = 94;
const stepHours = horizonHours / steps;

/** What waits in one queue, and what people work on at this moment. */
export interface OpenWork {
  readonly name: string;
  readonly open: number;
  readonly leased: number;
  readonly overdue: number;
  readonly oldestAt: Date | null;
  /** Of what is not overdue. */
  readonly nextDueAt: Date | null;
  /** Open tasks by due time, at most 96 portions; below 0: overdue. */
  readonly portions: readonly { readonly dueInHours: number; readonly tasks: number }[];
}

interface PortionRow {
  readonly name: string;
  readonly place: number;
  readonly tasks: number;
  readonly oldestAt: Date;
  readonly nextDueAt: Date | null;
}

/** By queue. Cost: O(open and leased tasks of the tenant); 0.13 s for 200,000. */
export async function openWork(
  manager: EntityManager,
  tenantId: string,
): Promise<ReadonlyMap<string, OpenWork>> {
  const rows: PortionRow[] = await manager.query(openPortions, [tenantId]);
  const leased: { name: string; tasks: number }[] = await manager.query(
    `SELECT queue AS name, count(*)::int AS tasks FROM review_task
     WHERE tenant_id = $1 AND state = 'leased' GROUP BY queue`,
    [tenantId],
  );
  const work = new Map<string, OpenWork>();
  for (const row of rows) work.set(row.name, added(work.get(row.name) ?? none(row.name), row));
  for (const { name, tasks } of leased) {
    work.set(name, { ...(work.get(name) ?? none(name)), leased: tasks });
  }
  return work;
}

export const none = (name: string): OpenWork => ({
  name,
  open: 0,
  leased: 0,
  overdue: 0,
  oldestAt: null,
  nextDueAt: null,
  portions: [],
});

function added(work: OpenWork, { place, tasks, oldestAt, nextDueAt }: PortionRow): OpenWork {
  return {
    ...work,
    open: work.open + tasks,
    overdue: work.overdue + (place === 0 ? tasks : 0),
    oldestAt: earlier(work.oldestAt, oldestAt),
    nextDueAt: earlier(work.nextDueAt, nextDueAt),
    portions: [...work.portions, { dueInHours: (place - 0.5) * stepHours, tasks }],
  };
}

const earlier = (a: Date | null, b: Date | null): Date | null =>
  a === null || b === null ? (a ?? b) : a < b ? a : b;

/** Place 0 is overdue, 1 … `steps` the time to the horizon, one more what is due later. */
const openPortions = `
  WITH edge AS MATERIALIZED (
    SELECT array_agg(now() + n * make_interval(secs => ${stepHours * 3600}) ORDER BY n) AS places
    FROM generate_series(0, ${steps}) AS n
  )
  SELECT t.queue AS name, width_bucket(t.due_at, (SELECT places FROM edge)) AS place, count(*)::int AS tasks,
    min(t.created_at) AS "oldestAt", min(t.due_at) FILTER (WHERE t.due_at >= now()) AS "nextDueAt"
  FROM review_task t WHERE t.tenant_id = $1 AND t.state = 'open'
  GROUP BY 1, 2`;
