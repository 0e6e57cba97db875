import type { PresenceState, ReviewLanguage } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { rolesWith } from './roles-with.js';
import { inForce, today } from './standing-of.js';

/** A person who reviews in the tenant, as their lead sees them. */
export interface ReviewerLine {
  readonly userId: string;
  readonly name: string;
  readonly languages: readonly ReviewLanguage[] | null;
  readonly queues: readonly string[] | null;
  readonly dailyBudget: number | null;
  readonly qualifiedFor: readonly string[];
  /** Exposure of today. */
  readonly points: number;
  readonly presence: PresenceState | null;
  readonly seenAt: Date | null;
}

/** Enabled people who hold a reviewing role in this tenant, oldest first. Needs the service role. */
export function listReviewers(
  manager: EntityManager,
  {
    tenantId,
    after,
    userId,
    limit,
  }: {
    readonly tenantId: string;
    readonly after?: string | undefined;
    /** Only this person. */
    readonly userId?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly ReviewerLine[]> {
  return manager.query(
    `SELECT u.id AS "userId", u.name, p.languages, p.queues, p.daily_budget AS "dailyBudget",
       COALESCE(e.points, 0) AS points, n.state AS presence, n.seen_at AS "seenAt",
       ARRAY(SELECT DISTINCT q.category FROM qualification q
             WHERE q.tenant_id = $1 AND q.actor = u.id::text AND ${inForce('q')} ORDER BY 1) AS "qualifiedFor"
     FROM app_user u
     LEFT JOIN reviewer_profile p ON p.tenant_id = $1 AND p.actor = u.id::text
     LEFT JOIN exposure_day e ON e.tenant_id = $1 AND e.actor = u.id::text AND e.day = ${today}
     LEFT JOIN reviewer_presence n ON n.tenant_id = $1 AND n.actor = u.id::text
     WHERE u.disabled_at IS NULL AND ($3::uuid IS NULL OR u.id > $3) AND ($4::uuid IS NULL OR u.id = $4)
       AND EXISTS (SELECT FROM role_grant g WHERE g.user_id = u.id AND g.tenant_id = $1 AND g.role = ANY($2))
     ORDER BY u.id LIMIT $5`,
    [tenantId, rolesWith('reviews:work'), after ?? null, userId ?? null, limit],
  );
}
