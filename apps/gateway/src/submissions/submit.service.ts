import { Injectable } from '@nestjs/common';
import type { AcceptedBody, CreateSubmission, SubmissionBody } from '@assay/contracts';
import { ok, type Principal, type Result } from '@assay/domain';
import { SubmissionsService, type AcceptedSubmission } from './submissions.service.js';
import { noWait, WaitingService } from './waiting.service.js';

export interface SubmitRequest {
  readonly actor: Principal;
  readonly body: CreateSubmission;
  readonly idempotencyKey: string | undefined;
  readonly waitSeconds: number;
  /** Aborted when the client has gone; needed by those that wait. */
  readonly gone?: AbortSignal | undefined;
}

export interface SubmitAnswer {
  readonly replayed: boolean;
  /** Machine review is over: the body carries a decision. */
  readonly reviewed: boolean;
  readonly body: AcceptedBody | SubmissionBody;
}

/** One submission: store it, and wait for its review when the caller prefers that. */
@Injectable()
export class SubmitService {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly waiting: WaitingService,
  ) {}

  async submit(request: SubmitRequest): Promise<Result<SubmitAnswer>> {
    if (request.waitSeconds > 0) return this.submitAndWait(request);
    const accepted = await this.submissions.accept({ ...request, lane: 'realtime' });
    if (!accepted.ok) return accepted;
    if (accepted.value.replayed) return this.answer(request.actor, accepted.value);
    return ok(unreviewed(accepted.value));
  }

  private async submitAndWait(request: SubmitRequest): Promise<Result<SubmitAnswer>> {
    const { actor, gone, waitSeconds } = request;
    const waitMs = waitSeconds * 1000;
    let wait = noWait;
    gone?.addEventListener('abort', () => wait.cancel(), { once: true });
    try {
      const accepted = await this.submissions.accept({
        ...request,
        lane: 'realtime',
        beforeStored: (id) => {
          wait = this.waiting.begin(id, waitMs);
        },
      });
      if (!accepted.ok) return accepted;
      if (accepted.value.replayed) {
        wait.cancel();
        wait = this.waiting.begin(accepted.value.id, waitMs);
      }
      if (gone?.aborted) wait.cancel();
      await wait.done;
      // Nobody reads the answer any more, so nothing is read for it.
      if (gone?.aborted) return ok(unreviewed(accepted.value));
      return await this.answer(actor, accepted.value);
    } finally {
      wait.cancel();
    }
  }

  private async answer(
    actor: Principal,
    { id, replayed }: AcceptedSubmission,
  ): Promise<Result<SubmitAnswer>> {
    const found = await this.submissions.find(actor, id);
    if (!found.ok) return found;
    return ok({ replayed, reviewed: found.value.status !== 'accepted', body: found.value });
  }
}

const unreviewed = ({ id, replayed }: AcceptedSubmission): SubmitAnswer => ({
  replayed,
  reviewed: false,
  body: { id, status: 'accepted' },
});
