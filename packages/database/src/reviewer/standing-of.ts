import { defaultDailyBudget, type ReviewerStanding, type ReviewLanguage } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { prepared } from '../prepared.js';
import { rolesWith } from './roles-with.js';

/** Days are those of China wherever the processes run. */
export const today = `(now() AT TIME ZONE 'Asia/Shanghai')::date`;

/** A qualification that counts now. */
export const inForce = (q: string): string =>
  `${q}.revoked_reason IS NULL AND ${q}.expires_at > now()`;

/**
 * What a person may be offered in one tenant. `lead` comes from the caller's permissions (`reviews:manage`).
 * Works with any role. Cost: one statement, three lookups by index.
 */
export async function standingOf(
  manager: EntityManager,
  { tenantId, actor, lead }: StandingWish,
): Promise<ReviewerStanding> {
  const [row] = await prepared<StandingRow>(manager, {
    name: 'standing',
    text: `SELECT a.actor, ${standingColumns} FROM (SELECT $2::text AS actor) a ${standingJoins}`,
    values: [tenantId, actor],
  });
  if (row === undefined) throw new Error('A statement that answers one row answered none.');
  return toStanding(row, lead);
}

export interface StandingWish {
  readonly tenantId: string;
  readonly actor: string;
  readonly lead: boolean;
}

/**
 * Everybody who may review in a tenant: enabled people with such a role there or everywhere. Keys without an owner
 * are nobody's hands and not listed. Needs the service role, as grants are hidden from readers.
 * Cost: one statement, O(people with a role in the tenant).
 */
export async function standingsOf(
  manager: EntityManager,
  tenantId: string,
): Promise<readonly ReviewerStanding[]> {
  const rows: (StandingRow & { lead: boolean })[] = await manager.query(
    `SELECT a.actor, a.lead, ${standingColumns} FROM (
       SELECT u.id::text AS actor, bool_or(g.role = ANY($3)) AS lead
       FROM role_grant g JOIN app_user u ON u.id = g.user_id
       WHERE (g.tenant_id = $1 OR g.tenant_id IS NULL) AND g.role = ANY($2) AND u.disabled_at IS NULL
       GROUP BY u.id
     ) a ${standingJoins} ORDER BY a.actor`,
    [tenantId, rolesWith('reviews:work'), rolesWith('reviews:manage')],
  );
  return rows.map((row) => toStanding(row, row.lead));
}

interface StandingRow {
  readonly actor: string;
  readonly languages: readonly ReviewLanguage[] | null;
  readonly queues: readonly string[] | null;
  readonly opted_out: readonly string[] | null;
  readonly daily_budget: number | null;
  readonly points: number | null;
  readonly qualified: readonly string[];
}

const standingColumns = `p.languages, p.queues, p.opted_out, p.daily_budget, e.points,
  ARRAY(SELECT DISTINCT q.category FROM qualification q
        WHERE q.tenant_id = $1 AND q.actor = a.actor AND ${inForce('q')}) AS qualified`;

const standingJoins = `
  LEFT JOIN reviewer_profile p ON p.tenant_id = $1 AND p.actor = a.actor
  LEFT JOIN exposure_day e ON e.tenant_id = $1 AND e.actor = a.actor AND e.day = ${today}`;

const toStanding = (row: StandingRow, lead: boolean): ReviewerStanding => ({
  actor: row.actor,
  lead,
  queues: row.queues,
  languages: row.languages,
  qualifiedFor: new Set(row.qualified),
  optedOutOf: new Set(row.opted_out ?? []),
  overBudget: (row.points ?? 0) >= (row.daily_budget ?? defaultDailyBudget),
});
