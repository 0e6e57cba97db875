import type { ReportState } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { ReportEntity } from './report.entity.js';

/** A report with the platform's own id of what it is about, and how many reports its case has. */
export interface StoredReport extends ReportEntity {
  readonly externalId: string | null;
  readonly reportsOfCase: number;
}

export interface ReportFilter {
  readonly state?: ReportState | undefined;
  readonly submissionId?: string | undefined;
  /** Id of the last report of the previous page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Reads reports of one tenant. */
export class ReportStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async find(id: string): Promise<StoredReport | undefined> {
    const [row] = await this.rows('AND r.id = $2', [id]);
    return row;
  }

  /** Newest first. */
  list({ state, submissionId, after, limit }: ReportFilter): Promise<readonly StoredReport[]> {
    return this.rows(
      `AND ($2::text IS NULL OR r.state = $2) AND ($3::uuid IS NULL OR r.submission_id = $3)
       AND ($4::uuid IS NULL OR r.id < $4) ORDER BY r.id DESC LIMIT $5`,
      [state ?? null, submissionId ?? null, after ?? null, limit],
    );
  }

  private rows(condition: string, params: readonly unknown[]): Promise<StoredReport[]> {
    return this.manager.query(
      `SELECT r.id, r.tenant_id AS "tenantId", r.submission_id AS "submissionId", r.case_id AS "caseId", r.source,
         r.category, r.explanation, r.location, r.reporter_name AS "reporterName",
         r.reporter_email AS "reporterEmail", r.lodged_by AS "lodgedBy", r.state, r.outcome,
         r.result_revision AS "resultRevision", r.created_at AS "createdAt", r.decided_at AS "decidedAt",
         s.external_id AS "externalId",
         (SELECT count(*)::int FROM report o WHERE o.case_id = r.case_id) AS "reportsOfCase"
       FROM report r JOIN submission s ON s.id = r.submission_id WHERE r.tenant_id = $1 ${condition}`,
      [this.tenantId, ...params],
    );
  }
}
