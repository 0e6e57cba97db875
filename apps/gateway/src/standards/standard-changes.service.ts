import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateStandard,
  StandardDetail,
  StandardVersionBody,
  StandardVersionParams,
  WriteStandardVersion,
} from '@assay/contracts';
import {
  createStandard,
  draftStandard,
  publishStandard,
  retireStandard,
  StandardStore,
  updateStandardDraft,
  type Database,
  type StandardReference,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { checkClauses } from './check-clauses.js';
import { standardDetail, standardVersionBody } from './standard-body.js';

/** Writes standards: draft → published → retired. Every method is one transaction. */
@Injectable()
export class StandardChangesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Problems: `unknown_category`, `duplicate`. */
  async create(actor: Principal, body: CreateStandard): Promise<Result<StandardDetail>> {
    const known = checkClauses(at(body.taxonomy), body.clauses);
    if (!known.ok) return known;
    const { tenantId } = actor;
    return this.database.dataSource.transaction(async (manager) => {
      const { goldSet = null, ...standard } = body;
      const created = await createStandard(manager, {
        ...standard,
        goldSet,
        tenantId,
        actor: actor.id,
      });
      if (!created.ok) return created;
      const store = new StandardStore(manager, tenantId);
      const stored = await store.find(created.value);
      if (stored === undefined) return noStandard;
      const versions = await store.versions(created.value);
      return ok(standardDetail({ standard: stored, versions, full: true }));
    });
  }

  /** Problems: `not_found`, `unknown_category`. */
  draft(
    actor: Principal,
    standardId: string,
    body: WriteStandardVersion,
  ): Promise<Result<StandardVersionBody>> {
    const reference = { tenantId: actor.tenantId, standardId, actor: actor.id };
    return this.write(reference, async (manager) => {
      const known = await knownClauses(manager, { ...reference, body });
      return known.ok ? draftStandard(manager, { ...reference, ...body }) : known;
    });
  }

  /** Problems: `not_found`, `not_a_draft`, `unknown_category`. */
  edit(
    actor: Principal,
    params: StandardVersionParams,
    body: WriteStandardVersion,
  ): Promise<Result<StandardVersionBody>> {
    const reference = referenceOf(actor, params);
    return this.write(reference, async (manager) => {
      const known = await knownClauses(manager, { ...reference, body });
      return known.ok ? updateStandardDraft(manager, { ...reference, ...body }) : known;
    });
  }

  /** Problems: `not_found`, `not_a_draft`, `stale_version`. */
  publish(actor: Principal, params: StandardVersionParams): Promise<Result<StandardVersionBody>> {
    const reference = referenceOf(actor, params);
    return this.write(reference, (manager) => publishStandard(manager, reference));
  }

  /** Problems: `not_found`, `invalid_transition`. */
  retire(actor: Principal, params: StandardVersionParams): Promise<Result<StandardVersionBody>> {
    const reference = referenceOf(actor, params);
    return this.write(reference, (manager) => retireStandard(manager, reference));
  }

  private write(
    { tenantId, standardId }: Pick<StandardReference, 'tenantId' | 'standardId'>,
    change: (manager: EntityManager) => Promise<Result<number>>,
  ): Promise<Result<StandardVersionBody>> {
    return this.database.dataSource.transaction(async (manager) => {
      const changed = await change(manager);
      if (!changed.ok) return changed;
      const store = new StandardStore(manager, tenantId);
      const version = await store.version(standardId, changed.value);
      return version === undefined ? noStandard : ok(standardVersionBody(version));
    });
  }
}

const noStandard = failed('not_found', 'There is no such standard.');

const at = (taxonomy: string) => ({ taxonomy, taxonomyPointer: '/taxonomy' });

const referenceOf = (
  actor: Principal,
  { id, version }: StandardVersionParams,
): StandardReference => ({ tenantId: actor.tenantId, standardId: id, version, actor: actor.id });

async function knownClauses(
  manager: EntityManager,
  asked: {
    readonly tenantId: string;
    readonly standardId: string;
    readonly body: WriteStandardVersion;
  },
): Promise<Result<null>> {
  const standard = await new StandardStore(manager, asked.tenantId).find(asked.standardId);
  if (standard === undefined) return noStandard;
  return checkClauses(at(standard.taxonomy), asked.body.clauses);
}
