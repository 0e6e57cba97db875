import { Inject, Injectable } from '@nestjs/common';
import { RelayClient } from '@assay/relay';
import {
  readAsTenant,
  SubmissionStore,
  withdrawSubmission,
  type Database,
  type StoredSubmission,
} from '@assay/database';
import type {
  CreateSubmission,
  SubmissionBody,
  SubmissionDetail,
  SubmissionListQuery,
} from '@assay/contracts';
import { failed, ok, type Lane, type Principal, type Result } from '@assay/domain';
import { engineVersion } from '@assay/matching';
import { DATABASE } from '../database.js';
import { QuotaService } from '../tenants/quota.service.js';
import { TenantDirectory } from '../tenants/tenant-directory.service.js';
import { IntakeService } from './intake.service.js';
import { newSubmission } from './new-submission.js';
import { submissionBody, verdictBody } from './submission-body.js';

export interface AcceptRequest {
  readonly actor: Principal;
  readonly body: CreateSubmission;
  readonly lane: Lane;
  readonly idempotencyKey: string | undefined;
  /** Called with the new id before it is stored, when the caller waits for the outcome. */
  readonly beforeStored?: (id: string) => void;
}

export interface AcceptedSubmission {
  readonly id: string;
  readonly replayed: boolean;
}

/** Accepting, reading and withdrawing submissions of one tenant. */
@Injectable()
export class SubmissionsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly intake: IntakeService,
    private readonly directory: TenantDirectory,
    private readonly quota: QuotaService,
    private readonly relay: RelayClient,
  ) {}

  /** Problems: `unknown_scene`, `quota_exceeded`, `overloaded`, `idempotency_key_reused`. */
  async accept(request: AcceptRequest): Promise<Result<AcceptedSubmission>> {
    const { actor, body, lane, idempotencyKey, beforeStored } = request;
    const { tenantId } = actor;
    const known = this.directory.hasPolicy(tenantId, body.scene, body.industry ?? null);
    if (!(typeof known === 'boolean' ? known : await known)) return unknownScene(body.scene);
    const quota = this.quota.take(tenantId, 1);
    const taken = quota instanceof Promise ? await quota : quota;
    if (!taken.ok) return taken;
    const row = newSubmission({
      tenantId,
      body,
      lane,
      awaited: beforeStored !== undefined,
      idempotencyKey,
    });
    beforeStored?.(row.id);
    return this.intake.accept(row);
  }

  async find(actor: Principal, id: string): Promise<Result<SubmissionBody>> {
    const [found] = await this.findMany(actor, [id]);
    return found === undefined ? notFound : ok(submissionBody(found));
  }

  async detail(actor: Principal, id: string): Promise<Result<SubmissionDetail>> {
    const read = await readAsTenant(this.database.dataSource, actor.tenantId, async (manager) => {
      const store = new SubmissionStore(manager);
      const [summary] = await store.findMany(actor.tenantId, [id]);
      const content = summary && (await store.findContent(actor.tenantId, id));
      return summary && content && { summary, content };
    });
    if (read === undefined) return notFound;
    return ok({
      ...submissionBody(read.summary),
      parts: [...read.content.parts],
      context: read.content.context,
      metadata: read.content.metadata,
      verdicts: read.content.verdicts.map(verdictBody),
    });
  }

  async list(
    actor: Principal,
    query: SubmissionListQuery,
  ): Promise<Result<{ items: SubmissionBody[]; nextCursor?: string }>> {
    const page = await readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new SubmissionStore(manager).list(actor.tenantId, query),
    );
    if (page === undefined)
      return failed('invalid_request', 'This cursor is not one of ours; start without one.');
    return ok({ ...page, items: page.items.map(submissionBody) });
  }

  /** Problems: `not_found`, `already_decided`. */
  async withdraw(actor: Principal, id: string): Promise<Result<SubmissionBody>> {
    const withdrawn = await this.database.dataSource.transaction((manager) =>
      withdrawSubmission(manager, {
        tenantId: actor.tenantId,
        submissionId: id,
        actor: actor.id,
        engineVersion,
      }),
    );
    if (!withdrawn.ok) return withdrawn;
    this.relay.emit('verdicts.recorded', { ids: [id] }).subscribe({ error: () => undefined });
    return this.find(actor, id);
  }

  private findMany(actor: Principal, ids: readonly string[]): Promise<readonly StoredSubmission[]> {
    return readAsTenant(this.database.dataSource, actor.tenantId, (manager) =>
      new SubmissionStore(manager).findMany(actor.tenantId, ids),
    );
  }
}

const notFound = failed('not_found', 'There is no such submission.');

const unknownScene = (scene: string): Result<never> =>
  failed('unknown_scene', `No published policy covers the scene "${scene}".`, {
    errors: [
      {
        pointer: '/scene',
        code: 'unknown_scene',
        message: 'Publish a policy for this scene first.',
      },
    ],
  });
