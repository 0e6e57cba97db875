import { taxonomies, type TaskState, type TextPart } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { inOneProcess } from '../queue/in-one-process.js';
import { clusterDistance } from './rule-cluster.js';
import type {
  QueueCount,
  QueueCounts,
  ReviewTaskLine,
  ReviewTaskView,
  TaskEventLine,
} from './review-task-view.js';

/** What the review desk shows. Reads only; use it inside `readAsTenant`. No ruling is ever part of an answer. */
export class ReviewDeskStore {
  constructor(private readonly manager: EntityManager) {}

  /** These tasks in the given order, with content and `actor`'s own drafts. Missing ones are left out. */
  async withContent(ids: readonly string[], actor: string): Promise<readonly ReviewTaskView[]> {
    if (ids.length === 0) return [];
    const rows = await this.views(`t.id = ANY($2) ORDER BY array_position($2, t.id)`, [actor, ids]);
    return rows.map(toView);
  }

  /** Tasks that `actor` holds, and those they ruled on and can still undo; most pressing first. */
  async onDeskOf(tenantId: string, actor: string): Promise<readonly ReviewTaskView[]> {
    const rows: { id: string }[] = await this.manager.query(
      `SELECT t.id FROM review_task t
       WHERE t.tenant_id = $2 AND t.lease_owner = $1 AND t.state IN ('leased', 'ruled')
         AND (t.state = 'leased' OR t.settles_at > now()) AND NOT EXISTS (
           SELECT FROM ruling r WHERE r.task_id = t.id AND r.epoch = t.lease_epoch AND r.cluster_of IS NOT NULL)
       ORDER BY t.rank`,
      [actor, tenantId],
    );
    return this.withContent(
      rows.map(({ id }) => id),
      actor,
    );
  }

  /** Newest first, without content. `after` is the id of the last line of the previous page. */
  list(wish: {
    tenantId: string;
    state?: TaskState | undefined;
    queue?: string | undefined;
    after?: string | undefined;
    limit: number;
  }): Promise<readonly ReviewTaskLine[]> {
    return this.manager.query(
      `SELECT ${lineColumns} FROM review_task t
       WHERE t.tenant_id = $1 AND ($2::text IS NULL OR t.state = $2) AND ($3::text IS NULL OR t.queue = $3)
         AND ($4::uuid IS NULL OR t.id < $4)
       ORDER BY t.id DESC LIMIT $5`,
      [wish.tenantId, wish.state ?? null, wish.queue ?? null, wish.after ?? null, wish.limit],
    );
  }

  /** Every step of a task, oldest first. */
  events(taskId: string): Promise<readonly TaskEventLine[]> {
    return this.manager.query(
      `SELECT kind, actor, epoch, detail, at FROM task_event WHERE task_id = $1 ORDER BY seq`,
      [taskId],
    );
  }

  /** Who holds the task, or ruled on it last; `undefined` when there is no such task. */
  async holderOf(taskId: string): Promise<{ readonly holder: string | null } | undefined> {
    const [row]: { holder: string | null }[] = await this.manager.query(
      `SELECT lease_owner AS holder FROM review_task WHERE id = $1`,
      [taskId],
    );
    return row;
  }

