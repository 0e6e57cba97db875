import { Inject, Injectable } from '@nestjs/common';
import type {
  CreatePolicy,
  PolicyBody,
  PolicyDefinitionBody,
  PolicyDetail,
  PolicyListQuery,
  ValidationResult,
} from '@assay/contracts';
import {
  createDraft,
  deleteDraft,
  PolicyStore,
  publishPolicy,
  readAsTenant,
  retirePolicy,
  updateDraft,
  type Database,
  type DraftReference,
  type PolicyWithDefinition,
} from '@assay/database';
import { failed, ok, type Principal, type Result } from '@assay/domain';
import type { EntityManager } from 'typeorm';
import { DATABASE } from '../database.js';
import { checkDefinition, publishable } from './check-definition.js';
import { policyBody, policyDetail } from './policy-body.js';

/** Policies of one tenant as data: draft → validate → publish → retire. */
@Injectable()
export class PoliciesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(
    actor: Principal,
    query: PolicyListQuery,
  ): Promise<Result<{ items: PolicyBody[]; nextCursor?: string }>> {
    const page = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new PolicyStore(manager).list(actor.tenantId, query),
    );
    if (page === undefined) {
      return failed('invalid_request', 'This cursor is not one of ours; start without one.');
    }
    return ok({ ...page, items: page.items.map(policyBody) });
  }

  async find(actor: Principal, id: string): Promise<Result<PolicyDetail>> {
    const stored = await this.load(actor, id);
    return stored.ok ? ok(policyDetail(stored.value)) : stored;
  }

  /** Problems: `duplicate`. A draft may be unfinished; publishing is where it must be sound. */
  draft(actor: Principal, body: CreatePolicy): Promise<Result<PolicyDetail>> {
    const { name, scene, industry = null, definition } = body;
    return this.write(actor, (manager) =>
      createDraft(manager, {
        tenantId: actor.tenantId,
        actor: actor.id,
        name,
        scene,
        industry,
        definition,
      }),
    );
  }

  /** Problems: `not_found`, `not_a_draft`. */
  edit(
    actor: Principal,
    id: string,
    definition: PolicyDefinitionBody,
  ): Promise<Result<PolicyDetail>> {
    return this.write(actor, (manager) =>
      updateDraft(manager, { ...referenceOf(actor, id), definition }),
    );
  }

  async remove(actor: Principal, id: string): Promise<Result<string>> {
    return this.database.dataSource.transaction((manager) =>
      deleteDraft(manager, referenceOf(actor, id)),
    );
  }

  async validate(actor: Principal, id: string): Promise<Result<ValidationResult>> {
    const stored = await this.load(actor, id);
    if (!stored.ok) return stored;
    const { problems, warnings } = checkDefinition(stored.value.definition);
    return ok({ valid: problems.length === 0, problems: [...problems], warnings: [...warnings] });
  }

  /** Problems: `not_found`, `not_a_draft`, `policy_invalid`, `stale_version`. */
  async publish(actor: Principal, id: string): Promise<Result<PolicyDetail>> {
    const stored = await this.load(actor, id);
    if (!stored.ok) return stored;
    const { state, definition, revision } = stored.value;
    if (state !== 'draft') {
      return failed(
        'not_a_draft',
        `This version is ${state} and never changes. Write a new draft.`,
      );
    }
    const sound = publishable(definition);
    if (!sound.ok) return sound;
    return this.write(actor, (manager) =>
      publishPolicy(manager, { ...referenceOf(actor, id), revision }),
    );
  }

  /** Problems: `not_found`, `invalid_transition`. */
  retire(actor: Principal, id: string): Promise<Result<PolicyDetail>> {
    return this.write(actor, (manager) => retirePolicy(manager, referenceOf(actor, id)));
  }

  private async write(
    actor: Principal,
    change: (manager: EntityManager) => Promise<Result<string>>,
  ): Promise<Result<PolicyDetail>> {
    const changed = await this.database.dataSource.transaction(change);
    return changed.ok ? this.find(actor, changed.value) : changed;
  }

  private async load(actor: Principal, id: string): Promise<Result<PolicyWithDefinition>> {
    const stored = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new PolicyStore(manager).find(actor.tenantId, id),
    );
    return stored === undefined
      ? failed('not_found', 'There is no such policy version.')
      : ok(stored);
  }
}

const referenceOf = (actor: Principal, id: string): DraftReference => ({
  tenantId: actor.tenantId,
  id,
  actor: actor.id,
});
