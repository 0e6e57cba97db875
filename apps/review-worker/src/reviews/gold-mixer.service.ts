import { Inject, Injectable, Logger } from '@nestjs/common';
import { injectGold, type Database, type MachineReview, type NewCase } from '@assay/database';
import { defaultRouting, routeReview, type QueueSettings, type ReviewRouting } from '@assay/domain';
import { fingerprintOf } from '@assay/matching';
import { DATABASE } from '../database.js';
import { Metrics } from '../operations/metrics.js';
import { LivePolicies } from '../policies/live-policies.service.js';
import { ReviewChanges } from './review-changes.js';

/** A review that went to people, with the submission it is about. */
export interface RecordedReview {
  readonly review: MachineReview;
  readonly scene: string;
  readonly industry: string | null;
}

interface Place {
  readonly recorded: RecordedReview;
  readonly opens: NewCase;
  readonly settings: QueueSettings;
}

/**
 * Mixes gold into the queues: beside each first review one item, with the probability the queue asks for. After the
 * reviews are recorded and apart from them: a gold item that is not put there harms nobody.
 */
@Injectable()
export class GoldMixer {
  private readonly logger = new Logger(GoldMixer.name);

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly policies: LivePolicies,
    private readonly changes: ReviewChanges,
    private readonly metrics: Metrics,
  ) {}

  /** Never rejects. */
  async mix(reviews: readonly RecordedReview[]): Promise<void> {
    for (const recorded of reviews) {
      const { tenantId, opens } = recorded.review;
      if (opens?.purpose !== 'first_review') continue;
      const settings = this.policies.queueSettings(tenantId, opens.queue);
      if (Math.random() < settings.goldRate) await this.put({ recorded, opens, settings });
    }
  }

  private async put(place: Place): Promise<void> {
    try {
      const taskId = await this.database.dataSource.transaction((manager) =>
        injectGold(manager, this.placeOf(place)),
      );
      this.metrics.gold.inc({ result: taskId === undefined ? 'none_fits' : 'mixed_in' });
      if (taskId !== undefined) this.changes.note([place.recorded.review.tenantId]);
    } catch (error) {
      this.metrics.gold.inc({ result: 'failed' });
      this.logger.warn({
        message: 'a gold item could not be mixed in',
        queue: place.opens.queue,
        error: (error as Error).message,
      });
    }
  }

  private placeOf({ recorded, opens, settings }: Place): Parameters<typeof injectGold>[1] {
    const { tenantId, submissionId } = recorded.review;
    const routing = this.routingOf(recorded);
    return {
      tenantId,
      submissionId,
      queue: opens.queue,
      language: opens.language,
      settings,
      route: (item) => routeReview(routing, item),
      fingerprint: fingerprintOf,
    };
  }

  private routingOf({ review, scene, industry }: RecordedReview): ReviewRouting {
    const policy = this.policies.policyFor({ tenantId: review.tenantId, scene, industry });
    return policy?.version.definition.routing ?? defaultRouting;
  }
}
