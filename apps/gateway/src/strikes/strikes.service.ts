import { Inject, Injectable } from '@nestjs/common';
import type { AuthorStrikesBody, StrikeBody, StrikeTermsBody } from '@assay/contracts';
import {
  DisputeTermsStore,
  readAsTenant,
  StrikeStore,
  type Database,
  type StoredStrike,
} from '@assay/database';
import {
  defaultStrikeTerms,
  fourFactors,
  onRecord,
  standingOf,
  type Principal,
  type Result,
} from '@assay/domain';
import { DATABASE } from '../database.js';

const shownStrikes = 200;

/** Strikes of the caller's authors, and the terms they are counted by. */
@Injectable()
export class StrikesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** An author nobody knows stands clean: authors have no rows of their own. */
  async ofAuthor(actor: Principal, authorId: string): Promise<AuthorStrikesBody> {
    const { tenantId } = actor;
    const read = await readAsTenant(this.database.dataSource, tenantId, async (manager) => {
      const store = new StrikeStore(manager, tenantId);
      const terms = await new DisputeTermsStore(manager, tenantId).strikeTerms();
      return {
        terms: terms ?? defaultStrikeTerms,
        strikes: await store.ofAuthor(authorId),
        decided: await store.decidedOf(authorId),
      };
    });
    const nowMs = Date.now();
    const { terms, strikes, decided } = read;
    const factors = fourFactors(onRecord(strikes, nowMs, terms), decided);
    const { intention } = factors;
    return {
      authorId,
      standing: standingOf(strikes, nowMs, terms),
      factors: {
        ...factors,
        intention: { ...intention, transforms: [...intention.transforms] },
      },
      items: strikes.slice(0, shownStrikes).map(strikeBody),
    };
  }

  terms(actor: Principal): Promise<StrikeTermsBody | undefined> {
    return readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new DisputeTermsStore(manager, actor.tenantId).strikeTerms(),
    );
  }

  putTerms(actor: Principal, terms: StrikeTermsBody): Promise<StrikeTermsBody> {
    return this.database.dataSource.transaction(async (manager) => {
      await new DisputeTermsStore(manager, actor.tenantId).putStrikeTerms(terms, actor.id);
      return terms;
    });
  }

  /** Problems: `not_found`, `invalid_transition`. Answers where the author stands without it. */
  async lift(wish: {
    readonly actor: Principal;
    readonly id: string;
    readonly reason: string;
  }): Promise<Result<AuthorStrikesBody>> {
    const { actor, id, reason } = wish;
    const lifted = await this.database.dataSource.transaction((manager) =>
      new StrikeStore(manager, actor.tenantId).lift({ strikeId: id, actor: actor.id, reason }),
    );
    if (!lifted.ok) return lifted;
    return { ok: true, value: await this.ofAuthor(actor, lifted.value) };
  }
}

const strikeBody = (strike: StoredStrike): StrikeBody => ({
  id: strike.id,
  submissionId: strike.submissionId,
  ...(strike.externalId === null ? {} : { externalId: strike.externalId }),
  category: strike.category,
  severity: strike.severity,
  transforms: [...strike.transforms],
  at: new Date(strike.atMs).toISOString(),
  reached: strike.reached,
  ...(strike.liftedAtMs === null ? {} : { liftedAt: new Date(strike.liftedAtMs).toISOString() }),
  ...(strike.liftedBy === null ? {} : { liftedBy: strike.liftedBy }),
  ...(strike.liftReason === null ? {} : { liftReason: strike.liftReason }),
});
