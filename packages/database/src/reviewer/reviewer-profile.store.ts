import { defaultDisplay, type ReviewDisplay, type ReviewLanguage } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import type { ReviewerReference } from './note-exposure.js';

/** What a person said of themselves and what a lead said of them. `null`: everything, or the default. */
export interface ReviewerProfile {
  readonly languages: readonly ReviewLanguage[] | null;
  readonly queues: readonly string[] | null;
  readonly optedOut: readonly string[];
  readonly dailyBudget: number | null;
  readonly display: ReviewDisplay;
}

/** Fields that are left out stay as they are. */
export type ProfileChange = {
  readonly [Field in keyof ReviewerProfile]?: ReviewerProfile[Field] | undefined;
};

export const emptyProfile: ReviewerProfile = {
  languages: null,
  queues: null,
  optedOut: [],
  dailyBudget: null,
  display: defaultDisplay,
};

/** Review profiles; people without a row have the empty one. */
export class ReviewerProfileStore {
  constructor(private readonly manager: EntityManager) {}

  async find({ tenantId, actor }: ReviewerReference): Promise<ReviewerProfile> {
    const found = await this.findMany(tenantId, [actor]);
    return found.get(actor) ?? emptyProfile;
  }

  async findMany(
    tenantId: string,
    actors: readonly string[],
  ): Promise<ReadonlyMap<string, ReviewerProfile>> {
    const rows: (ReviewerProfile & { actor: string })[] = await this.manager.query(
      `SELECT actor, languages, queues, opted_out AS "optedOut", daily_budget AS "dailyBudget", display
       FROM reviewer_profile WHERE tenant_id = $1 AND actor = ANY($2)`,
      [tenantId, actors],
    );
    return new Map(rows.map(({ actor, ...profile }) => [actor, profile]));
  }

  /** Answers the profile as it is then. */
  async change(
    { tenantId, actor }: ReviewerReference,
    change: ProfileChange,
  ): Promise<ReviewerProfile> {
    await this.manager.query(
      `INSERT INTO reviewer_profile (tenant_id, actor, display) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [tenantId, actor, JSON.stringify(defaultDisplay)],
    );
    // Locked, so that a person and their lead who write at the same moment keep each other's fields.
    await this.manager.query(
      'SELECT 1 FROM reviewer_profile WHERE tenant_id = $1 AND actor = $2 FOR UPDATE',
      [tenantId, actor],
    );
    const before = await this.find({ tenantId, actor });
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const after: ReviewerProfile = { ...before, ...Object.fromEntries(given) };
    await this.manager.query(
      `UPDATE reviewer_profile SET languages = $3, queues = $4, opted_out = $5, daily_budget = $6, display = $7,
         updated_at = now()
       WHERE tenant_id = $1 AND actor = $2`,
      [
        tenantId,
        actor,
        after.languages,
        after.queues,
        after.optedOut,
        after.dailyBudget,
        JSON.stringify(after.display),
      ],
    );
    return after;
  }
}
