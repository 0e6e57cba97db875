import { failed, ok, type Result, type Severity, type Strike } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';
import { returnedRows } from '../returned-rows.js';

/** A strike as people see it. */
export interface StoredStrike extends Strike {
  readonly id: string;
  readonly submissionId: string;
  readonly externalId: string | null;
  readonly category: string;
  readonly liftedBy: string | null;
  readonly liftReason: string | null;
}

/** How many strikes of one author are ever looked at, newest first. */
export const maxStrikesRead = 2000;

/** Strikes of one tenant's authors. */
export class StrikeStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Newest first, lifted and expired ones included, at most `maxStrikesRead`. */
  async ofAuthor(authorId: string): Promise<readonly StoredStrike[]> {
    const rows: StrikeRow[] = await this.manager.query(
      `SELECT k.id, k.submission_id AS "submissionId", k.category, k.severity, k.transforms, k.reached, k.at,
         k.lifted_at AS "liftedAt", k.lifted_by AS "liftedBy", k.lift_reason AS "liftReason",
         s.external_id AS "externalId"
       FROM strike k JOIN submission s ON s.id = k.submission_id
       WHERE k.tenant_id = $1 AND k.author_id = $2 ORDER BY k.at DESC, k.id DESC LIMIT ${maxStrikesRead}`,
      [this.tenantId, authorId],
    );
    return rows.map(({ at, liftedAt, ...strike }) => ({
      ...strike,
      atMs: at.getTime(),
      liftedAtMs: liftedAt?.getTime() ?? null,
    }));
  }

  /** How many submissions of an author were decided since the tenant counts strikes. */
  async decidedOf(authorId: string): Promise<number> {
    const [row]: { decided: number }[] = await this.manager.query(
      'SELECT decided FROM author_tally WHERE tenant_id = $1 AND author_id = $2',
      [this.tenantId, authorId],
    );
    return row?.decided ?? 0;
  }

  /** Takes a strike off the record on a person's word; answers the author. `not_found`, `invalid_transition`. */
  async lift(wish: {
    readonly strikeId: string;
    readonly actor: string;
    readonly reason: string;
  }): Promise<Result<string>> {
    const { strikeId, actor, reason } = wish;
    const [lifted] = await returnedRows<{ authorId: string; submissionId: string }>(
      this.manager,
      `UPDATE strike SET lifted_at = now(), lifted_by = $3, lift_reason = $4
       WHERE id = $1 AND tenant_id = $2 AND lifted_at IS NULL
       RETURNING author_id AS "authorId", submission_id AS "submissionId"`,
      [strikeId, this.tenantId, actor, reason],
    );
    if (lifted === undefined) return this.refuse(strikeId);
    await recordAudit(this.manager, {
      tenantId: this.tenantId,
      actor,
      action: 'strike.lifted',
      subjectType: 'strike',
      subjectId: strikeId,
      detail: { submissionId: lifted.submissionId },
    });
    return ok(lifted.authorId);
  }

  private async refuse(strikeId: string): Promise<Result<never>> {
    const rows: unknown[] = await this.manager.query(
      'SELECT FROM strike WHERE id = $1 AND tenant_id = $2',
      [strikeId, this.tenantId],
    );
    if (rows.length === 0) return failed('not_found', 'There is no such strike.');
    return failed('invalid_transition', 'The strike was lifted already.');
  }
}

type StrikeRow = Omit<StoredStrike, 'atMs' | 'liftedAtMs'> & {
  readonly severity: Severity;
  readonly at: Date;
  readonly liftedAt: Date | null;
};