  /**
   * Queues with open or leased tasks, and once more without the seats of arbiters, by which one could tell that a panel
   * disagreed. Cost: O(open and leased tasks of the tenant), whatever was settled before.
   */
  async queues(tenantId: string): Promise<QueueCounts> {
    await inOneProcess(this.manager);
    const rows: CountedRow[] = await this.manager.query(
      `SELECT name, sum(open)::int AS open, sum(leased)::int AS leased, sum(overdue)::int AS overdue,
           min(oldest) AS "oldestAt", sum(seats)::int AS seats, sum(seats_overdue)::int AS "seatsOverdue",
           min(seats_oldest) AS "seatsOldestAt"
         FROM (
           SELECT t.queue AS name, count(*) AS open, 0 AS leased, count(*) FILTER (WHERE t.due_at < now()) AS overdue,
             min(t.created_at) AS oldest, count(*) FILTER (WHERE ${isSeat}) AS seats,
             count(*) FILTER (WHERE t.due_at < now() AND ${isSeat}) AS seats_overdue,
             min(t.created_at) FILTER (WHERE ${isSeat}) AS seats_oldest
           FROM review_task t LEFT JOIN review_case c ON t.slot > 1 AND c.id = t.case_id
           WHERE t.tenant_id = $1 AND t.state = 'open' GROUP BY t.queue
           UNION ALL
           SELECT queue, 0, count(*), 0, NULL, 0, 0, NULL
           FROM review_task WHERE tenant_id = $1 AND state = 'leased' GROUP BY queue
         ) counted
         GROUP BY name ORDER BY name`,
      [tenantId],
    );
    return {
      all: rows.map(({ name, open, leased, overdue, oldestAt }) => ({
        ...{ name, open, leased, overdue, oldestAt },
      })),
      withoutArbiters: rows.map(({ name, leased, seats, seatsOverdue, seatsOldestAt }) => ({
        ...{ name, leased, open: seats, overdue: seatsOverdue, oldestAt: seatsOldestAt },
      })),
    };
  }

  /** Open tasks of the same queue with nearly the same text, nearest first; `keys` are what `actor` may take. */
  similar(wish: {
    readonly taskId: string;
    readonly actor: string;
    readonly keys: readonly string[];
  }): Promise<readonly SimilarTask[]> {
    return this.manager.query(
      `SELECT t.id, bit_count((t.fingerprint # m.fingerprint)::bit(64))::int AS distance,
         COALESCE(g.parts, s.parts) AS parts
       FROM review_task m JOIN review_task t ON ${near('t', 'm')} AND t.claim_key = ANY($3)
       LEFT JOIN submission s ON s.id = t.submission_id
       LEFT JOIN gold_item g ON t.purpose = 'gold' AND g.id = t.subject_id
       WHERE m.id = $1
         AND NOT EXISTS (SELECT FROM review_task_skip k WHERE k.task_id = t.id AND k.actor = $2)
         AND NOT EXISTS (SELECT FROM ruling r WHERE r.subject_id = t.subject_id AND r.actor = $2
           AND r.state IN ('provisional', 'final'))
       ORDER BY distance, t.rank LIMIT ${similarLimit}`,
      [wish.taskId, wish.actor, wish.keys],
    );
  }

  private views(which: string, params: readonly unknown[]): Promise<ViewRow[]> {
    return this.manager.query(
      `SELECT ${lineColumns}, t.case_id AS "caseId", t.language, q.settings AS configured,
              t.undo_seconds AS "undoSeconds", t.lease_epoch AS "leaseEpoch",
              t.lease_until AS "leaseUntil", t.settles_at AS "settlesAt", w.draft,
              ${shown('scene', 's.scene')}, ${shown('industry', 's.industry')},
              ${shown('receivedAt', 's.received_at', '::timestamptz')}, ${shown('evaluatedAt', 'd.evaluated_at', '::timestamptz')},
              CASE WHEN t.purpose <> 'gold' THEN t.tenant_id::text || ':' || s.author_id
                WHEN (c.presented ->> 'hasAuthor')::boolean THEN 'gold:' || t.id::text END AS "authorMark",
              COALESCE(g.parts, s.parts) AS parts, COALESCE(g.context, s.context) AS context,
              CASE WHEN g.id IS NULL THEN d.outcome ELSE 'review' END AS outcome,
              COALESCE(g.decision -> 'reasons', d.reasons) AS reasons,
              ${shown('policyVersion', 'd.policy_version')}, ${shown('blacklistVersion', 'd.blacklist_version', '::bigint')},
              ${shown('engineVersion', 'd.engine_version')},
              COALESCE(g.taxonomy, p.definition ->> 'taxonomy') AS taxonomy,
              ${opinions} AS opinions, ${similarCount} AS similar
       FROM review_task t
       JOIN review_case c ON c.id = t.case_id
       LEFT JOIN review_queue q ON q.tenant_id = t.tenant_id AND q.name = t.queue
       LEFT JOIN gold_item g ON t.purpose = 'gold' AND g.id = t.subject_id
       LEFT JOIN submission s ON s.id = t.submission_id
       LEFT JOIN decision d ON d.submission_id = t.submission_id AND d.round = t.decision_round
       LEFT JOIN policy_version p ON p.id = d.policy_version_id
       LEFT JOIN review_draft w ON w.task_id = t.id AND w.actor = $1
       WHERE ${which}`,
      [...params],
    );
  }
}

