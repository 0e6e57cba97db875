import { defaultAppealTerms, type AppealTerms, type StrikeTerms } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { recordAudit } from '../audit/record-audit.js';

/** How one tenant handles disputes: its published clocks, and whether and how it counts strikes. */
export class DisputeTermsStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** The tenant's own terms; what it leaves open comes from the defaults. */
  async appealTerms(): Promise<AppealTerms> {
    const [row]: { appeal: Partial<AppealTerms> | null }[] = await this.manager.query(
      'SELECT appeal FROM dispute_terms WHERE tenant_id = $1',
      [this.tenantId],
    );
    return { ...defaultAppealTerms, ...row?.appeal };
  }

  /** `undefined`: this tenant counts no strikes. */
  async strikeTerms(): Promise<StrikeTerms | undefined> {
    const [row]: { strike: StrikeTerms | null }[] = await this.manager.query(
      'SELECT strike FROM dispute_terms WHERE tenant_id = $1',
      [this.tenantId],
    );
    return row?.strike ?? undefined;
  }

  /** Appeals that are accepted already keep their clocks. */
  async putAppealTerms(terms: AppealTerms, actor: string): Promise<void> {
    await this.put('appeal', { terms, actor });
  }

  /** Strikes are counted from the first time terms are set; what was decided before is not held against anybody. */
  async putStrikeTerms(terms: StrikeTerms, actor: string): Promise<void> {
    await this.put('strike', { terms, actor });
    await this.manager.query(
      `INSERT INTO strike_checkpoint (tenant_id, xid, seq)
       SELECT $1, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, 9223372036854775807
       ON CONFLICT (tenant_id) DO NOTHING`,
      [this.tenantId],
    );
  }

  private async put(
    column: 'appeal' | 'strike',
    { terms, actor }: { readonly terms: object; readonly actor: string },
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO dispute_terms (tenant_id, ${column}) VALUES ($1, $2)
       ON CONFLICT (tenant_id) DO UPDATE SET ${column} = excluded.${column}, updated_at = now()`,
      [this.tenantId, JSON.stringify(terms)],
    );
    await recordAudit(this.manager, {
      tenantId: this.tenantId,
      actor,
      action: `${column}_terms.put`,
      subjectType: 'tenant',
      subjectId: this.tenantId,
      detail: { terms },
    });
  }
}
