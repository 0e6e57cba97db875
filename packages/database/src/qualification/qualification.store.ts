import { failed, ok, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { returnedRows } from '../returned-rows.js';

export interface StoredQualification {
  readonly id: string;
  readonly actor: string;
  readonly category: string;
  readonly examId: string;
  readonly passedAt: Date;
  readonly expiresAt: Date;
  readonly shortenedBy: string | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
  /** Neither expired nor revoked, by the clock of the database. */
  readonly inForce: boolean;
}

/** What people of one tenant passed. */
export class QualificationStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Newest first; `after` is the id of the previous page's last one. Without `actor` everybody's. */
  list(filter: {
    readonly actor?: string | undefined;
    readonly category?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<readonly StoredQualification[]> {
    return this.manager.query(
      `${select} WHERE tenant_id = $1 AND ($2::text IS NULL OR actor = $2) AND ($3::text IS NULL OR category = $3)
         AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT $5`,
      [
        this.tenantId,
        filter.actor ?? null,
        filter.category ?? null,
        filter.after ?? null,
        filter.limit,
      ],
    );
  }

  /** Takes a qualification back at once. Problems: `not_found`, `invalid_transition`. */
  async revoke({
    id,
    actor,
    reason,
  }: {
    readonly id: string;
    readonly actor: string;
    readonly reason: string;
  }): Promise<Result<StoredQualification>> {
    const revoked = await returnedRows<{ actor: string; category: string }>(
      this.manager,
      `UPDATE qualification SET revoked_at = now(), revoked_by = $3, revoked_reason = $4
       WHERE id = $1 AND tenant_id = $2 AND revoked_reason IS NULL RETURNING actor, category`,
      [id, this.tenantId, actor, reason],
    );
    const [found]: StoredQualification[] = await this.manager.query(
      `${select} WHERE tenant_id = $1 AND id = $2`,
      [this.tenantId, id],
    );
    if (found === undefined) return failed('not_found', 'There is no such qualification.');
    if (revoked.length === 0) return failed('invalid_transition', 'It was revoked before.');
    await recordAudit(this.manager, {
      tenantId: this.tenantId,
      actor,
      action: 'qualification.revoked',
      subjectType: 'qualification',
      subjectId: id,
      detail: { of: found.actor, category: found.category, reason },
    });
    return ok(found);
  }
}

const select = `
  SELECT id, actor, category, exam_id AS "examId", passed_at AS "passedAt", expires_at AS "expiresAt",
    shortened_by AS "shortenedBy", revoked_at AS "revokedAt", revoked_reason AS "revokedReason",
    revoked_reason IS NULL AND expires_at > now() AS "inForce"
  FROM qualification`;