/** Similar tasks that are counted and listed at most. */
const similarLimit = 200;

/** Open task `x` is in the queue of task `of` and has nearly the same text. */
function near(x: string, of: string): string {
  return `${x}.bands && ${of}.bands AND ${x}.state = 'open' AND ${x}.id <> ${of}.id
    AND ${x}.verifies IS NULL AND ${x}.tenant_id = ${of}.tenant_id AND ${x}.queue = ${of}.queue AND ${x}.slot = 1
    AND ${x}.purpose IN ('first_review', 'gold') AND ${x}.subject_id <> ${of}.subject_id
    AND bit_count((${x}.fingerprint # ${of}.fingerprint)::bit(64)) <= ${clusterDistance}`;
}

const similarCount = `(SELECT count(*)::int FROM (
  SELECT 1 FROM review_task m WHERE ${near('m', 't')} LIMIT ${similarLimit}) n)`;

/** A gold item shows what the task beside it showed; a submission its own. */
const shown = (field: string, own: string, cast = '', name = field): string =>
  `COALESCE((c.presented ->> '${field}')${cast}, ${own}) AS "${name}"`;

/** What the panel said, for the seat behind its last; in an order that tells nothing. */
const opinions = `CASE WHEN t.slot > (c.panel ->> 'reviewers')::int THEN (
  SELECT json_agg(json_build_object('kind', r.kind, 'outcome', r.outcome, 'category', r.category, 'clause', r.clause,
    'note', r.note) ORDER BY md5(r.id::text))
  FROM ruling r WHERE r.case_id = t.case_id AND r.state = 'final' AND r.slot < t.slot) END`;

const lineColumns = `t.id, t.submission_id AS "submissionId", t.purpose, t.slot, t.level, t.queue, t.category, t.severity, t.state,
  t.due_at AS "dueAt", t.created_at AS "createdAt", t.lease_owner AS "leaseOwner"`;

/** Another task that could get the same ruling. `distance`: bits in which the fingerprints differ. */
export interface SimilarTask {
  readonly id: string;
  readonly distance: number;
  readonly parts: readonly TextPart[];
}

type ViewRow = Omit<ReviewTaskView, 'decision' | 'taxonomy' | 'opinions'> &
  Omit<ReviewTaskView['decision'], 'blacklistVersion'> & {
    readonly blacklistVersion: string;
    readonly taxonomy: string | null;
    readonly opinions: ReviewTaskView['opinions'] | null;
  };

/** Rulings on content that no policy covered use the first taxonomy this release ships. */
export const taxonomyOrDefault = (taxonomy: string | null): string =>
  taxonomy ?? taxonomies[0]?.id ?? '';

function toView(row: ViewRow): ReviewTaskView {
  const { outcome, reasons, policyVersion, blacklistVersion, engineVersion, evaluatedAt, ...task } =
    row;
  const versions = { policyVersion, blacklistVersion: Number(blacklistVersion), engineVersion };
  const decision = { outcome, reasons, ...versions, evaluatedAt };
  const taxonomy = taxonomyOrDefault(row.taxonomy);
  return { ...task, opinions: row.opinions ?? [], taxonomy, decision };
}

interface CountedRow extends QueueCount {
  readonly seats: number;
  readonly seatsOverdue: number;
  readonly seatsOldestAt: Date | null;
}

/** Of task `t` in case `c`, which is joined beyond the first seat: not an arbiter's. */
const isSeat = `(t.slot = 1 OR t.slot <= (c.panel ->> 'reviewers')::int)`;
