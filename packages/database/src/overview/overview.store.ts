import type { DecidedBy, Outcome } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** What happened at one tenant during the last 24 hours. What was withdrawn has no outcome and is no violation. */
export interface Overview {
  readonly submissions24h: number;
  readonly decided24h: number;
  readonly openTasks: number;
  readonly overdueTasks: number;
  /** Of what waits for people; what waits for the machine is `countWaiting`. */
  readonly oldestUndecidedAt: Date | null;
  readonly medianDecisionMs: number | null;
  readonly outcomes: readonly OutcomeCount[];
  readonly hours: readonly HourCount[];
  readonly topRules: readonly RuleCount[];
  readonly models: readonly ModelCount[];
}

export interface OutcomeCount {
  readonly outcome: Outcome;
  readonly decidedBy: DecidedBy;
  readonly count: number;
}

/** `review` counts what was sent to people in that hour; the others are verdicts. */
export interface HourCount {
  readonly hour: Date;
  readonly pass: number;
  readonly block: number;
  readonly restrict: number;
  readonly review: number;
}

export interface RuleCount {
  readonly rule: string;
  readonly entry: string | null;
  readonly category: string;
  readonly count: number;
}

export interface ModelCount {
  readonly model: string;
  readonly submissions: number;
  readonly violations: number;
}

export interface WebhookCounts {
  readonly pending: number;
  readonly delivered24h: number;
  readonly exhausted24h: number;
  readonly disabledEndpoints: number;
}

/** Rules and models are counted over at most this many of the newest submissions of the day. */
const sampleSize = 5000;

const dayMs = 24 * 3600 * 1000;

/**
 * Counts of one tenant. Meant for `readAsTenant`. Ids are UUIDv7, so a day is a range of the primary keys and no index
 * of its own is needed. Cost: one pass over the day's verdicts; rules, models and the median over a bounded sample.
 */
export class OverviewStore {
  constructor(private readonly manager: EntityManager) {}

  async read(tenantId: string, nowMs: number): Promise<Overview> {
    const since = smallestIdSince(nowMs - dayMs);
    const scope: Scope = { tenantId, since, nowMs };
    return {
      ...(await this.counts(scope)),
      outcomes: await this.outcomes(scope),
      hours: await this.hours(scope),
      topRules: await this.topRules(scope),
      models: await this.models(scope),
    };
  }

  async webhooks(tenantId: string, nowMs: number): Promise<WebhookCounts> {
    const [row]: WebhookCounts[] = await this.manager.query(
      `SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending,
         count(*) FILTER (WHERE state = 'delivered' AND finished_at > $2)::int AS "delivered24h",
         count(*) FILTER (WHERE state = 'exhausted' AND finished_at > $2)::int AS "exhausted24h",
         (SELECT count(*)::int FROM webhook_endpoint w
          WHERE w.tenant_id = $1 AND w.disabled_at IS NOT NULL) AS "disabledEndpoints"
       FROM delivery WHERE tenant_id = $1 AND (state = 'pending' OR finished_at > $2)`,
      [tenantId, new Date(nowMs - dayMs)],
    );
    return row ?? { pending: 0, delivered24h: 0, exhausted24h: 0, disabledEndpoints: 0 };
  }

  private async counts({ tenantId, since, nowMs }: Scope): Promise<Counts> {
    const [row]: Counts[] = await this.manager.query(
      `SELECT
         (SELECT count(*)::int FROM submission WHERE tenant_id = $1 AND id >= $2) AS "submissions24h",
         (SELECT count(*)::int FROM verdict WHERE tenant_id = $1 AND decided_at > $3 AND revision = 1) AS "decided24h",
         (SELECT count(*)::int FROM review_task WHERE tenant_id = $1 AND state IN ('open', 'leased')) AS "openTasks",
         (SELECT count(*)::int FROM review_task
          WHERE tenant_id = $1 AND state IN ('open', 'leased') AND due_at < $4) AS "overdueTasks",
         (SELECT min(s.received_at) FROM review_task t JOIN submission s ON s.id = t.submission_id
          WHERE t.tenant_id = $1 AND t.state IN ('open', 'leased', 'ruled') AND t.purpose = 'first_review')
          AS "oldestUndecidedAt",
         (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM newest.took) * 1000) FROM (
            SELECT v.decided_at - s.received_at AS took FROM verdict v JOIN submission s ON s.id = v.submission_id
            WHERE v.tenant_id = $1 AND v.decided_at > $3 AND v.revision = 1 AND v.decided_by = 'machine'
            ORDER BY v.decided_at DESC LIMIT 1000
          ) newest) AS "medianDecisionMs"`,
      [tenantId, since, new Date(nowMs - dayMs), new Date(nowMs)],
    );
    if (row === undefined) throw new Error('A count without a row.');
    return row;
  }

