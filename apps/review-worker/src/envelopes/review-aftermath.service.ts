import { Injectable, Logger } from '@nestjs/common';
import type { MachineReview, Recorded, ReviewableSubmission } from '@assay/database';
import { RelayClient } from '@assay/relay';
import { SenderService } from '../deliveries/sender.service.js';
import { Metrics } from '../operations/metrics.js';
import { GoldMixer } from '../reviews/gold-mixer.service.js';
import { ReviewChanges } from '../reviews/review-changes.js';

/** Ids in one relay event: a notification holds 8,000 bytes. */
const idsPerEvent = 150;

/** What follows once machine review is recorded. Nothing here can undo or fail it. */
@Injectable()
export class ReviewAftermath {
  private readonly logger = new Logger(ReviewAftermath.name);

  constructor(
    private readonly sender: SenderService,
    private readonly relay: RelayClient,
    private readonly metrics: Metrics,
    private readonly changes: ReviewChanges,
    private readonly gold: GoldMixer,
  ) {}

  async follow(made: {
    readonly reviews: readonly MachineReview[];
    readonly submissions: readonly ReviewableSubmission[];
    readonly recorded: Recorded;
  }): Promise<void> {
    const { reviews, submissions, recorded } = made;
    this.sender.enqueue(recorded.deliveries);
    this.tellWaiting(recorded);
    this.count(reviews, recorded);
    const won = new Set(recorded.submissionIds);
    const opened = reviews.filter(
      ({ submissionId, opens }) => opens !== undefined && won.has(submissionId),
    );
    this.changes.note(opened.map(({ tenantId }) => tenantId));
    const contents = new Map(submissions.map((submission) => [submission.id, submission]));
    await this.gold.mix(
      opened.flatMap((review) => {
        const content = contents.get(review.submissionId);
        return content === undefined
          ? []
          : [{ review, scene: content.scene, industry: content.industry }];
      }),
    );
  }

  private count(reviews: readonly MachineReview[], { submissionIds }: Recorded): void {
    this.metrics.stale.inc(reviews.length - submissionIds.length);
    for (const { decision } of reviews) this.metrics.reviewed.inc({ outcome: decision.outcome });
  }

  /** Lost events cost the waiting request one poll interval. */
  private tellWaiting({ awaitedIds }: Recorded): void {
    for (let start = 0; start < awaitedIds.length; start += idsPerEvent) {
      this.relay
        .emit('verdicts.recorded', { ids: awaitedIds.slice(start, start + idsPerEvent) })
        .subscribe({
          error: (error: Error) => this.logger.warn(`relay event not sent: ${error.message}`),
        });
    }
  }
}
