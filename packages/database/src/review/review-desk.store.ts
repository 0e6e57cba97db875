import { taxonomies, type TaskState } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type {
  QueueCount,
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

  /** Tasks that `actor` holds, and those that `actor` ruled on and can still undo; most pressing first. */
  async onDeskOf(tenantId: string, actor: string): Promise<readonly ReviewTaskView[]> {
    const rows = await this.views(
      `t.tenant_id = $2 AND t.lease_owner = $1 AND t.state IN ('leased', 'ruled')
         AND (t.state = 'leased' OR t.settles_at > now())
       ORDER BY t.rank`,
      [actor, tenantId],
    );
    return rows.map(toView);
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
      `SELECT kind, actor, epoch, at FROM task_event WHERE task_id = $1 ORDER BY seq`,
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

  /** Queues with open or leased tasks. Cost: O(open and leased tasks of the tenant). */
  queues(tenantId: string): Promise<readonly QueueCount[]> {
    return this.manager.query(
      `SELECT queue AS name, count(*) FILTER (WHERE state = 'open')::int AS open,
              count(*) FILTER (WHERE state = 'leased')::int AS leased,
              count(*) FILTER (WHERE state = 'open' AND due_at < now())::int AS overdue,
              min(created_at) FILTER (WHERE state = 'open') AS "oldestAt"
       FROM review_task WHERE tenant_id = $1 AND state IN ('open', 'leased')
       GROUP BY queue ORDER BY queue`,
      [tenantId],
    );
  }

  private views(which: string, params: readonly unknown[]): Promise<ViewRow[]> {
    return this.manager.query(
      `SELECT ${lineColumns}, t.undo_seconds AS "undoSeconds", t.lease_epoch AS "leaseEpoch",
              t.lease_until AS "leaseUntil", t.settles_at AS "settlesAt", w.draft,
              s.scene, s.industry, s.author_id AS "authorId", s.received_at AS "receivedAt", s.parts, s.context,
              d.outcome, d.reasons, d.policy_version AS "policyVersion", d.blacklist_version AS "blacklistVersion",
              d.engine_version AS "engineVersion", d.evaluated_at AS "evaluatedAt",
              p.definition ->> 'taxonomy' AS taxonomy
       FROM review_task t
       JOIN submission s ON s.id = t.submission_id
       JOIN decision d ON d.submission_id = t.submission_id AND d.round = t.decision_round
       LEFT JOIN policy_version p ON p.id = d.policy_version_id
       LEFT JOIN review_draft w ON w.task_id = t.id AND w.actor = $1
       WHERE ${which}`,
      [...params],
    );
  }
}

const lineColumns = `t.id, t.submission_id AS "submissionId", t.queue, t.category, t.severity, t.state,
  t.due_at AS "dueAt", t.created_at AS "createdAt", t.lease_owner AS "leaseOwner"`;

type ViewRow = Omit<ReviewTaskView, 'decision' | 'taxonomy'> &
  Omit<ReviewTaskView['decision'], 'blacklistVersion'> & {
    readonly blacklistVersion: string;
    readonly taxonomy: string | null;
  };

/** Rulings on content that no policy covered use the first taxonomy this release ships. */
export const taxonomyOrDefault = (taxonomy: string | null): string =>
  taxonomy ?? taxonomies[0]?.id ?? '';

function toView(row: ViewRow): ReviewTaskView {
  const { outcome, reasons, policyVersion, blacklistVersion, engineVersion, evaluatedAt, ...task } =
    row;
  const versions = { policyVersion, blacklistVersion: Number(blacklistVersion), engineVersion };
  const decision = { outcome, reasons, ...versions, evaluatedAt };
  return { ...task, taxonomy: taxonomyOrDefault(row.taxonomy), decision };
}
