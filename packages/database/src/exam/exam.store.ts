import { failed, ok, type ExamState, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { returnedRows } from '../returned-rows.js';

/** What an exam asks: the active items of a set, or named items. `passMark` is a share of right answers, 0–1. */
export interface ExamSettings {
  readonly name: string;
  readonly category: string;
  readonly setName: string | null;
  readonly itemIds: readonly string[] | null;
  readonly passMark: number;
  readonly validDays: number;
  readonly coolDownHours: number;
  readonly standardId: string | null;
}

/** An exam and where `actor` stands with it. */
export interface StoredExam extends ExamSettings {
  readonly id: string;
  readonly version: number;
  readonly state: ExamState;
  readonly itemCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly qualifiedUntil: Date | null;
  /** Not before this moment; `null` when at once. */
  readonly nextAttemptAt: Date | null;
  readonly openAttemptId: string | null;
}

export interface ExamWrite {
  readonly id: string;
  readonly actor: string;
  readonly settings: ExamSettings;
}

/** Exams of one tenant; reads work with any role, writes need the service role. */
export class ExamStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Newest first; `after` is the id of the previous page's last exam. */
  list(filter: {
    readonly actor: string;
    readonly state?: ExamState | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<readonly StoredExam[]> {
    return this.manager.query(
      `${select} WHERE x.tenant_id = $1 AND ($3::text IS NULL OR x.state = $3) AND ($4::uuid IS NULL OR x.id < $4)
       ORDER BY x.id DESC LIMIT $5`,
      [this.tenantId, filter.actor, filter.state ?? null, filter.after ?? null, filter.limit],
    );
  }

  async find(id: string, actor: string): Promise<StoredExam | undefined> {
    const [exam]: StoredExam[] = await this.manager.query(
      `${select} WHERE x.tenant_id = $1 AND x.id = $3`,
      [this.tenantId, actor, id],
    );
    return exam;
  }

  /** Items that a new attempt would get. */
  async countItems({
    setName,
    itemIds,
  }: Pick<ExamSettings, 'setName' | 'itemIds'>): Promise<number> {
    const [row]: { count: number }[] = await this.manager.query(
      `SELECT count(*)::int AS count FROM gold_item g WHERE g.tenant_id = $1 AND g.state = 'active'
         AND (g.set_name = $2 OR g.id = ANY($3))`,
      [this.tenantId, setName, itemIds],
    );
    return row?.count ?? 0;
  }

  /** Problems: `duplicate`. */
  async create({ id, actor, settings }: ExamWrite): Promise<Result<string>> {
    const rows: unknown[] = await this.manager.query(
      `INSERT INTO exam (id, tenant_id, created_by, version, state, ${written})
       VALUES ($1, $2, $3, 1, 'open', $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (tenant_id, name) DO NOTHING RETURNING id`,
      [id, this.tenantId, actor, ...values(settings)],
    );
    if (rows.length === 0) return failed('duplicate', 'There is already an exam with this name.');
    await this.audit({ id, actor, action: 'exam.created', detail: { ...settings } });
    return ok(id);
  }

  /**
   * Replaces the settings; attempts that are under way go on as they began. Problems: `not_found`, `exam_closed`.
   * Rejects with a violation of `exam_name` when the name is taken.
   */
  async update({ id, actor, settings }: ExamWrite): Promise<Result<string>> {
    const rows = await returnedRows(
      this.manager,
      `UPDATE exam SET (${written}) = ($3, $4, $5, $6::uuid[], $7, $8, $9, $10::uuid), version = version + 1,
         updated_at = now()
       WHERE id = $1 AND tenant_id = $2 AND state = 'open' RETURNING id`,
      [id, this.tenantId, ...values(settings)],
    );
    if (rows.length === 0) return this.notOpen(id);
    await this.audit({ id, actor, action: 'exam.changed', detail: { ...settings } });
    return ok(id);
  }

  /** No attempts and no answers from now on. Problems: `not_found`, `exam_closed`. */
  async close(id: string, actor: string): Promise<Result<string>> {
    const rows = await returnedRows(
      this.manager,
      `UPDATE exam SET state = 'closed', updated_at = now() WHERE id = $1 AND tenant_id = $2 AND state = 'open'
       RETURNING id`,
      [id, this.tenantId],
    );
    if (rows.length === 0) return this.notOpen(id);
    await this.audit({ id, actor, action: 'exam.closed', detail: {} });
    return ok(id);
  }

  private async notOpen(id: string): Promise<Result<never>> {
    const found: unknown[] = await this.manager.query(
      'SELECT 1 FROM exam WHERE id = $1 AND tenant_id = $2',
      [id, this.tenantId],
    );
    return found.length === 0 ? noExam : examClosed;
  }

  private audit(entry: {
    readonly id: string;
    readonly actor: string;
    readonly action: string;
    readonly detail: Readonly<Record<string, unknown>>;
  }): Promise<void> {
    const { id, actor, action, detail } = entry;
    const { tenantId } = this;
    const subject = { subjectType: 'exam', subjectId: id };
    return recordAudit(this.manager, { tenantId, actor, action, ...subject, detail });
  }
}

export const noExam = failed('not_found', 'There is no such exam.');
export const examClosed = failed('exam_closed', 'This exam is closed.');

const written =
  'name, category, set_name, item_ids, pass_mark, valid_days, cool_down_hours, standard_id';

const values = (settings: ExamSettings): unknown[] => [
  settings.name,
  settings.category,
  settings.setName,
  settings.itemIds,
  settings.passMark,
  settings.validDays,
  settings.coolDownHours,
  settings.standardId,
];

const select = `
  SELECT x.id, x.name, x.category, x.set_name AS "setName", x.item_ids AS "itemIds", x.pass_mark AS "passMark",
    x.valid_days AS "validDays", x.cool_down_hours AS "coolDownHours", x.standard_id AS "standardId", x.version, x.state,
    x.created_at AS "createdAt", x.updated_at AS "updatedAt",
    (SELECT count(*)::int FROM gold_item g WHERE g.tenant_id = $1 AND g.state = 'active'
       AND (g.set_name = x.set_name OR g.id = ANY(x.item_ids))) AS "itemCount",
    (SELECT max(q.expires_at) FROM qualification q WHERE q.tenant_id = $1 AND q.actor = $2 AND q.category = x.category
       AND q.revoked_reason IS NULL AND q.expires_at > now()) AS "qualifiedUntil",
    (SELECT max(a.closed_at) + make_interval(hours => x.cool_down_hours) FROM exam_attempt a
     WHERE a.exam_id = x.id AND a.actor = $2
     HAVING max(a.closed_at) + make_interval(hours => x.cool_down_hours) > now()) AS "nextAttemptAt",
    (SELECT a.id FROM exam_attempt a WHERE a.exam_id = x.id AND a.actor = $2 AND a.closed_at IS NULL) AS "openAttemptId"
  FROM exam x`;
