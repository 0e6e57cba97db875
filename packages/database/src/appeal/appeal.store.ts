import type { AppealState } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { AppealEntity } from './appeal.entity.js';

/** An appeal with the platform's own id of what it is about. */
export interface StoredAppeal extends AppealEntity {
  readonly externalId: string | null;
}

export interface AppealFilter {
  readonly state?: AppealState | undefined;
  readonly submissionId?: string | undefined;
  /** Only those whose running clock has run out. */
  readonly overdue?: boolean | undefined;
  /** Id of the last appeal of the previous page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Reads appeals of one tenant. */
export class AppealStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async find(id: string): Promise<StoredAppeal | undefined> {
    const [row] = await this.rows('AND a.id = $2', [id]);
    return row;
  }

  /** Newest first. */
  list(filter: AppealFilter): Promise<readonly StoredAppeal[]> {
    return this.rows(
      `AND ($2::text IS NULL OR a.state = $2) AND ($3::uuid IS NULL OR a.submission_id = $3)
       AND ($4::boolean IS NOT TRUE OR (a.state = 'received' AND a.accept_due_at < now())
         OR (a.state = 'accepted' AND a.decide_due_at < now()))
       AND ($5::uuid IS NULL OR a.id < $5)
       ORDER BY a.id DESC LIMIT $6`,
      [
        filter.state ?? null,
        filter.submissionId ?? null,
        filter.overdue ?? null,
        filter.after ?? null,
        filter.limit,
      ],
    );
  }

  private rows(condition: string, params: readonly unknown[]): Promise<StoredAppeal[]> {
    return this.manager.query(
      `SELECT ${appealColumns}, s.external_id AS "externalId"
       FROM appeal a JOIN submission s ON s.id = a.submission_id WHERE a.tenant_id = $1 ${condition}`,
      [this.tenantId, ...params],
    );
  }
}

/** The columns of `appeal a` under the names of the entity. */
const appealColumns = `
  a.id, a.tenant_id AS "tenantId", a.submission_id AS "submissionId", a.contested_revision AS "contestedRevision",
  a.entry_id AS "entryId", a.case_id AS "caseId", a.state, a.text, a.appellant_kind AS "appellantKind",
  a.appellant_reference AS "appellantReference", a.lodged_by AS "lodgedBy", a.accepted_by AS "acceptedBy", a.result,
  a.result_revision AS "resultRevision", a.reason, a.accept_due_at AS "acceptDueAt", a.decide_due_at AS "decideDueAt",
  a.notify_due_at AS "notifyDueAt", a.created_at AS "createdAt", a.accepted_at AS "acceptedAt",
  a.closed_at AS "closedAt"`;

/**
 * Locks an appeal for a move; `undefined` when this tenant has none with this id. Its case comes first, tasks before
 * the case itself: a settlement locks them in this order and ends with the appeal.
 */
export async function lockAppeal(
  manager: EntityManager,
  { tenantId, appealId }: { readonly tenantId: string; readonly appealId: string },
): Promise<AppealEntity | undefined> {
  await manager.query(
    `SELECT t.id FROM appeal a JOIN review_task t ON t.case_id = a.case_id
     WHERE a.tenant_id = $1 AND a.id = $2 ORDER BY t.id FOR UPDATE OF t`,
    [tenantId, appealId],
  );
  await manager.query(
    `SELECT c.id FROM appeal a JOIN review_case c ON c.id = a.case_id
     WHERE a.tenant_id = $1 AND a.id = $2 FOR UPDATE OF c`,
    [tenantId, appealId],
  );
  const [row]: AppealEntity[] = await manager.query(
    `SELECT ${appealColumns} FROM appeal a WHERE a.tenant_id = $1 AND a.id = $2 FOR UPDATE`,
    [tenantId, appealId],
  );
  return row;
}
