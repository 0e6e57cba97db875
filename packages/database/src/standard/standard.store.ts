import type { LocalText, StandardClause, StandardState } from '@assay/domain';
import type { EntityManager } from 'typeorm';

/** A standard with what is published of it. `reviewAt` is a calendar day, `YYYY-MM-DD`. */
export interface StoredStandard {
  readonly id: string;
  readonly name: string;
  readonly title: LocalText;
  readonly taxonomy: string;
  readonly goldSet: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly published: PublishedSummary | null;
}

export interface PublishedSummary {
  readonly version: number;
  readonly clauseCount: number;
  readonly reviewAt: string;
  /** The review date has passed. */
  readonly overdue: boolean;
}

/** One version with its clauses. */
export interface StoredStandardVersion {
  readonly id: string;
  readonly standardId: string;
  readonly name: string;
  readonly taxonomy: string;
  readonly version: number;
  readonly state: StandardState;
  readonly clauses: readonly StandardClause[];
  readonly reviewAt: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
  readonly retiredAt: Date | null;
}

/** Reads standards of one tenant; ids of others are absent. Writes are the verbs beside this file. */
export class StandardStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Oldest first; `after` is the id of the previous page's last standard. */
  list({
    after,
    limit,
  }: {
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<readonly StoredStandard[]> {
    return this.manager.query(
      `${standardSql} WHERE s.tenant_id = $1 AND ($2::uuid IS NULL OR s.id > $2) ORDER BY s.id LIMIT $3`,
      [this.tenantId, after ?? null, limit],
    );
  }

  async find(id: string): Promise<StoredStandard | undefined> {
    const [row]: StoredStandard[] = await this.manager.query(
      `${standardSql} WHERE s.tenant_id = $1 AND s.id = $2`,
      [this.tenantId, id],
    );
    return row;
  }

  async findByName(name: string): Promise<StoredStandard | undefined> {
    const [row]: StoredStandard[] = await this.manager.query(
      `${standardSql} WHERE s.tenant_id = $1 AND s.name = $2`,
      [this.tenantId, name],
    );
    return row;
  }

  /** Every version, newest first. */
  versions(standardId: string): Promise<readonly StoredStandardVersion[]> {
    return this.manager.query(
      `${versionSql} WHERE v.tenant_id = $1 AND v.standard_id = $2 ORDER BY v.version DESC`,
      [this.tenantId, standardId],
    );
  }

  async version(standardId: string, version: number): Promise<StoredStandardVersion | undefined> {
    const [row]: StoredStandardVersion[] = await this.manager.query(
      `${versionSql} WHERE v.tenant_id = $1 AND v.standard_id = $2 AND v.version = $3`,
      [this.tenantId, standardId, version],
    );
    return row;
  }

  /** What rulings cite now; `undefined` when nothing is published. */
  async published(standardId: string): Promise<StoredStandardVersion | undefined> {
    const [row]: StoredStandardVersion[] = await this.manager.query(
      `${versionSql} WHERE v.tenant_id = $1 AND v.standard_id = $2 AND v.state = 'published'`,
      [this.tenantId, standardId],
    );
    return row;
  }

  /** What is published of every standard. */
  publishedVersions(): Promise<
    readonly { readonly standardId: string; readonly version: number }[]
  > {
    return this.manager.query(
      `SELECT standard_id AS "standardId", version FROM standard_version
       WHERE tenant_id = $1 AND state = 'published' ORDER BY standard_id`,
      [this.tenantId],
    );
  }
}

const standardSql = `
  SELECT s.id, s.name, s.title, s.taxonomy, s.gold_set AS "goldSet", s.created_by AS "createdBy",
    s.created_at AS "createdAt",
    (SELECT json_build_object('version', v.version, 'clauseCount', json_array_length(v.clauses),
       'reviewAt', v.review_at::text, 'overdue', v.review_at < (now() AT TIME ZONE 'Asia/Shanghai')::date)
     FROM standard_version v WHERE v.standard_id = s.id AND v.state = 'published') AS published
  FROM standard s`;

const versionSql = `
  SELECT v.id, v.standard_id AS "standardId", s.name, s.taxonomy, v.version, v.state, v.clauses,
    v.review_at::text AS "reviewAt", v.created_by AS "createdBy", v.created_at AS "createdAt",
    v.updated_at AS "updatedAt", v.published_by AS "publishedBy", v.published_at AS "publishedAt",
    v.retired_at AS "retiredAt"
  FROM standard_version v JOIN standard s ON s.id = v.standard_id`;
