import { breakMinutes, careFor, exposureOf, type Care, type Severity } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { prepared } from '../prepared.js';
import { today } from './standing-of.js';

/** One person in one tenant. */
export interface ReviewerReference {
  readonly tenantId: string;
  readonly actor: string;
}

/**
 * Counts what a person was just shown towards the day's exposure and towards the next break. Call it in the
 * transaction that shows it, after `notePresence`, which may begin a new stretch of work. Cost: one
 * statement, two small upserts; nothing when nothing was shown.
 */
export async function noteExposure(
  manager: EntityManager,
  { tenantId, actor, severities }: ReviewerReference & { readonly severities: readonly Severity[] },
): Promise<void> {
  if (severities.length === 0) return;
  const { points, items, heavyItems } = exposureOf(severities);
  await prepared(manager, {
    name: 'note-exposure',
    text: `WITH heavy AS (
       INSERT INTO reviewer_presence AS n (tenant_id, actor, state, heavy_since_break)
       SELECT $1::uuid, $2::text, 'working', $5::int WHERE $5::int > 0
       ON CONFLICT (tenant_id, actor) DO UPDATE SET heavy_since_break = n.heavy_since_break + excluded.heavy_since_break
     )
     INSERT INTO exposure_day AS e (tenant_id, actor, day, points, items, heavy_items)
     VALUES ($1, $2, ${today}, $3, $4, $5)
     ON CONFLICT (tenant_id, actor, day) DO UPDATE SET points = e.points + excluded.points,
       items = e.items + excluded.items, heavy_items = e.heavy_items + excluded.heavy_items`,
    values: [tenantId, actor, points, items, heavyItems],
  });
}

/** The meter of one person, today. One statement. */
export async function careOf(
  manager: EntityManager,
  { tenantId, actor }: ReviewerReference,
): Promise<Care> {
  const cares = await caresOf(manager, { tenantId, actors: [actor] });
  const care = cares.get(actor);
  if (care === undefined)
    throw new Error('A statement that answers one row a person left one out.');
  return care;
}

/** The meters of several people at once, today. One statement. */
export async function caresOf(
  manager: EntityManager,
  { tenantId, actors }: { readonly tenantId: string; readonly actors: readonly string[] },
): Promise<ReadonlyMap<string, Care>> {
  const rows: CareRow[] = await manager.query(
    `SELECT a.actor, e.points, e.items, p.daily_budget, n.heavy_since_break,
       CASE WHEN ${onBreak} THEN 0 ELSE (extract(epoch FROM now() - n.working_since) * 1000)::float8 END AS worked_ms,
       ${onBreak} AS on_break
     FROM unnest($2::text[]) AS a(actor)
     LEFT JOIN reviewer_profile p ON p.tenant_id = $1 AND p.actor = a.actor
     LEFT JOIN exposure_day e ON e.tenant_id = $1 AND e.actor = a.actor AND e.day = ${today}
     LEFT JOIN reviewer_presence n ON n.tenant_id = $1 AND n.actor = a.actor`,
    [tenantId, actors],
  );
  return new Map(rows.map((row) => [row.actor, toCare(row)]));
}

const toCare = (row: CareRow): Care =>
  careFor({
    points: row.points ?? 0,
    items: row.items ?? 0,
    budget: row.daily_budget,
    workedMs: row.worked_ms ?? 0,
    heavySinceBreak: row.on_break === true ? 0 : (row.heavy_since_break ?? 0),
  });

interface CareRow {
  readonly actor: string;
  readonly points: number | null;
  readonly items: number | null;
  readonly daily_budget: number | null;
  readonly heavy_since_break: number | null;
  readonly worked_ms: number | null;
  readonly on_break: boolean | null;
}

/** Absent or paused for as long as a break takes. */
const onBreak = `(n.seen_at < now() - make_interval(mins => ${breakMinutes}) OR n.paused_at < now() - make_interval(mins => ${breakMinutes}))`;