  private outcomes({ tenantId, nowMs }: Scope): Promise<readonly OutcomeCount[]> {
    return this.manager.query(
      `SELECT outcome, decided_by AS "decidedBy", count(*)::int AS count FROM verdict
       WHERE tenant_id = $1 AND decided_at > $2 AND cause <> 'withdrawal' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
      [tenantId, new Date(nowMs - dayMs)],
    );
  }

  private hours({ tenantId, since, nowMs }: Scope): Promise<readonly HourCount[]> {
    return this.manager.query(
      `WITH hour AS (
         SELECT generate_series(date_trunc('hour', $3::timestamptz) - interval '23 hours',
           date_trunc('hour', $3::timestamptz), interval '1 hour') AS start
       ), decided AS (
         SELECT date_trunc('hour', decided_at) AS start, outcome, count(*)::int AS n FROM verdict
         WHERE tenant_id = $1 AND decided_at > $3::timestamptz - interval '24 hours' AND cause <> 'withdrawal'
         GROUP BY 1, 2
       ), queued AS (
         SELECT date_trunc('hour', created_at) AS start, count(*)::int AS n FROM review_task
         WHERE tenant_id = $1 AND id >= $2 AND purpose = 'first_review' AND slot = 1 GROUP BY 1
       )
       SELECT h.start AS hour,
         COALESCE(sum(d.n) FILTER (WHERE d.outcome = 'pass'), 0)::int AS pass,
         COALESCE(sum(d.n) FILTER (WHERE d.outcome = 'block'), 0)::int AS block,
         COALESCE(sum(d.n) FILTER (WHERE d.outcome = 'restrict'), 0)::int AS restrict,
         COALESCE((SELECT q.n FROM queued q WHERE q.start = h.start), 0) AS review
       FROM hour h LEFT JOIN decided d ON d.start = h.start GROUP BY h.start ORDER BY h.start`,
      [tenantId, since, new Date(nowMs)],
    );
  }

  private topRules({ tenantId, since }: Scope): Promise<readonly RuleCount[]> {
    return this.manager.query(
      `WITH sample AS (${sampleSql}), reason AS (
         SELECT r ->> 'rule' AS rule, r ->> 'entry' AS entry, r ->> 'category' AS category
         FROM sample JOIN decision d ON d.submission_id = sample.id, json_array_elements(d.reasons) r
       )
       SELECT rule, entry, category, count(*)::int AS count FROM reason
       GROUP BY rule, entry, category ORDER BY 4 DESC, rule, entry LIMIT 10`,
      [tenantId, since],
    );
  }

  private models({ tenantId, since }: Scope): Promise<readonly ModelCount[]> {
    return this.manager.query(
      `WITH sample AS (${sampleSql})
       SELECT sample.model, count(*)::int AS submissions,
         count(*) FILTER (WHERE (
           SELECT v.outcome FROM verdict v WHERE v.submission_id = sample.id AND v.cause <> 'withdrawal'
           ORDER BY v.revision DESC LIMIT 1
         ) <> 'pass')::int AS violations
       FROM sample WHERE sample.model IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
      [tenantId, since],
    );
  }
}

/**
 * Submissions of a tenant that machine review has not reached. The outbox is hidden from the tenant-bound role, so
 * this runs as the service.
 */
export async function countWaiting(
  manager: EntityManager,
  tenantId: string,
): Promise<{ readonly waiting: number; readonly oldestAt: Date | null }> {
  const [row]: { waiting: number; oldestAt: Date | null }[] = await manager.query(
    `SELECT count(*)::int AS waiting, min(created_at) AS "oldestAt" FROM outbox WHERE tenant_id = $1`,
    [tenantId],
  );
  return row ?? { waiting: 0, oldestAt: null };
}

interface Scope {
  readonly tenantId: string;
  readonly since: string;
  readonly nowMs: number;
}

type Counts = Pick<
  Overview,
  | 'submissions24h'
  | 'decided24h'
  | 'openTasks'
  | 'overdueTasks'
  | 'oldestUndecidedAt'
  | 'medianDecisionMs'
>;

const sampleSql = `SELECT id, context ->> 'model' AS model FROM submission
  WHERE tenant_id = $1 AND id >= $2 ORDER BY id DESC LIMIT ${sampleSize}`;

/** The lowest UUIDv7 of a millisecond: its first 48 bits are the time. */
function smallestIdSince(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
