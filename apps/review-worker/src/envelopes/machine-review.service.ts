import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  loadForReview,
  noteAttempt,
  recordDecisions,
  type Database,
  type MachineReview,
  type ReviewableSubmission,
} from '@assay/database';
import type { Evidence, QueueSettings } from '@assay/domain';
import type { ReadyPolicy } from '@assay/screening';
import { DATABASE } from '../database.js';
import { LivePolicies } from '../policies/live-policies.service.js';
import { ReviewAftermath } from './review-aftermath.service.js';
import { failureEvidence, reviewSubmission } from './review-submission.js';

/** An item that was started alone this often and never finished goes to people unread. */
const maxAttempts = 3;

interface Poisoned {
  readonly submission: ReviewableSubmission;
  readonly message: string;
  /** Absent: the task goes where tasks without a policy go. */
  readonly policy: ReadyPolicy | undefined;
}

/**
 * Reviews submissions by id: load, screen, decide, record. Safe to repeat: whatever is decided already is not loaded,
 * and recording goes by who removes the outbox row.
 */
@Injectable()
export class MachineReviewService {
  private readonly logger = new Logger(MachineReviewService.name);

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: LivePolicies,
    private readonly aftermath: ReviewAftermath,
  ) {}

  /** A whole envelope at once; falls back to one by one when an item spoils the batch. */
  async reviewTogether(ids: readonly string[]): Promise<void> {
    const submissions = await loadForReview(this.database.pool, ids);
    if (submissions.length === 0) return;
    const reviews = submissions.map((submission) => this.review(submission));
    try {
      await this.record(reviews, submissions);
    } catch (error) {
      if (!isBadRow(error)) throw error;
      this.logger.warn({
        message: 'a batch was refused, going one by one',
        code: (error as { code: string }).code,
      });
      await this.reviewSingly(ids);
    }
  }

  /** One by one, counting starts first, so that an item that kills the process is found out. */
  async reviewSingly(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const attempts = await noteAttempt(this.database.pool, id);
      if (attempts === undefined) continue;
      await this.reviewOne(id, attempts);
    }
  }

  private async reviewOne(id: string, attempts: number): Promise<void> {
    const [submission] = await loadForReview(this.database.pool, [id]);
    if (submission === undefined) return;
    if (attempts > maxAttempts) {
      this.logger.error({
        message: 'a submission failed again and again, people take it',
        submissionId: id,
      });
      await this.recordPoisoned(submission, `Machine review failed ${attempts - 1} times.`);
      return;
    }
    try {
      await this.record([this.review(submission)], [submission]);
    } catch (error) {
      if (!isBadRow(error)) throw error;
      await this.recordPoisoned(submission, 'The result of machine review could not be stored.');
    }
  }

  /** The policy's own routing may be what cannot be stored, so it is not insisted on. */
  private async recordPoisoned(submission: ReviewableSubmission, message: string): Promise<void> {
    try {
      const policy = this.policies.policyFor(submission);
      await this.record([this.poisoned({ submission, message, policy })], [submission]);
    } catch (error) {
      if (!isBadRow(error)) throw error;
      await this.record([this.poisoned({ submission, message, policy: undefined })], [submission]);
    }
  }

  /** Never throws: what breaks on one item must not hold up the others of its envelope. */
  private review(submission: ReviewableSubmission): MachineReview {
    const evaluatedAtMs = Date.now();
    const policy = this.policies.policyFor(submission);
    const blacklistVersion = this.policies.blacklistVersion;
    const evidence = this.evidence(submission, evaluatedAtMs);
    try {
      return reviewSubmission({
        submission,
        policy,
        evidence,
        blacklistVersion,
        evaluatedAtMs,
        queueSettings: this.settingsFor(submission),
      });
    } catch (error) {
      this.logger.error({
        message: 'a decision failed',
        submissionId: submission.id,
        error: (error as Error).name,
      });
      const message = 'Machine review failed; people decide.';
      return this.poisoned({ submission, message, policy });
    }
  }

  private evidence(submission: ReviewableSubmission, evaluatedAtMs: number): readonly Evidence[] {
    try {
      return this.policies.screen(submission, evaluatedAtMs);
    } catch (error) {
      this.logger.error({
        message: 'screening failed',
        submissionId: submission.id,
        // Not the message: it may quote the content.
        error: (error as Error).name,
      });
      return failureEvidence('detector_failed', 'Screening failed; people decide.');
    }
  }

  private poisoned({ submission, message, policy }: Poisoned): MachineReview {
    return reviewSubmission({
      submission,
      policy,
      evidence: failureEvidence('poison', message),
      blacklistVersion: this.policies.blacklistVersion,
      evaluatedAtMs: Date.now(),
      queueSettings: this.settingsFor(submission),
    });
  }

  private settingsFor({ tenantId }: ReviewableSubmission): (queue: string) => QueueSettings {
    return (queue) => this.policies.queueSettings(tenantId, queue);
  }

  private async record(
    reviews: readonly MachineReview[],
    submissions: readonly ReviewableSubmission[],
  ): Promise<void> {
    const recorded = await recordDecisions(this.database.pool, reviews);
    await this.aftermath.follow({ reviews, submissions, recorded });
  }
}

/** SQLSTATE classes that blame the data: 21 cardinality, 22 data, 23 constraint, 54 limits. */
function isBadRow(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(21|22|23|54)/.test(code);
}
