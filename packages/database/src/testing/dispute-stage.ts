import { randomUUID } from 'node:crypto';
import { defaultAppealTerms, type Result } from '@assay/domain';
import {
  createTestDatabase,
  decidedSubmission,
  giveDueRuling,
  type DecidedWish,
  type DueRuling,
  type TestDatabase,
} from '@assay/testing';
import type { EntityManager } from 'typeorm';
import { AppealStore, lockAppeal, type StoredAppeal } from '../appeal/appeal.store.js';
import { lodgeAppeal, type NewAppeal } from '../appeal/lodge-appeal.js';
import { connectDatabase, readAsTenant, type Database } from '../connection.js';
import { DisputeTermsStore } from '../dispute/dispute-terms.store.js';
import { migrate } from '../migrate.js';
import { settleDue } from '../review/settle-due.js';

/** A database in which one tenant after the other has its verdicts contested. */
export class DisputeStage {
  /** The tenant everything is about until `nextTenant()`. It has one webhook endpoint. */
  tenantId: string = randomUUID();

  private constructor(
    private readonly files: TestDatabase,
    readonly database: Database,
  ) {}

  static async open(): Promise<DisputeStage> {
    const files = await createTestDatabase({ migrate });
    const options = { url: files.url, applicationName: 'dispute-stage', poolSize: 6 };
    return new DisputeStage(files, await connectDatabase(options));
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.files.drop();
  }

  async nextTenant(): Promise<void> {
    this.tenantId = randomUUID();
    await this.sql(
      `INSERT INTO webhook_endpoint (id, tenant_id, url, event_types, secret)
       VALUES ($1, $2, 'https://receiver.example/', '{}', '\\x00')`,
      randomUUID(),
      this.tenantId,
    );
  }

  // Tests look into rows of every shape.
  async sql(text: string, ...params: unknown[]): Promise<Record<string, unknown>[]> {
    return (await this.database.pool.query<Record<string, unknown>>(text, params)).rows;
  }

  within<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.dataSource.transaction(work);
  }

  decided(wish: Partial<DecidedWish> = {}): Promise<string> {
    return decidedSubmission(this.database.pool, { tenantId: this.tenantId, ...wish });
  }

  /** An active blacklist entry; `confirmer` and `proposer` had a part in it. */
  async entry(owner: string = this.tenantId): Promise<string> {
    const id = randomUUID();
    await this.sql(
      `INSERT INTO blacklist_entry (id, tenant_id, kind, value, effect, category, severity, action, confidence, scenes,
         industries, state, valid_from, expires_at, proposed_by, confirmed_by, version)
       VALUES ($1, $2, 'term', $3, 'match', 'A.3.b', 'low', 'block', 1, '{}', '{}', 'active', now(), now(), 'proposer',
         'confirmer', 1)`,
      id,
      owner,
      id,
    );
    return id;
  }

  lodge(submissionId: string, overrides: Partial<NewAppeal> = {}): Promise<Result<string>> {
    const { tenantId } = this;
    return this.within((manager) =>
      lodgeAppeal(manager, {
        ...{ tenantId, submissionId, text: 'It was a quotation.', lodgedBy: 'platform' },
        ...{ appellantKind: 'author', appellantReference: 'user 7', entryId: null },
        ...overrides,
      }),
    );
  }

  async lodged(submissionId: string, overrides: Partial<NewAppeal> = {}): Promise<string> {
    const result = await this.lodge(submissionId, overrides);
    if (!result.ok) throw new Error(result.problem.detail);
    return result.value;
  }

  async appeal(id: string): Promise<StoredAppeal> {
    const found = await readAsTenant(this.database.dataSource, this.tenantId, (manager) =>
      new AppealStore(manager, this.tenantId).find(id),
    );
    if (found === undefined) throw new Error('There is no such appeal.');
    return found;
  }

  /** Moves an appeal under the lock that the gateway takes. */
  move<T>(
    id: string,
    work: (manager: EntityManager, appeal: StoredAppeal) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.within(async (manager) => {
      const appeal = await lockAppeal(manager, { tenantId: this.tenantId, appealId: id });
      return work(manager, appeal as StoredAppeal);
    });
  }

  /** Somebody independent rules on the submission's open task of a purpose, and the ruling is settled. */
  async rule(
    about: { readonly submissionId: string; readonly purpose: 'appeal' | 'report' | 'reopened' },
    ruling: Omit<DueRuling, 'actor'>,
  ): Promise<void> {
    await giveDueRuling(this.database.pool, about, { actor: 'independent', ...ruling });
    const { failures } = await settleDue(this.database, { limit: 100 });
    if (failures.length > 0) throw failures[0];
  }

  verdicts(submissionId: string): Promise<Record<string, unknown>[]> {
    return this.sql(
      'SELECT revision, outcome, cause, decided_by FROM verdict WHERE submission_id = $1 ORDER BY 1',
      submissionId,
    );
  }

  /** What the platform was told about a submission after its first verdict, oldest first. */
  told(submissionId: string): Promise<Record<string, unknown>[]> {
    return this.sql(
      `SELECT e.type, e.payload -> 'data' AS data, count(d.id)::int AS deliveries
       FROM event e LEFT JOIN delivery d ON d.event_id = e.id
       WHERE e.submission_id = $1 AND e.type <> 'verdict.created' GROUP BY e.id ORDER BY e.seq`,
      submissionId,
    );
  }

  /** From now on a person accepts or rejects the tenant's appeals. */
  async acceptByHand(): Promise<void> {
    const terms = { ...defaultAppealTerms, acceptAutomatically: false };
    await this.within((manager) =>
      new DisputeTermsStore(manager, this.tenantId).putAppealTerms(terms, 'lead'),
    );
  }
}
