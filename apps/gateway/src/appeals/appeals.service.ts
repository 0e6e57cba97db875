import { Inject, Injectable } from '@nestjs/common';
import type {
  AppealBody,
  AppealListQuery,
  AppealTermsBody,
  CreateAppeal,
  Page,
  ReopenSiblings,
  ReopenedSiblingsBody,
} from '@assay/contracts';
import {
  acceptAppeal,
  AppealStore,
  DisputeTermsStore,
  lockAppeal,
  lodgeAppeal,
  readAsTenant,
  rejectAppeal,
  reopenSiblings,
  withdrawAppeal,
  type AppealMove,
  type Database,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { cursorId, pageById } from '../http/page-cursor.js';
import { appealBody } from './appeal-body.js';

/** Appeals of the caller's tenant: received, accepted or rejected, taken back, and what an overturned one leads to. */
@Injectable()
export class AppealsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Problems: `not_found`, `not_decided`, `invalid_transition`, `appeal_open`, `appeal_window_closed`. */
  async lodge(actor: Principal, body: CreateAppeal): Promise<Result<AppealBody>> {
    const { tenantId, id: lodgedBy } = actor;
    const lodged = await this.database.dataSource.transaction((manager) =>
      lodgeAppeal(manager, {
        ...{ tenantId, lodgedBy, submissionId: body.submissionId, text: body.text },
        appellantKind: body.appellant?.kind ?? 'platform',
        appellantReference: body.appellant?.reference ?? null,
        entryId: body.entryId ?? null,
      }),
    );
    return lodged.ok ? this.find(actor, lodged.value) : lodged;
  }

  async list(actor: Principal, query: AppealListQuery): Promise<Result<Page<AppealBody>>> {
    const after = cursorId(query);
    if (!after.ok) return after;
    const { limit, state, submissionId, overdue } = query;
    const appeals = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new AppealStore(manager, actor.tenantId).list({
        ...{ state, submissionId, overdue: overdue === 'true' },
        after: after.value,
        limit: limit + 1,
      }),
    );
    const nowMs = Date.now();
    return ok(
      pageById(
        appeals.map((appeal) => appealBody(appeal, nowMs)),
        limit,
      ),
    );
  }

  async find(actor: Principal, id: string): Promise<Result<AppealBody>> {
    const appeal = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new AppealStore(manager, actor.tenantId).find(id),
    );
    return appeal === undefined ? noAppeal : ok(appealBody(appeal, Date.now()));
  }

  /** Problems: `not_found`, `invalid_transition`, `same_principal`. */
  withdraw(actor: Principal, id: string): Promise<Result<AppealBody>> {
    return this.move({ actor, id, make: withdrawAppeal });
  }

  /** Problems: `not_found`, `invalid_transition`, `same_principal`. */
  accept(actor: Principal, id: string): Promise<Result<AppealBody>> {
    return this.move({
      actor,
      id,
      make: async (manager, { appeal, actor: by }) => {
        const terms = await new DisputeTermsStore(manager, appeal.tenantId).appealTerms();
        return acceptAppeal(manager, { appeal, terms, actor: by });
      },
    });
  }

  /** Problems: `not_found`, `invalid_transition`, `same_principal`. */
  reject(wish: {
    readonly actor: Principal;
    readonly id: string;
    readonly reason: string;
  }): Promise<Result<AppealBody>> {
    const { actor, id, reason } = wish;
    return this.move({
      actor,
      id,
      make: (manager, move) => rejectAppeal(manager, { ...move, reason }),
    });
  }

  /** Problems: `not_found`, `invalid_transition`. */
  async siblings(wish: {
    readonly actor: Principal;
    readonly id: string;
    readonly body: ReopenSiblings;
  }): Promise<Result<ReopenedSiblingsBody>> {
    const { actor, id, body } = wish;
    return this.database.dataSource.transaction(async (manager) => {
      const appeal = await lockAppeal(manager, { tenantId: actor.tenantId, appealId: id });
      if (appeal === undefined) return noAppeal;
      const reopened = await reopenSiblings(manager, { appeal, actor: actor.id, ...body });
      if (!reopened.ok) return reopened;
      return ok({ ...reopened.value, submissionIds: [...reopened.value.submissionIds] });
    });
  }

  terms(actor: Principal): Promise<AppealTermsBody> {
    return readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new DisputeTermsStore(manager, actor.tenantId).appealTerms(),
    );
  }

  putTerms(actor: Principal, terms: AppealTermsBody): Promise<AppealTermsBody> {
    return this.database.dataSource.transaction(async (manager) => {
      await new DisputeTermsStore(manager, actor.tenantId).putAppealTerms(terms, actor.id);
      return terms;
    });
  }

  private async move(wish: {
    readonly actor: Principal;
    readonly id: string;
    readonly make: (manager: EntityManager, move: AppealMove) => Promise<Result<void>>;
  }): Promise<Result<AppealBody>> {
    const { actor, id, make } = wish;
    const moved = await this.database.dataSource.transaction(async (manager) => {
      const appeal = await lockAppeal(manager, { tenantId: actor.tenantId, appealId: id });
      return appeal === undefined ? noAppeal : make(manager, { appeal, actor: actor.id });
    });
    return moved.ok ? this.find(actor, id) : moved;
  }
}

const noAppeal = failed('not_found', 'There is no such appeal.');
